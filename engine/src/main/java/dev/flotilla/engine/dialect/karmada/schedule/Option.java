package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.Comparator;

/// A cluster that passed the filters, with what the choice among several depends on.
///
/// @param tier        0, or the position of the overflow affinity it comes from
/// @param score       100 when the object is there already, otherwise 0
/// @param allocatable how many more replicas it can hold
/// @param available   those, and the ones it holds already
record Option(FleetIndex.Candidate candidate, int tier, int score, long allocatable, long available) {
    /// karmada: pkg/scheduler/core/spreadconstraint/util.go, sortClusters.
    static final Comparator<Option> ORDER = Comparator.comparingInt(Option::tier)
            .thenComparing(Comparator.comparingInt(Option::score).reversed())
            .thenComparing(Comparator.comparingLong(Option::available).reversed()).thenComparing(Option::name);

    String name() {
        return candidate.name();
    }

    String region() {
        return candidate.cluster().location().region();
    }
}
