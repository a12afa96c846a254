package dev.flotilla.app.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import dev.flotilla.app.sync.Steps.Mark;
import dev.flotilla.app.sync.SyncViewModel.Stage;
import dev.flotilla.app.ui.Background;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.ClusterDiff;
import dev.flotilla.engine.diff.FieldChange;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.sync.Decision;
import dev.flotilla.engine.sync.Holder;
import dev.flotilla.engine.sync.MemberSummary;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SkipReason;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.sync.SyncRun;
import dev.flotilla.engine.sync.Undone;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class SyncViewModelTest {
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final ObjectRef WEB = new ObjectRef("apps/v1", "Deployment", "shop", "web");
    private static final ObjectRef OLD = new ObjectRef("v1", "ConfigMap", "shop", "old");
    private static final Manifest MANIFEST = new Manifest(
            (MapValue) Value.of(Map.of("apiVersion", "apps/v1", "kind", "Deployment",
                    "metadata", Map.of("namespace", "shop", "name", "web"))));
    private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");
    private static final FleetPlan PLAN = plan("aaaaaaaaaa");

    private final FakeFleet fleet = new FakeFleet();
    private FleetPlan newest = PLAN;
    private final SyncViewModel model = new SyncViewModel(Background.inline(), Clock.systemUTC(), () -> fleet, () -> newest);

    private static FleetPlan plan(String hash) {
        return new FleetPlan(Fleet.EMPTY, List.of(), List.of(), hash, Map.of());
    }

    /// Answers what it was told to and remembers what it was asked.
    private static final class FakeFleet implements Pushing {
        private FleetDiff answer = new FleetDiff("", List.of());
        private final List<SyncPlan> pushed = new ArrayList<>();
        private List<SyncEvent> events = List.of();
        private RunRecord.End end = RunRecord.End.COMPLETE;
        private List<MemberSummary> members = List.of();
        private RuntimeException breaks;
        private Consumer<SyncEvent> listener = _ -> {};
        private List<RunRecord.Entry> changes = List.of();
        private RunRecord killed;

        @Override
        public FleetDiff compare(FleetPlan plan, Set<String> members) {
            return answer;
        }

        @Override
        public Optional<RunRecord> interrupted() {
            return Optional.ofNullable(killed);
        }

        @Override
        public SyncRun prepare(SyncPlan plan) {
            pushed.add(plan);
            return new SyncRun() {
                @Override
                public String id() {
                    return "run";
                }

                @Override
                public RunRecord execute(Consumer<SyncEvent> each) {
                    listener = each;
                    events.forEach(each);
                    if (breaks != null) throw breaks;
                    return new RunRecord("run", plan.planHash(), START, START, end, members, changes, List.of(), null);
                }

                @Override
                public void pause() {}

                @Override
                public void resume() {}

                @Override
                public void cancel() {}

                @Override
                public void retryNow(String cluster) {}
            };
        }
    }

    private static ClusterDiff diff(String cluster, Change... changes) {
        return new ClusterDiff(cluster, List.of(), List.of(changes), null);
    }

    private static Change update() {
        return new Change.Update(WEB, MANIFEST, List.of(new FieldChange(REPLICAS, Value.number(1), Value.number(2))), false,
                List.of(), false);
    }

    @Test
    void aReviewSaysThatItFinishesAKilledRun() {
        fleet.killed = new RunRecord("20260101-100000-000001", "h", START, null, RunRecord.End.INTERRUPTED, List.of(), List.of(),
                List.of(), null);

        model.compare();

        assertThat(model.interruptedProperty().get()).isEqualTo(fleet.killed);

        fleet.killed = null;
        model.compare();

        assertThat(model.interruptedProperty().get()).isNull();
    }

    @Test
    void aReviewCountsWhatAPushWouldDoToEachMember() {
        fleet.answer = new FleetDiff("h", List.of(diff("eu", update(), new Change.Prune(OLD, "uid")), diff("us"),
                new ClusterDiff("asia", List.of(), List.of(), new ClusterFailure.Refused("a:1"))));

        model.compare();

        assertThat(model.stage()).isEqualTo(Stage.REVIEW);
        assertThat(model.review().rows())
                .extracting(ReviewRow::cluster, ReviewRow::changed, ReviewRow::pruned, ReviewRow::touched)
                .containsExactly(tuple("eu", 1, 1, 2),
                        tuple("us", 0, 0, 0),
                        tuple("asia", 0, 0, 0));
        assertThat(model.pending()).isEqualTo(2);
    }

    @Test
    void nothingIsPushedWhenThePlanChangedSinceTheReview() {
        fleet.answer = new FleetDiff("h", List.of(diff("eu", update())));
        model.compare();

        newest = plan("bbbbbbbbbb");
        model.planChanged();
        model.approve();

        assertThat(model.outdatedProperty().get()).isTrue();
        assertThat(fleet.pushed).isEmpty();
    }

    @Test
    void aMemberThatFailsDoesNotHideThatAnotherIsDone() {
        fleet.answer = new FleetDiff("h", List.of(diff("eu", update()), diff("us", update())));
        fleet.end = RunRecord.End.WITH_FAILURES;
        var refused = new ClusterFailure.Refused("us:6443");
        fleet.events = List.of(new SyncEvent.MemberStarted(START, "eu", 1), new SyncEvent.MemberStarted(START, "us", 1),
                new SyncEvent.CircuitOpened(START.plusSeconds(1), "us", refused, 5, Duration.ofSeconds(30)),
                new SyncEvent.StepFinished(START.plusSeconds(2), "eu", WEB, new StepOutcome.Configured(List.of()), 1, 1),
                new SyncEvent.MemberFinished(START.plusSeconds(2), "eu", new MemberSummary("eu", 0, 1, 0, 0, 0, 0, 2), null),
                new SyncEvent.MemberFinished(START.plusSeconds(9), "us", new MemberSummary("us", 0, 0, 0, 0, 0, 1, 9), refused));

        model.compare();
        model.approve();

        assertThat(model.stage()).isEqualTo(Stage.DONE);
        assertThat(model.lanes()).extracting(Lane::cluster, Lane::phase).containsExactly(
                tuple("eu", Lane.Phase.DONE),
                tuple("us", Lane.Phase.FAILED));
        Lane us = model.lanes().getLast();
        assertThat(us.trouble()).isNotNull();
        assertThat(us.trouble().why()).isEqualTo(refused);
        assertThat(us.trouble().tries()).isEqualTo(5);
        assertThat(model.log().stream().filter(LogLine::isError).map(LogLine::cluster)).containsOnly("us");
    }

    @Test
    void whatWentThroughIsVerifiedBeforeItCountsAsDone() {
        fleet.answer = new FleetDiff("h", List.of(diff("eu", update())));
        model.compare();
        model.approve();
        assertThat(model.stage()).isEqualTo(Stage.VERIFYING);

        model.verified(false);
        assertThat(model.stage()).isEqualTo(Stage.VERIFYING);
        model.verified(true);

        assertThat(model.stage()).isEqualTo(Stage.DONE);
    }

    private static SyncEvent finished(String cluster, int failed) {
        return new SyncEvent.MemberFinished(START, cluster, new MemberSummary(cluster, 0, 1, 0, 0, 0, failed, 1), null);
    }

    private static SyncEvent step(String cluster, StepOutcome outcome) {
        return new SyncEvent.StepFinished(START, cluster, WEB, outcome, 1, 1);
    }

    private void push(RunRecord.End end, SyncEvent... events) {
        fleet.answer = new FleetDiff("h", List.of(diff("eu", update())));
        fleet.end = end;
        fleet.events = List.of(events);
        model.compare();
        model.approve();
    }

    @Test
    void aStepIsTickedOffOnlyWhenAllOfItIsDone() {
        assertThat(model.steps()).isEqualTo(new Steps(Mark.NOW, Mark.AHEAD, Mark.AHEAD));

        push(RunRecord.End.COMPLETE, finished("eu", 0));
        assertThat(model.steps()).isEqualTo(new Steps(Mark.DONE, Mark.DONE, Mark.NOW));

        model.verified(true);
        assertThat(model.steps()).isEqualTo(new Steps(Mark.DONE, Mark.DONE, Mark.DONE));
    }

    @Test
    void whatFailedOnOneMemberWasNotPushedAndIsNotVerified() {
        push(RunRecord.End.WITH_FAILURES, finished("eu", 1));
        model.verified(true);

        assertThat(model.steps()).isEqualTo(new Steps(Mark.DONE, Mark.PARTLY, Mark.AHEAD));
    }

    @Test
    void aCancelledPushIsNeitherPushedNorVerified() {
        push(RunRecord.End.CANCELLED, step("eu", new StepOutcome.Skipped(new SkipReason.Cancelled(false))), finished("eu", 1));
        model.verified(true);

        assertThat(model.steps()).isEqualTo(new Steps(Mark.DONE, Mark.STOPPED, Mark.AHEAD));
    }

    @Test
    void anObjectThatIsLeftToItsOwnerWasNotPushed() {
        push(RunRecord.End.COMPLETE, step("eu", new StepOutcome.Conflicted(List.of())), finished("eu", 0));

        assertThat(model.steps()).isEqualTo(new Steps(Mark.DONE, Mark.PARTLY, Mark.AHEAD));
    }

    @Test
    void aPushThatBreaksOffSaysSoAndNoLaneGoesOn() {
        fleet.breaks = new IllegalStateException("the disk is gone");
        push(RunRecord.End.COMPLETE, new SyncEvent.MemberStarted(START, "eu", 1));

        assertThat(model.stage()).isEqualTo(Stage.DONE);
        assertThat(model.steps()).isEqualTo(new Steps(Mark.DONE, Mark.BROKEN, Mark.AHEAD));
        assertThat(model.failureProperty().get()).isSameAs(fleet.breaks);
        assertThat(model.lanes()).allMatch(Lane::isOver);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lanes")
    void aLaneTellsApartWhyNotAllOfItWasPushed(Lane.Phase phase, @Nullable Undone why, boolean mayRetry, StepOutcome outcome) {
        push(RunRecord.End.WITH_FAILURES, step("eu", outcome), finished("eu", phase == Lane.Phase.DONE ? 0 : 1));

        Lane lane = model.lanes().getFirst();
        assertThat(lane.phase()).isEqualTo(phase);
        assertThat(lane.undone()).isEqualTo(why);
        assertThat(lane.mayRetry()).isEqualTo(mayRetry);
    }

    static List<Arguments> lanes() {
        var holder = new Holder("alice@desk", START, START);
        return List.of(
                Arguments.of(Lane.Phase.PARTLY, Undone.FAILED, true, new StepOutcome.Failed(new ClusterFailure.Refused("eu:1"))),
                Arguments.of(Lane.Phase.HELD, Undone.HELD, true, new StepOutcome.Skipped(new SkipReason.HeldElsewhere(holder))),
                Arguments.of(Lane.Phase.HELD, Undone.HELD, true, new StepOutcome.Skipped(new SkipReason.AnotherRun("bob"))),
                Arguments.of(Lane.Phase.CANCELLED, Undone.CANCELLED, false,
                        new StepOutcome.Skipped(new SkipReason.Cancelled(false))),
                Arguments.of(Lane.Phase.SKIPPED, Undone.SKIPPED, true,
                        new StepOutcome.Skipped(new SkipReason.DependencyFailed("shop"))),
                Arguments.of(Lane.Phase.SKIPPED, Undone.SKIPPED, true,
                        new StepOutcome.Skipped(new SkipReason.JournalFailed("runs", "no space"))),
                Arguments.of(Lane.Phase.DONE, null, false,
                        new StepOutcome.Skipped(new SkipReason.Blocked(Reason.of("sync.suspended")))),
                Arguments.of(Lane.Phase.DONE, null, false, new StepOutcome.Created()));
    }

    @Test
    void whatAnotherFlotillaPushesIsOnlyWatchedHere() {
        var holder = new Holder("alice@desk", START, START);
        push(RunRecord.End.WITH_FAILURES, new SyncEvent.HeldElsewhere(START, "eu", holder),
                step("eu", new StepOutcome.Skipped(new SkipReason.HeldElsewhere(holder))), finished("eu", 1));

        assertThat(model.stoodBackProperty().get()).isEqualTo(new SkipReason.HeldElsewhere(holder));
        assertThat(model.lanes()).extracting(Lane::phase, Lane::pushed)
                .containsExactly(tuple(Lane.Phase.HELD, 0));
        assertThat(model.steps().push()).isEqualTo(Mark.PARTLY);
        model.compare();
        assertThat(model.stoodBackProperty().get()).isNull();
    }

    @Test
    void whatTheRunOfAFleetThatWasLeftStillTellsIsDropped() {
        push(RunRecord.End.COMPLETE, finished("eu", 0));
        model.reset();

        fleet.listener.accept(step("eu", new StepOutcome.Configured(List.of())));
        fleet.listener.accept(new SyncEvent.RunFinished(START, "run", RunRecord.End.CANCELLED, List.of()));

        assertThat(model.log()).isEmpty();
        assertThat(model.endProperty().get()).isNull();
    }

    @Test
    void whereNoMemberCouldBeComparedNothingIsKnownRatherThanNothingToDo() {
        var refused = new ClusterFailure.Refused("a:1");
        fleet.answer = new FleetDiff("h", List.of(new ClusterDiff("eu", List.of(), List.of(), refused),
                new ClusterDiff("us", List.of(), List.of(), refused)));
        model.compare();

        assertThat(model.review().isUnread()).isTrue();
        assertThat(ReviewRow.sum(model.review().rows()).failure()).isEqualTo(refused);
        assertThat(model.mayApprove()).isFalse();
    }

    @Test
    void aFieldTakenOverIsPushedAndAnUndecidedOneIsNot() {
        var field = new FieldConflict(REPLICAS, "kubectl-edit", Value.number(5), Value.number(2));
        fleet.answer = new FleetDiff("h",
                List.of(diff("eu", new Change.Conflict(WEB, MANIFEST, List.of(), List.of(field), false))));
        model.compare();
        assertThat(model.mayApprove()).isFalse();

        model.decide(model.review().conflicts().getFirst(), Decision.TAKE_OVER);
        model.approve();

        assertThat(fleet.pushed).singleElement()
                .satisfies(
                        plan -> assertThat(plan.member("eu").orElseThrow().steps()).noneMatch(Change.Conflict.class::isInstance));
    }

    @Test
    void pruningCanBeLeftOut() {
        fleet.answer = new FleetDiff("h", List.of(diff("eu", update(), new Change.Prune(OLD, "uid"))));
        model.compare();

        model.review().pruneProperty().set(false);
        model.approve();

        assertThat(fleet.pushed.getFirst().member("eu").orElseThrow().steps()).noneMatch(Change.Prune.class::isInstance);
    }

    @Test
    void whatFailedIsTriedAgainAndNothingElse() {
        var config = new ObjectRef("v1", "ConfigMap", "shop", "config");
        fleet.answer = new FleetDiff("h", List.of(diff("eu", update(), new Change.Create(config, MANIFEST)), diff("us",
                update())));
        fleet.members = List.of(new MemberSummary("eu", 1, 0, 0, 0, 0, 1, 1), new MemberSummary("us", 0, 1, 0, 0, 0, 0, 1));
        fleet.changes = List.of(new RunRecord.Entry("eu", WEB, "failed", List.of(), null), new RunRecord.Entry("eu", config,
                "created", List.of(), null), new RunRecord.Entry("us", WEB, "configured", List.of(), null));
        fleet.events = List.of(new SyncEvent.MemberFinished(START, "eu", fleet.members.getFirst(), null));
        model.compare();
        model.approve();
        fleet.answer = new FleetDiff("h", List.of(diff("eu", update(), new Change.Create(OLD, MANIFEST))));

        model.retryFailed();

        SyncPlan again = fleet.pushed.getLast();
        assertThat(fleet.pushed).hasSize(2);
        assertThat(again.members()).singleElement().satisfies(member -> {
            assertThat(member.cluster()).isEqualTo("eu");
            assertThat(member.steps()).extracting(Change::ref).containsExactly(WEB);
        });
    }

    @Test
    void anotherWorkspaceLeavesNothingOfTheOldOne() {
        fleet.answer = new FleetDiff("h", List.of(diff("eu", update())));
        model.compare();
        model.approve();

        model.reset();

        assertThat(model.stage()).isEqualTo(Stage.IDLE);
        assertThat(model.lanes()).isEmpty();
        assertThat(model.review().rows()).isEmpty();
        assertThat(model.log()).isEmpty();
    }

    @Test
    void theLogIsSearchedByAllWords() {
        var line = new LogLine(START, "eu", LogLine.Weight.GOOD, "created", WEB.toString(), "", List.of());

        assertThat(line.matches("EU web")).isTrue();
        assertThat(line.matches("us web")).isFalse();
    }
}
