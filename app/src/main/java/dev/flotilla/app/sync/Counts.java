package dev.flotilla.app.sync;

import dev.flotilla.engine.sync.StepOutcome;

/// What became of a member's objects so far.
public record Counts(int created, int changed, int pruned, int unchanged, int left, int skipped, int failed) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

    Counts plus(StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Created _ -> new Counts(created + 1, changed, pruned, unchanged, left, skipped, failed);
            case StepOutcome.Configured _ -> new Counts(created, changed + 1, pruned, unchanged, left, skipped, failed);
            case StepOutcome.Pruned _,StepOutcome.Released _ ->
                new Counts(created, changed, pruned + 1, unchanged, left, skipped, failed);
            case StepOutcome.Unchanged _ -> new Counts(created, changed, pruned, unchanged + 1, left, skipped, failed);
            case StepOutcome.Conflicted _ -> new Counts(created, changed, pruned, unchanged, left + 1, skipped, failed);
            case StepOutcome.Skipped _ -> new Counts(created, changed, pruned, unchanged, left, skipped + 1, failed);
            case StepOutcome.Failed _ -> new Counts(created, changed, pruned, unchanged, left, skipped, failed + 1);
        };
    }

    Counts plus(Counts other) {
        return new Counts(created + other.created, changed + other.changed, pruned + other.pruned, unchanged + other.unchanged,
                left + other.left, skipped + other.skipped, failed + other.failed);
    }
}
