package dev.flotilla.engine.status;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// One object on one member: a cell of the matrix.
///
/// @param planned    replicas that the plan gives this member, or `null` for what has none
/// @param replicas   what the member reports, or `null` for what has none or is not there
/// @param message    what the object or the rule says about its phase, in English as the cluster has it; may be empty
/// @param drift      fields that differ from the plan; empty where none or not known
/// @param seen       when this was last known to be so, or `null` for never
/// @param stale      whether the member stopped answering since
/// @param source     where the figures come from: `watch`, `list`, or empty for never seen
public record MemberStatus(String cluster, Phase phase, @Nullable Integer planned, @Nullable Replicas replicas, String message,
        List<Condition> conditions, List<Drift> drift, @Nullable Instant seen, boolean stale, String source) {
    public MemberStatus {
        conditions = List.copyOf(conditions);
        drift = List.copyOf(drift);
    }

    /// Whether the member ever said how it is. Where it did not, no figure is 0: none is known.
    public boolean isKnown() {
        return seen != null;
    }

    public boolean isDrifted() {
        return !drift.isEmpty();
    }
}
