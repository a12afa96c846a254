package dev.flotilla.engine.sync;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.engine.cluster.FakeCluster;
import dev.flotilla.engine.diff.Accepted;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.ClusterComparison;
import dev.flotilla.engine.diff.Departures;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.diff.OwnObjects;
import dev.flotilla.engine.diff.Verified;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.io.TempDir;

/// What a push to fake members needs: the members, a set of objects, a state folder, and what the run told.
abstract class FakeFleet {
    static final ObjectKey A = new ObjectKey("", "ConfigMap", "default", "a");

    @TempDir Path state;

    final Map<String, FakeCluster> clusters = new LinkedHashMap<>(Map.of("eu", new FakeCluster("eu")));
    final List<SyncEvent> events = Collections.synchronizedList(new ArrayList<>());
    final ApplySet set = new ApplySet("test");

    static Desired configMap(String name, String value) {
        return desired(
                Value.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", name, "namespace", "default"),
                        "data", Map.of("key", value))),
                Delivery.NORMAL);
    }

    static Desired desired(Value root, Delivery delivery) {
        return new Desired(new Manifest((MapValue) root), "karmada", null, delivery);
    }

    SyncPlan plan(SyncOptions options, Desired... desired) {
        return SyncPlan.of(new FleetDiff("hash", clusters.values().stream().map(cluster -> new ClusterComparison(cluster, set,
                (one, _) -> one.manifest(), Accepted.NOTHING, Verified.NOTHING, OwnObjects.UNKNOWN, Departures.USUAL)
                .compare(List.of(desired))).toList()),
                options);
    }

    FleetRun run(SyncPlan plan) {
        return new FleetRun(plan, set, name -> Optional.ofNullable(clusters.get(name)), new RunFiles(state), Ledger.read(state),
                Clock.systemUTC());
    }

    RunRecord sync(SyncOptions options, Desired... desired) {
        return run(plan(options, desired)).execute(events::add);
    }

    FakeCluster eu() {
        return clusters.get("eu");
    }
}
