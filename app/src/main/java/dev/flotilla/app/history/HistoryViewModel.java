package dev.flotilla.app.history;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.Job;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncPlan;
import org.jspecify.annotations.Nullable;

/// The past runs, the one that was picked, and the way back to it once asked for. Used on the FX thread.
public final class HistoryViewModel {
    private final Background background;
    private final Supplier<@Nullable PastRuns> past;
    private final Consumer<SyncPlan> push;

    private final ObservableList<RunRecord> runs = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable RunRecord> picked = new ReadOnlyObjectWrapper<>(this, "picked");
    private final ReadOnlyObjectWrapper<@Nullable SyncPlan> wayBack = new ReadOnlyObjectWrapper<>(this, "wayBack");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ReadOnlyBooleanWrapper comparing = new ReadOnlyBooleanWrapper(this, "comparing");
    private Job asking = Job.NONE;
    private Job reading = Job.NONE;

    /// @param past `null` from it while no fleet is open
    /// @param push begins a run that was reviewed here, and shows it
    public HistoryViewModel(Background background, Supplier<@Nullable PastRuns> past, Consumer<SyncPlan> push) {
        this.background = background;
        this.past = past;
        this.push = push;
    }

    ObservableList<RunRecord> runs() {
        return runs;
    }

    /// The hash of the plan that was pushed last; empty where none was, or before the journals were read.
    public String pushedLast() {
        return runs.stream().filter(run -> run.end() != RunRecord.End.RUNNING).findFirst().map(RunRecord::planHash).orElse("");
    }

    /// To be told whenever the runs changed.
    public void onRuns(Runnable then) {
        runs.addListener((ListChangeListener<RunRecord>) _ -> then.run());
    }

    ReadOnlyObjectProperty<@Nullable RunRecord> pickedProperty() {
        return picked.getReadOnlyProperty();
    }

    /// What returning to the picked run would do; `null` until asked for.
    ReadOnlyObjectProperty<@Nullable SyncPlan> wayBackProperty() {
        return wayBack.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// Whether the way back is being worked out.
    ReadOnlyBooleanProperty comparingProperty() {
        return comparing.getReadOnlyProperty();
    }

    /// Reads the journals again; what was picked stays picked.
    public void refresh() {
        PastRuns fleet = past.get();
        failure.set(null);
        // of two answers the older may come last, and be about a fleet that is closed
        reading.cancel();
        if (fleet == null) {
            show(List.of());
            return;
        }
        reading = background.run(fleet::history, this::show, failure::set);
    }

    private void show(List<RunRecord> found) {
        RunRecord before = picked.get();
        runs.setAll(found);
        RunRecord same = found.stream().filter(run -> before != null && run.id().equals(before.id())).findFirst()
                .orElse(found.isEmpty() ? null : found.getFirst());
        if (!Objects.equals(same, before)) pick(same);
    }

    void pick(@Nullable RunRecord run) {
        asking.cancel();
        comparing.set(false);
        wayBack.set(null);
        failure.set(null);
        picked.set(run);
    }

    /// Works out what returning to the picked run would do; nothing is pushed.
    void askWayBack() {
        PastRuns fleet = past.get();
        RunRecord run = picked.get();
        if (fleet == null || run == null || comparing.get()) return;
        comparing.set(true);
        failure.set(null);
        asking = background.run(() -> fleet.wayBack(run.id()), plan -> {
            comparing.set(false);
            wayBack.set(plan);
        }, e -> {
            comparing.set(false);
            failure.set(e);
        });
    }

    void dropWayBack() {
        wayBack.set(null);
    }

    /// Goes the way back that was shown.
    void goBack() {
        SyncPlan plan = wayBack.get();
        if (plan == null) return;
        wayBack.set(null);
        push.accept(plan);
    }
}
