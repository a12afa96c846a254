package dev.flotilla.engine.sync;

import java.util.List;
import java.util.Optional;

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

    /// Its deletion was asked for.
    ///
    /// @param waitsFor finalizers that hold it up; empty where it is gone
    record Pruned(List<String> waitsFor) implements StepOutcome {
        public Pruned {
            waitsFor = List.copyOf(waitsFor);
        }
    }

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

    /// Why it came so, where there is a why: the code of a sentence and its arguments.
    default Optional<Why> because() {
        return switch (this) {
            case Skipped(SkipReason why) -> Optional.of(new Why(why.reason().code(), why.reason().arguments()));
            case Failed(ClusterFailure why) -> Optional.of(new Why(why.code(), why.arguments()));
            case Pruned(List<String> waitsFor) when !waitsFor.isEmpty() ->
                Optional.of(new Why("sync.terminating", List.of(String.join(", ", waitsFor))));
            case Created _,Configured _,Unchanged _,Pruned _,Released _,Conflicted _ -> Optional.empty();
        };
    }

    /// @param code      a failure's, which begins with `cluster.`, or a reason's
    /// @param arguments strings and numbers
    record Why(String code, List<Object> arguments) {
        public Why {
            arguments = List.copyOf(arguments);
        }
    }

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
