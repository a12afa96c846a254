package dev.flotilla.engine;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.text.YamlWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How long it takes from the text of one template and its policies to the rendered YAML of one of 20 members, with nothing taken
/// over from before.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class PreviewBench {
    private static final int MEMBERS = 20;

    @Param({"karmada", "kubefed"}) public String dialect;

    private final Engine engine = Engine.standard();

    @Benchmark
    public String textToYaml() {
        FleetPlan plan = engine.plan(dialect.equals("karmada")
                ? SyntheticWorkspace.karmada(1, MEMBERS)
                : SyntheticWorkspace.kubefed(1, MEMBERS), Map.of(), Map.of(), null);
        return YamlWriter.write(plan.objects().getLast().placements().getFirst().manifest().root());
    }
}
