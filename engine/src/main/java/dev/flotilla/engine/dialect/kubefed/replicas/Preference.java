package dev.flotilla.engine.dialect.kubefed.replicas;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// A ReplicaSchedulingPreference's spec.
///
/// @param targetKind as written; empty for none
/// @param clusters   empty counts as weight 1 for every cluster
public record Preference(String targetKind, long total, boolean rebalance, boolean intersect,
        Map<String, ClusterPreference> clusters) {
    /// The only kinds that KubeFed schedules.
    public static final Set<String> SCHEDULED_KINDS = Set.of("FederatedDeployment", "FederatedReplicaSet");

    public Preference {
        clusters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(clusters));
    }

    public static Preference of(MapValue preference) {
        MapValue spec = preference.mapAt("spec");
        String targetKind = spec.textAt("targetKind");
        Long total = spec.intAt("totalReplicas");
        var clusters = new LinkedHashMap<String, ClusterPreference>();
        spec.mapAt("clusters").forEach((name, value) -> clusters.put(name, cluster(value)));
        return new Preference(targetKind == null ? "" : targetKind, total == null ? 0 : total, spec.isTrueAt("rebalance"),
                spec.isTrueAt("intersectWithClusterSelector"), clusters);
    }

    private static ClusterPreference cluster(Value value) {
        Long weight = value.intAt("weight");
        Long min = value.intAt("minReplicas");
        return new ClusterPreference(weight == null ? 0 : weight, min == null ? 0 : min, value.intAt("maxReplicas"));
    }

    /// What the planner works with.
    public Map<String, ClusterPreference> effectiveClusters() {
        return clusters.isEmpty() ? Map.of("*", ClusterPreference.EVEN) : clusters;
    }
}
