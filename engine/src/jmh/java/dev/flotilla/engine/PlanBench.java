package dev.flotilla.engine;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.workspace.Workspace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How long a plan takes: the first of a JVM, one from scratch in a JVM that has planned before, and one after an edit.
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "-Xmx512m")
public class PlanBench {
    @Param({"karmada", "kubefed"}) public String dialect;

    @Param({"100x20", "1000x100"}) public String size;

    private final Engine engine = Engine.standard();
    private Workspace workspace;
    private FleetPlan plan;
    private int members;
    private int edit;

    @Setup(Level.Trial)
    public void setUp() {
        int templates = Integer.parseInt(size.substring(0, size.indexOf('x')));
        members = Integer.parseInt(size.substring(size.indexOf('x') + 1));
        workspace = dialect.equals("karmada")
                ? SyntheticWorkspace.karmada(templates, members)
                : SyntheticWorkspace.kubefed(templates, members);
        plan = null;
    }

    /// The first plan of a JVM: most of it goes to loading classes and to code that is not compiled yet.
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public FleetPlan cold() {
        return engine.plan(workspace, Map.of(), Map.of(), null);
    }

    /// Everything from scratch, nothing taken over from a plan before.
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Fork(value = 1, jvmArgsAppend = "-Xmx512m")
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 4, time = 2)
    public FleetPlan fromScratch() {
        return engine.plan(workspace, Map.of(), Map.of(), null);
    }

    /// One template's text changes, and the plan is made again.
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Fork(value = 1, jvmArgsAppend = "-Xmx512m")
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 4, time = 1)
    public FleetPlan afterOneEdit() {
        if (plan == null) plan = engine.plan(workspace, Map.of(), Map.of(), null);
        var first = workspace.files().stream().filter(file -> file.source().path().endsWith("/0.yaml")).findFirst().orElseThrow()
                .source();
        int replicas = 10 + edit++ % 80;
        var changed = new dev.flotilla.engine.text.SourceFile(first.path(),
                first.text().replaceFirst("replicas: [0-9]+", "replicas: " + replicas));
        workspace = workspace.withText(changed);
        plan = engine.plan(workspace, Map.of(), Map.of(), plan);
        return plan;
    }
}
