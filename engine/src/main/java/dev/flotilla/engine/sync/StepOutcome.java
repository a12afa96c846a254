package dev.flotilla.engine.sync;

import java.util.List;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.diff.FieldChange;

/// What became of one object on one member.
public sealed interface StepOutcome {
    record Created() implements StepOutcome {}

    /// @param fields what changed; Secrets' values are masked
    record Configured(List<FieldChange> fields) implements StepOutcome {
        public Configured {
            fields = List.copyOf(fields);
        }
    }

    record Unchanged() implements StepOutcome {}

    record Pruned() implements StepOutcome {}

    /// Left where it is, no longer Flotilla's.
    record Released() implements StepOutcome {}

    /// Others own fields; nothing was sent, or the server refused.
    record Conflicted(List<FieldConflict> conflicts) implements StepOutcome {
        public Conflicted {
            conflicts = List.copyOf(conflicts);
        }
    }

    /// We chose not to.
    record Skipped(SkipReason why) implements StepOutcome {}

    /// We could not.
    record Failed(ClusterFailure why) implements StepOutcome {}

    /// The one word for it in journals and JSON, kubectl's where it has one.
    default String word() {
        return switch (this) {
            case Created _ -> "created";
            case Configured _ -> "configured";
            case Unchanged _ -> "unchanged";
            case Pruned _ -> "pruned";
            case Released _ -> "released";
            case Conflicted _ -> "conflict";
            case Skipped _ -> "skipped";
            case Failed _ -> "failed";
        };
    }
}
