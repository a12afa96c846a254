package dev.flotilla.app.sync;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.ClusterDiff;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.sync.Decision;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.sync.SyncPlan;
import org.jspecify.annotations.Nullable;

/// What a push would do, as the last comparison found it, and what was decided about that. Used on the FX thread.
final class Review {
    private final ReadOnlyObjectWrapper<@Nullable FleetDiff> diff = new ReadOnlyObjectWrapper<>(this, "diff");
    private final ReadOnlyObjectWrapper<@Nullable Instant> approved = new ReadOnlyObjectWrapper<>(this, "approved");
    private final BooleanProperty prune = new SimpleBooleanProperty(this, "prune", true);
    private final ObservableList<ReviewRow> rows = FXCollections.observableArrayList();
    private final ObservableList<ConflictRow> conflicts = FXCollections.observableArrayList();
    private @Nullable FleetPlan plan;

    /// What a push would do, object by object; `null` before the first comparison.
    ReadOnlyObjectProperty<@Nullable FleetDiff> diffProperty() {
        return diff.getReadOnlyProperty();
    }

    /// When somebody agreed to it; `null` before that.
    ReadOnlyObjectProperty<@Nullable Instant> approvedProperty() {
        return approved.getReadOnlyProperty();
    }

    /// Whether what no plan names any more is deleted.
    BooleanProperty pruneProperty() {
        return prune;
    }

    ObservableList<ReviewRow> rows() {
        return rows;
    }

    ObservableList<ConflictRow> conflicts() {
        return conflicts;
    }

    /// The plan that was compared; `null` before the first comparison.
    @Nullable
    FleetPlan plan() {
        return plan;
    }

    /// First digits of the plan's hash; empty where there is none.
    String planMark() {
        return plan == null ? "" : plan.hash().substring(0, Math.min(6, plan.hash().length()));
    }

    /// Takes in a comparison. What was decided about a field holds on for as long as somebody else owns it.
    void compared(FleetPlan plan, FleetDiff found) {
        this.plan = plan;
        diff.set(found);
        rows.setAll(found.clusters().stream().map(ReviewRow::of).toList());
        Map<Pushing.Field, Decision> before = decisions();
        conflicts.setAll(found.clusters().stream().flatMap(cluster -> conflictsOf(cluster).stream())
                .map(row -> row.decided(before.get(row.place()))).toList());
        approved.set(null);
    }

    private static List<ConflictRow> conflictsOf(ClusterDiff cluster) {
        return cluster.changes().stream().filter(Change.Conflict.class::isInstance).map(Change.Conflict.class::cast)
                .flatMap(conflict -> conflict.conflicts().stream()
                        .map(field -> new ConflictRow(cluster.cluster(), conflict.ref(), field, conflict.foreign(), null)))
                .toList();
    }

    /// Takes in what was reviewed and approved elsewhere.
    void approvedElsewhere(SyncPlan plan, Instant at) {
        rows.setAll(plan.members().stream().map(ReviewRow::of).toList());
        conflicts.clear();
        approved.set(at);
    }

    void approve(Instant at) {
        approved.set(at);
    }

    void clear() {
        plan = null;
        diff.set(null);
        approved.set(null);
        rows.clear();
        conflicts.clear();
    }

    /// Whether another plan has come since.
    boolean isOutdated(@Nullable FleetPlan newest) {
        return plan != null && newest != null && !plan.hash().equals(newest.hash());
    }

    /// Objects that a push would delete, by member.
    SequencedMap<String, List<ObjectRef>> goesAway() {
        var gone = new LinkedHashMap<String, List<ObjectRef>>();
        FleetDiff now = diff.get();
        if (now == null || !prune.get()) return gone;
        for (ClusterDiff cluster : now.clusters()) {
            List<ObjectRef> refs = cluster.changes().stream().filter(Change.Prune.class::isInstance).map(Change::ref).toList();
            if (!refs.isEmpty()) gone.put(cluster.cluster(), refs);
        }
        return gone;
    }

    /// How many objects a push would touch.
    int toPush() {
        int pruned = rows.stream().mapToInt(ReviewRow::pruned).sum();
        return ReviewRow.sum(rows).touched() - (prune.get() ? 0 : pruned);
    }

    /// Whether a push would do anything.
    boolean asksForPush() {
        return plan != null && (toPush() > 0 || conflicts.stream().anyMatch(row -> row.decision() != null));
    }

    /// Whether no member could be compared, so that nobody knows what a push would do.
    boolean isUnread() {
        return !rows.isEmpty() && unread() == rows.size();
    }

    /// How many members could not be compared.
    int unread() {
        return (int) rows.stream().filter(row -> row.failure() != null).count();
    }

    void decide(ConflictRow row, @Nullable Decision decision) {
        conflicts.replaceAll(other -> other.place().equals(row.place()) ? other.decided(decision) : other);
    }

    private Map<Pushing.Field, Decision> decisions() {
        var decided = new HashMap<Pushing.Field, Decision>();
        for (ConflictRow row : conflicts) {
            if (row.decision() != null) decided.put(row.place(), row.decision());
        }
        return decided;
    }

    /// What is to be pushed of a comparison, by what was decided here.
    SyncPlan decided(FleetDiff what) {
        SyncPlan plan = SyncPlan.of(what, SyncOptions.NORMAL.withPrune(prune.get()));
        for (var decided : decisions().entrySet()) {
            Pushing.Field field = decided.getKey();
            plan = plan.decide(field.cluster(), field.object(), field.path(), decided.getValue());
        }
        return plan;
    }
}
