package dev.flotilla.engine.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class UndoneTest {
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    @ParameterizedTest
    @MethodSource("outcomes")
    void saysWhyAnObjectIsNotAsPlanned(StepOutcome outcome, @Nullable Undone why) {
        assertThat(Undone.of(outcome)).isEqualTo(why);
    }

    static List<Arguments> outcomes() {
        return List.of(
                Arguments.of(new StepOutcome.Created(), null), Arguments.of(new StepOutcome.Unchanged(), null),
                Arguments.of(new StepOutcome.Pruned(List.of("example.com/hold")), null),
                Arguments.of(new StepOutcome.Failed(new ClusterFailure.Refused("eu:1")), Undone.FAILED),
                Arguments.of(new StepOutcome.Conflicted(List.of()), Undone.CONFLICT),
                skipped(new SkipReason.AnotherRun("bob"), Undone.HELD),
                skipped(new SkipReason.HeldElsewhere(new Holder("bob", NOW, NOW)), Undone.HELD),
                skipped(new SkipReason.Cancelled(false), Undone.CANCELLED),
                skipped(new SkipReason.Cancelled(true), Undone.CANCELLED),
                skipped(new SkipReason.MemberGivenUp(), Undone.SKIPPED),
                skipped(new SkipReason.DependencyFailed("shop"), Undone.SKIPPED),
                skipped(new SkipReason.JournalFailed("runs", ""), Undone.SKIPPED),
                skipped(new SkipReason.JournalFailed("runs", "full"), Undone.SKIPPED),
                skipped(new SkipReason.Blocked(Reason.of("sync.no-such-type")), Undone.SKIPPED),
                skipped(new SkipReason.Blocked(Reason.of("sync.suspended")), null),
                skipped(new SkipReason.Blocked(Reason.of("sync.namespace-suspended")), null));
    }

    private static Arguments skipped(SkipReason why, @Nullable Undone undone) {
        // what is as planned is not undone, and nothing else
        assertThat(undone == null).isEqualTo(why.isAsPlanned());
        return Arguments.of(new StepOutcome.Skipped(why), undone);
    }

    @Test
    void aRunTellsApartWhatItsFiguresCountAsFailed() {
        var changes = new ArrayList<RunRecord.Entry>();
        changes.add(entry("eu", new StepOutcome.Created()));
        changes.add(entry("eu", new StepOutcome.Failed(new ClusterFailure.Refused("eu:1"))));
        changes.add(entry("eu", new StepOutcome.Skipped(new SkipReason.Cancelled(false))));
        changes.add(entry("eu", new StepOutcome.Skipped(new SkipReason.Cancelled(true))));
        changes.add(entry("eu", new StepOutcome.Conflicted(List.of())));
        changes.add(entry("us", new StepOutcome.Skipped(new SkipReason.HeldElsewhere(new Holder("bob", NOW, NOW)))));
        var eu = new MemberSummary("eu", 1, 0, 0, 0, 1, 3, 1);
        var us = new MemberSummary("us", 0, 0, 0, 0, 0, 1, 1);
        var silent = new MemberSummary("asia", 0, 0, 0, 0, 0, 7, 1);
        var run = new RunRecord("r", "h", NOW, NOW, RunRecord.End.WITH_FAILURES, List.of(eu, us, silent), changes, List.of(),
                null);

        assertThat(run.undone(eu)).isEqualTo(Map.of(Undone.FAILED, 1, Undone.CANCELLED, 2, Undone.CONFLICT, 1));
        assertThat(run.undone(us)).isEqualTo(Map.of(Undone.HELD, 1));
        assertThat(run.undone(silent)).as("nothing is told of its objects").isEqualTo(Map.of(Undone.FAILED, 7));
        assertThat(run.undone()).isEqualTo(
                Map.of(Undone.FAILED, 8, Undone.CANCELLED, 2, Undone.CONFLICT, 1, Undone.HELD, 1));
    }

    private static RunRecord.Entry entry(String cluster, StepOutcome outcome) {
        return new RunRecord.Entry(cluster, new ObjectRef("v1", "ConfigMap", "default", "a"), outcome.word(), List.of(),
                outcome.because().orElse(null));
    }
}
