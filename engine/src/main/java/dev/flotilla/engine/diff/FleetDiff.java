package dev.flotilla.engine.diff;

import java.util.List;
import java.util.Optional;

/// What a push would do.
///
/// @param planHash of the plan that was compared
/// @param clusters in fleet order
public record FleetDiff(String planHash, List<ClusterDiff> clusters) {
    public FleetDiff {
        clusters = List.copyOf(clusters);
    }

    public Optional<ClusterDiff> cluster(String name) {
        return clusters.stream().filter(cluster -> cluster.cluster().equals(name)).findFirst();
    }

    /// Whether every member could be read and is as planned.
    public boolean isEmpty() {
        return clusters.stream().allMatch(cluster -> cluster.failure() == null && cluster.isEmpty());
    }
}
