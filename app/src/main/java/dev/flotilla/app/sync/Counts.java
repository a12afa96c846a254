package dev.flotilla.app.sync;

import java.util.EnumMap;
import java.util.Map;

import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.sync.Undone;

/// What became of a member's objects so far.
///
/// @param numbers those above 0
public record Counts(Map<What, Integer> numbers) {
    static final Counts NONE = new Counts(Map.of());

    /// In the order in which they are told.
    enum What {
        CREATED, CHANGED, PRUNED, UNCHANGED, LEFT, HELD, CANCELLED, SKIPPED, FAILED;

        static What of(StepOutcome outcome) {
            return switch (outcome) {
                case StepOutcome.Created _ -> CREATED;
                case StepOutcome.Configured _ -> CHANGED;
                case StepOutcome.Pruned _,StepOutcome.Released _ -> PRUNED;
                case StepOutcome.Unchanged _ -> UNCHANGED;
                case StepOutcome.Conflicted _,StepOutcome.Skipped _,StepOutcome.Failed _ -> switch (Undone.of(outcome)) {
                    case CONFLICT -> LEFT;
                    case HELD -> HELD;
                    case CANCELLED -> CANCELLED;
                    case FAILED -> FAILED;
                    // as planned, and not sent
                    case null -> SKIPPED;
                    case SKIPPED -> SKIPPED;
                };
            };
        }

        /// Whether an object of it was pushed, or needed no push.
        boolean isThrough() {
            return ordinal() <= UNCHANGED.ordinal();
        }
    }

    public Counts {
        numbers = Map.copyOf(numbers);
    }

    static Counts unchanged(int number) {
        return number == 0 ? NONE : new Counts(Map.of(What.UNCHANGED, number));
    }

    int of(What what) {
        return numbers.getOrDefault(what, 0);
    }

    /// How many objects have an outcome and were not pushed.
    int undone() {
        return numbers.entrySet().stream().filter(one -> !one.getKey().isThrough()).mapToInt(Map.Entry::getValue).sum();
    }

    Counts plus(StepOutcome outcome) {
        var all = new EnumMap<What, Integer>(What.class);
        all.putAll(numbers);
        all.merge(What.of(outcome), 1, Integer::sum);
        return new Counts(all);
    }
}
