package dev.flotilla.app.sync;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;

import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.Job;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.sync.Decision;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.RunRecord.End;
import dev.flotilla.engine.sync.SkipReason;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.sync.SyncRun;
import org.jspecify.annotations.Nullable;

/// Review, push and verification of one plan at a time. Used on the FX thread; events may come from anywhere.
public final class SyncViewModel {
    /// Where the page is; `IDLE` while there is no fleet, or nothing was compared yet.
    public enum Stage {
        IDLE, COMPARING, REVIEW, PUSHING, PAUSED, VERIFYING, DONE
    }

    private final Background background;
    private final Clock clock;
    private final Supplier<@Nullable Pushing> pushing;
    private final Supplier<@Nullable FleetPlan> plan;

    private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(this, "stage", Stage.IDLE);
    private final ReadOnlyObjectWrapper<@Nullable End> end = new ReadOnlyObjectWrapper<>(this, "end");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ReadOnlyObjectWrapper<@Nullable SkipReason> stoodBack = new ReadOnlyObjectWrapper<>(this, "stoodBack");
    private final ReadOnlyObjectWrapper<@Nullable RunRecord> interrupted = new ReadOnlyObjectWrapper<>(this, "interrupted");
    private final ReadOnlyBooleanWrapper outdated = new ReadOnlyBooleanWrapper(this, "outdated");
    private final Review review = new Review();
    private final RunProgress progress;
    /// By member, the last run that pushed to it.
    private final Map<String, RunRecord> outcomes = new HashMap<>();
    private @Nullable SyncRun run;
    private Job comparing = Job.NONE;
    private Runnable finished = () -> {};

    /// @param pushing `null` from it while no fleet is open
    /// @param plan    the newest plan, `null` from it where there is none
    public SyncViewModel(Background background, Clock clock, Supplier<@Nullable Pushing> pushing,
            Supplier<@Nullable FleetPlan> plan) {
        this.background = background;
        this.clock = clock;
        this.pushing = pushing;
        this.plan = plan;
        this.progress = new RunProgress(background, this::aboutTheRun);
    }

    public ReadOnlyObjectProperty<Stage> stageProperty() {
        return stage.getReadOnlyProperty();
    }

    public Stage stage() {
        return stage.get();
    }

    /// How the last run ended; `null` before that.
    ReadOnlyObjectProperty<@Nullable End> endProperty() {
        return end.getReadOnlyProperty();
    }

    /// Why comparing or pushing as a whole broke off, or `null`.
    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// Why the last run left members alone that it could have pushed to: another Flotilla does, or the run cannot be written down.
    ReadOnlyObjectProperty<@Nullable SkipReason> stoodBackProperty() {
        return stoodBack.getReadOnlyProperty();
    }

    /// The last run, if it was killed and the review is to finish it.
    ReadOnlyObjectProperty<@Nullable RunRecord> interruptedProperty() {
        return interrupted.getReadOnlyProperty();
    }

    /// The plan changed since the review.
    ReadOnlyBooleanProperty outdatedProperty() {
        return outdated.getReadOnlyProperty();
    }

    Review review() {
        return review;
    }

    public ObservableList<Lane> lanes() {
        return progress.lanes();
    }

    LaneFilter laneFilter() {
        return progress.filter();
    }

    ObservableList<LogLine> log() {
        return progress.log();
    }

    /// Called on the FX thread when a run came to its end, whichever.
    public void onFinished(Runnable then) {
        finished = then;
    }

    /// To be told whenever it may be another number of objects that waits.
    public void onPending(Runnable then) {
        stage.subscribe(_ -> then.run());
        outdated.subscribe(_ -> then.run());
        review.pruneProperty().subscribe(_ -> then.run());
    }

    /// How many objects wait to be pushed, as far as the last review knows.
    public int pending() {
        return stage.get() == Stage.REVIEW ? review.toPush() : 0;
    }

    /// Whether there is a review of the newest plan, which knows best what is to be pushed.
    public boolean isReviewed() {
        return stage.get() == Stage.REVIEW && !outdated.get();
    }

    boolean isBusy() {
        return stage.get() == Stage.PUSHING || stage.get() == Stage.PAUSED;
    }

    /// Compares the newest plan with what is live. Does nothing during a run.
    public void compare() {
        Pushing fleet = pushing.get();
        FleetPlan newest = plan.get();
        if (isBusy() || fleet == null || newest == null) return;
        comparing.cancel();
        stage.set(Stage.COMPARING);
        failure.set(null);
        comparing = background.run(() -> new Compared(fleet.compare(newest, Set.of()), fleet.interrupted().orElse(null)),
                found -> compared(newest, found), this::broke);
    }

    private record Compared(FleetDiff diff, @Nullable RunRecord interrupted) {}

    private void compared(FleetPlan plan, Compared found) {
        review.compared(plan, found.diff());
        interrupted.set(found.interrupted());
        end.set(null);
        stoodBack.set(null);
        stage.set(Stage.REVIEW);
        planChanged();
    }

    private void broke(Exception e) {
        failure.set(e);
        stage.set(review.diffProperty().get() == null ? Stage.IDLE : Stage.REVIEW);
    }

    /// Somebody came to review: compares unless the newest plan is being reviewed or a run is under way.
    void reviewWanted() {
        if (isBusy() || stage.get() == Stage.COMPARING) return;
        if (stage.get() != Stage.REVIEW || outdated.get() || failure.get() != null) compare();
    }

    /// To be called when there is a new plan.
    public void planChanged() {
        outdated.set(stage.get() == Stage.REVIEW && review.isOutdated(plan.get()));
    }

    /// To be called when another fleet was opened, or none: nothing of the old one stays.
    public void reset() {
        comparing.cancel();
        if (run != null) run.cancel();
        run = null;
        outcomes.clear();
        progress.reset();
        end.set(null);
        failure.set(null);
        stoodBack.set(null);
        interrupted.set(null);
        outdated.set(false);
        review.clear();
        stage.set(Stage.IDLE);
    }

    void decide(ConflictRow row, @Nullable Decision decision) {
        if (stage.get() == Stage.REVIEW) review.decide(row, decision);
    }

    /// Whether there is a review that may be approved as it stands.
    boolean mayApprove() {
        return stage.get() == Stage.REVIEW && !outdated.get() && review.asksForPush();
    }

    /// Pushes what was reviewed.
    public void approve() {
        FleetDiff what = review.diffProperty().get();
        Pushing fleet = pushing.get();
        if (!mayApprove() || what == null || fleet == null) return;
        progress.begin();
        review.approve(clock.instant());
        begin(fleet, review.decided(what));
    }

    /// Pushes again to these members only, and of their objects only what the last run left undone; the other lanes stay as they
    /// are. During a run, members that wait for their next try are tried at once.
    void retry(Set<String> clusters) {
        SyncRun now = run;
        if (now != null) clusters.forEach(now::retryNow);
        Pushing fleet = pushing.get();
        FleetPlan plan = review.plan();
        if (isBusy() || clusters.isEmpty() || fleet == null || plan == null) return;
        progress.waitAgain(clusters);
        failure.set(null);
        stage.set(Stage.PUSHING);
        comparing.cancel();
        comparing = background.run(() -> fleet.compare(plan, clusters), found -> {
            SyncPlan what = review.decided(found);
            begin(fleet, outcomes.keySet().containsAll(clusters) ? what.retrying(outcomes::get) : what);
        }, this::brokeOff);
    }

    void retryFailed() {
        retry(lanes().stream().filter(Lane::mayRetry).map(Lane::cluster).collect(Collectors.toSet()));
    }

    /// Pushes what was reviewed elsewhere, such as the way back to an earlier run.
    public void push(SyncPlan plan) {
        Pushing fleet = pushing.get();
        if (isBusy() || fleet == null) return;
        comparing.cancel();
        progress.begin();
        review.approvedElsewhere(plan, clock.instant());
        begin(fleet, plan);
    }

    private void begin(Pushing fleet, SyncPlan plan) {
        plan.members().forEach(progress::open);
        end.set(null);
        failure.set(null);
        stoodBack.set(null);
        stage.set(Stage.PUSHING);
        SyncRun next = fleet.prepare(plan);
        run = next;
        Consumer<SyncEvent> events = progress.listen();
        background.run(() -> next.execute(events), record -> over(next, record), e -> {
            if (next == run) brokeOff(e);
        });
    }

    /// A push ended in a way that no run tells of.
    private void brokeOff(Exception e) {
        progress.drain();
        progress.endAll();
        run = null;
        end.set(End.INTERRUPTED);
        failure.set(e);
        stage.set(Stage.DONE);
        finished.run();
    }

    private void over(SyncRun which, RunRecord record) {
        progress.drain();
        if (which != run) return;
        run = null;
        record.members().forEach(member -> outcomes.put(member.cluster(), record));
        end.set(record.end());
        stage.set(outcome() == Steps.Outcome.COMPLETE ? Stage.VERIFYING : Stage.DONE);
        finished.run();
    }

    /// How the last push went, all members and all tries taken together.
    private Steps.Outcome outcome() {
        End how = end.get();
        if (how == End.INTERRUPTED) return Steps.Outcome.BROKEN;
        if (how == End.CANCELLED) return Steps.Outcome.CANCELLED;
        boolean through = how == End.COMPLETE && lanes().stream().noneMatch(Lane::fellShort);
        return through ? Steps.Outcome.COMPLETE : Steps.Outcome.PARTLY;
    }

    /// How far review, push and verification are.
    Steps steps() {
        return Steps.of(stage.get(), outcome());
    }

    /// To be called when the members became, or stopped being, what was planned.
    public void verified(boolean current) {
        if (stage.get() == Stage.VERIFYING && current) stage.set(Stage.DONE);
    }

    private void aboutTheRun(SyncEvent event) {
        switch (event) {
            case SyncEvent.RunFinished over -> end.set(over.end());
            case SyncEvent.Paused _ when isBusy() -> stage.set(Stage.PAUSED);
            case SyncEvent.Resumed _ when isBusy() -> stage.set(Stage.PUSHING);
            case SyncEvent.Stopped stopped -> stoodBack.set(stopped.why());
            case SyncEvent.HeldElsewhere held -> stoodBack.set(new SkipReason.HeldElsewhere(held.holder()));
            default -> {
            }
        }
    }

    void pause() {
        if (run != null) run.pause();
    }

    void resume() {
        if (run != null) run.resume();
    }

    void cancel() {
        if (run != null) {
            run.cancel();
        } else if (isBusy()) {
            // what is to be tried again was still being compared
            comparing.cancel();
            progress.endAll();
            end.set(End.CANCELLED);
            stage.set(Stage.DONE);
        }
    }
}
