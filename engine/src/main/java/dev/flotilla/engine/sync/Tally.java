package dev.flotilla.engine.sync;

import java.util.List;

/// Counts a member's outcomes.
final class Tally {
    private final String cluster;
    private int created;
    private int updated;
    private int unchanged;
    private int deleted;
    private int conflicts;
    private int failed;
    private int done;

    Tally(String cluster, int unchanged) {
        this.cluster = cluster;
        this.unchanged = unchanged;
    }

    /// @return how many outcomes there are by now
    synchronized int count(StepOutcome outcome) {
        switch (outcome) {
            case StepOutcome.Created _ -> created++;
            case StepOutcome.Configured _,StepOutcome.Released _ -> updated++;
            case StepOutcome.Unchanged _ -> unchanged++;
            case StepOutcome.Pruned _ -> deleted++;
            case StepOutcome.Conflicted _ -> conflicts++;
            case StepOutcome.Skipped(SkipReason why) when why.isAsPlanned() -> unchanged++;
            case StepOutcome.Skipped _,StepOutcome.Failed _ -> failed++;
        }
        return ++done;
    }

    /// Whether nothing failed and no conflict is open.
    synchronized boolean isClean() {
        return failed == 0 && conflicts == 0;
    }

    synchronized void failed(int objects) {
        failed += objects;
    }

    synchronized MemberSummary summary(double seconds) {
        return new MemberSummary(cluster, created, updated, unchanged, deleted, conflicts, failed,
                Math.round(seconds * 1000) / 1000.0);
    }

    static List<String> fields(StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Configured(var fields) -> fields.stream().map(field -> field.path().toString()).toList();
            case StepOutcome.Conflicted(var conflicts) -> conflicts.stream().map(field -> field.path().toString()).toList();
            default -> List.of();
        };
    }
}
