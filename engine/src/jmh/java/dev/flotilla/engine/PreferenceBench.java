package dev.flotilla.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.flotilla.engine.dialect.kubefed.replicas.ClusterPreference;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Answer;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Question;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.workspace.Workspace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One KubeFed preference over 1,000 members with weights, minimums and maximums: the division alone, and a plan of the whole
/// workspace around it.
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@BenchmarkMode(Mode.AverageTime)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
@Warmup(iterations = 12, time = 1)
@Measurement(iterations = 5, time = 1)
public class PreferenceBench {
    private static final int MEMBERS = 1_000;
    private static final int REPLICAS = 25_000;

    private final Engine engine = Engine.standard();
    private Question question;
    private Workspace workspace;

    @Setup
    public void setUp() {
        var clusters = new ArrayList<String>();
        var preferences = new HashMap<String, ClusterPreference>();
        var current = new HashMap<String, Long>();
        for (int m = 0; m < MEMBERS; m++) {
            String name = SyntheticWorkspace.member(m);
            clusters.add(name);
            preferences.put(name, new ClusterPreference(1 + m % 7, m % 4, m % 3 == 0 ? 60L : null));
            if (m % 2 == 0) current.put(name, (long) m % 40);
        }
        question = new Question(clusters, preferences, REPLICAS, false, current, Map.of(), "shop/web");
        workspace = SyntheticWorkspace.preference(MEMBERS, REPLICAS);
    }

    @Benchmark
    public Answer division() {
        return ReplicaPlanner.plan(question);
    }

    @Benchmark
    public FleetPlan wholePlan() {
        return engine.plan(workspace, Map.of(), Map.of(), null);
    }
}
