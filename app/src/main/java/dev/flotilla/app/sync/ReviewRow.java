package dev.flotilla.app.sync;

import java.util.List;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.ClusterDiff;
import dev.flotilla.engine.sync.SyncPlan;
import org.jspecify.annotations.Nullable;

/// What a push would do to one member, in figures.
///
/// @param blocked objects that cannot or may not be pushed
/// @param failure why the member could not be read, or `null`; the figures are then all 0
record ReviewRow(String cluster, int created, int changed, int pruned, int unchanged, int conflicts, int blocked,
        @Nullable ClusterFailure failure) {

    static ReviewRow of(ClusterDiff diff) {
        return new ReviewRow(diff.cluster(), diff.count(Change.Create.class), diff.count(Change.Update.class),
                diff.count(Change.Prune.class) + diff.count(Change.Release.class), diff.count(Change.Unchanged.class),
                diff.count(Change.Conflict.class), diff.count(Change.Blocked.class), diff.failure());
    }

    static ReviewRow of(SyncPlan.MemberPlan plan) {
        return new ReviewRow(plan.cluster(), plan.count(Change.Create.class), plan.count(Change.Update.class),
                plan.count(Change.Prune.class) + plan.count(Change.Release.class), plan.unchanged(),
                plan.count(Change.Conflict.class),
                plan.count(Change.Blocked.class), plan.failure());
    }

    /// @return of those that could be read; where none could, with a failure of theirs
    static ReviewRow sum(List<ReviewRow> rows) {
        boolean known = rows.isEmpty() || rows.stream().anyMatch(row -> row.failure() == null);
        return new ReviewRow("", rows.stream().mapToInt(ReviewRow::created).sum(),
                rows.stream().mapToInt(ReviewRow::changed).sum(),
                rows.stream().mapToInt(ReviewRow::pruned).sum(), rows.stream().mapToInt(ReviewRow::unchanged).sum(),
                rows.stream().mapToInt(ReviewRow::conflicts).sum(), rows.stream().mapToInt(ReviewRow::blocked).sum(),
                known ? null : rows.getFirst().failure());
    }

    /// How many objects a push would touch.
    int touched() {
        return created + changed + pruned;
    }
}
