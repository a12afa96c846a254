package dev.flotilla.engine.sync;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.documents.ObjectRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// Pausing, cancelling, and two runs at once.
@Timeout(60)
class RunControlTest extends FakeFleet {
    @Test
    void aPausedRunBeginsNothingUntilItIsResumed() throws Exception {
        FleetRun run = run(plan(SyncOptions.NORMAL, configMap("a", "1")));
        run.pause();
        var ended = new CompletableFuture<RunRecord>();
        var started = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> ended.complete(run.execute(event -> {
            events.add(event);
            if (event instanceof SyncEvent.MemberStarted) started.countDown();
        })));
        started.await();
        assertThat(eu().keys()).doesNotContain(A);

        run.resume();

        assertThat(ended.get().end()).isEqualTo(RunRecord.End.COMPLETE);
        assertThat(eu().keys()).contains(A);
    }

    @Test
    void aRunThatIsPausedInTheMiddleOfAWaveBeginsNothingMoreOfIt() throws Exception {
        Desired[] many = IntStream.range(0, 100).mapToObj(i -> configMap("m" + i, "1")).toArray(Desired[]::new);
        FleetRun run = run(plan(SyncOptions.NORMAL, many));
        var goOn = new CountDownLatch(1);
        eu().stall(goOn, call -> call.startsWith("apply ConfigMap default/m"));
        var begun = new CountDownLatch(AdaptiveLimit.START);
        var ended = new CountDownLatch(AdaptiveLimit.START);
        Thread pushing = Thread.ofVirtual().start(() -> run.execute(event -> {
            events.add(event);
            if (event instanceof SyncEvent.StepStarted) begun.countDown();
            if (event instanceof SyncEvent.StepFinished) ended.countDown();
        }));
        begun.await();

        run.pause();
        goOn.countDown();
        ended.await();
        run.resume();
        pushing.join();

        List<String> words = events.stream().map(event -> event.getClass().getSimpleName()).toList();
        assertThat(words.subList(words.indexOf("Paused"), words.indexOf("Resumed"))).doesNotContain("StepStarted");
        assertThat(eu().keys()).hasSizeGreaterThan(100);
    }

    @Test
    void aCancelledRunEndsThoughTheServerHangs() throws Exception {
        eu().stall(new CountDownLatch(1));
        FleetRun run = run(plan(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1")));
        var begun = new CountDownLatch(1);
        var ended = new CompletableFuture<RunRecord>();
        Thread.ofVirtual().start(() -> ended.complete(run.execute(event -> {
            events.add(event);
            begun.countDown();
        })));
        begun.await();

        run.cancel();

        assertThat(ended.get().end()).isEqualTo(RunRecord.End.CANCELLED);
        assertThat(ended.get().members().getFirst().failed()).isEqualTo(2);
        assertThat(new RunFiles(state).runs().getFirst().end()).isEqualTo(RunRecord.End.CANCELLED);
    }

    @Test
    void aCancelledStepTellsWhetherItsRequestWasUnderWay() throws Exception {
        Desired[] many = IntStream.range(0, 100).mapToObj(i -> configMap("m" + i, "1")).toArray(Desired[]::new);
        eu().stall(new CountDownLatch(1), call -> call.startsWith("apply ConfigMap default/m"));
        FleetRun run = run(plan(SyncOptions.NORMAL, many));
        var begun = new CountDownLatch(AdaptiveLimit.START);
        Thread pushing = Thread.ofVirtual().start(() -> run.execute(event -> {
            events.add(event);
            if (event instanceof SyncEvent.StepStarted) begun.countDown();
        }));
        begun.await();

        run.cancel();
        pushing.join();

        Set<ObjectRef> started = events.stream().filter(SyncEvent.StepStarted.class::isInstance)
                .map(event -> ((SyncEvent.StepStarted) event).object()).collect(Collectors.toSet());
        List<SyncEvent.StepFinished> finished = events.stream().filter(SyncEvent.StepFinished.class::isInstance)
                .map(SyncEvent.StepFinished.class::cast).toList();
        assertThat(started).hasSizeLessThan(100);
        assertThat(finished).hasSize(100).allSatisfy(step -> assertThat(step.outcome())
                .isEqualTo(new StepOutcome.Skipped(new SkipReason.Cancelled(started.contains(step.object())))));
    }

    @Test
    void aSecondRunOfTheSameWorkspaceIsRefusedWhileTheFirstGoesOn() throws Exception {
        FleetRun first = run(plan(SyncOptions.NORMAL, configMap("a", "1")));
        FleetRun second = run(plan(SyncOptions.NORMAL, configMap("b", "1")));
        first.pause();
        var ended = new CompletableFuture<RunRecord>();
        var started = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> ended.complete(first.execute(event -> {
            if (event instanceof SyncEvent.MemberStarted) started.countDown();
        })));
        started.await();

        RunRecord refused = second.execute(events::add);

        assertThat(refused.members().getFirst().failed()).isEqualTo(1);
        assertThat(events).filteredOn(SyncEvent.StepFinished.class::isInstance)
                .extracting(event -> ((SyncEvent.StepFinished) event)
                        .outcome())
                .singleElement().isInstanceOfSatisfying(StepOutcome.Skipped.class, skipped -> assertThat(skipped.why())
                        .isInstanceOfSatisfying(SkipReason.AnotherRun.class, another -> assertThat(another.who())
                                .contains("(" + ProcessHandle.current().pid() + ")")));
        first.resume();
        assertThat(ended.get().end()).isEqualTo(RunRecord.End.COMPLETE);
    }
}
