package dev.flotilla.engine.sandbox.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Keeps as many pods as a ReplicaSet wants.
///
/// Source: kubernetes `pkg/controller/replicaset/replica_set.go`.
final class ReplicaSets {
    private final World world;

    ReplicaSets(World world) {
        this.world = world;
    }

    void reconcile(String namespace, String name) {
        MapValue set = world.find("apps", "ReplicaSet", namespace, name);
        if (set == null) return;
        List<MapValue> pods = world.owned("", "Pod", set).stream().filter(Templates::isActive).toList();
        if (!Meta.isBeingDeleted(set)) {
            long wanted = World.number(set, 1, "spec", "replicas");
            for (long i = pods.size(); i < wanted; i++) {
                MapValue pod = world.create("", "Pod", namespace, Templates.pod(set.mapAt("spec", "template"), set, name + "-"));
                if (pod == null) break;
                world.event(set, "Normal", "SuccessfulCreate", "Created pod: " + Meta.name(pod), "replicaset-controller");
            }
            if (pods.size() > wanted) {
                // The least useful go first: not placed, not ready, young.
                pods.stream()
                        .sorted(Comparator.comparing((MapValue pod) -> pod.at("spec", "nodeName") != null)
                                .thenComparing(pod -> World
                                        .isTrue(pod, "Ready"))
                                .thenComparing(Comparator.comparing((MapValue pod) -> String.valueOf(pod.textAt("metadata",
                                        "creationTimestamp"))).reversed())
                                .thenComparing(Meta::name))
                        .limit(pods.size() - wanted).forEach(pod -> {
                            world.delete(pod);
                            world.event(set, "Normal", "SuccessfulDelete", "Deleted pod: " + Meta.name(pod),
                                    "replicaset-controller");
                        });
            }
        }
        status(set);
    }

    private void status(MapValue set) {
        List<MapValue> pods = world.owned("", "Pod", set).stream().filter(Templates::isActive).toList();
        long seconds = World.number(set, 0, "spec", "minReadySeconds");
        List<MapValue> ready = pods.stream().filter(pod -> World.isTrue(pod, "Ready")).toList();
        long available = ready.stream().filter(pod -> isAvailable(pod, seconds, world.now())).count();
        if (available < ready.size()) world.later("replicaset", set, 1000);
        world.status(set, before -> {
            MapValue status = before.with("replicas", Value.number(pods.size())).with("observedGeneration",
                    Value.number(Meta.generation(
                            set)));
            status = count(status, "fullyLabeledReplicas", pods.size());
            status = count(status, "readyReplicas", ready.size());
            return count(status, "availableReplicas", available);
        });
    }

    static boolean isAvailable(MapValue pod, long minReadySeconds, Instant now) {
        MapValue condition = World.condition(pod, "Ready");
        if (condition == null || !"True".equals(condition.textAt("status"))) return false;
        String since = condition.textAt("lastTransitionTime");
        return minReadySeconds == 0
                || since != null && Duration.between(Instant.parse(since), now).toSeconds() >= minReadySeconds;
    }

    /// Counts of zero are left out of a status.
    static MapValue count(MapValue status, String key, long count) {
        return count == 0 ? status.without(key) : status.with(key, Value.number(count));
    }
}
