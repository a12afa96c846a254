package dev.flotilla.engine.dialect.kubefed.replicas;

import org.jspecify.annotations.Nullable;

/// What a preference wants of one cluster.
///
/// @param max `null` for no bound
public record ClusterPreference(long weight, long min, @Nullable Long max) {
    static final ClusterPreference EVEN = new ClusterPreference(1, 0, null);
}
