package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.Locale;

/// The stations of a scheduling pass, in the order in which this scheduler visits them. The original's filters run in an
/// order that changes from process to process.
public enum Step {
    API_ENABLEMENT, TAINT_TOLERATION, CLUSTER_AFFINITY, SPREAD_CONSTRAINT, CLUSTER_EVICTION, SELECTION, DIVISION;

    /// Such as `taint-toleration`.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
