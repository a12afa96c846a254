package dev.flotilla.engine.diff;

import java.util.List;

/// What a push would do.
///
/// @param planHash of the plan that was compared
/// @param clusters in fleet order
public record FleetDiff(String planHash, List<ClusterDiff> clusters) {
    public FleetDiff {
        clusters = List.copyOf(clusters);
    }
}
