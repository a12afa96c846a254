package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.sync.Holder;
import dev.flotilla.engine.sync.MemberSummary;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SkipReason;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/// Each event of a push on a line of its own, with the fields that `docs/cli.md` names.
class EventShapesTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final ObjectRef WEB = new ObjectRef("apps/v1", "Deployment", "shop", "web");
    private static final ClusterFailure WHY = new ClusterFailure.NotConfigured("no-kubeconfig", "one");
    private static final Holder HOLDER = new Holder("alice@laptop", AT, AT);
    private static final MemberSummary SUMMARY = new MemberSummary("one", 1, 2, 3, 4, 5, 6, 7.0);

    static Stream<Arguments> events() {
        return Stream.of(
                arguments(new SyncEvent.RunStarted(AT, "r", "h", Map.of("one", 1)), "started", "run planHash steps"),
                arguments(new SyncEvent.MemberStarted(AT, "one", 1), "member-started", "cluster steps"),
                arguments(new SyncEvent.WaveStarted(AT, "one", 1, 2, 3), "wave-started", "cluster wave waves steps"),
                arguments(new SyncEvent.StepStarted(AT, "one", WEB), "object-started", "cluster object"),
                arguments(new SyncEvent.TakesOver(AT, "one", WEB, FieldPath.of("spec"), "x"), "takes-over",
                        "cluster object field owner"),
                arguments(new SyncEvent.StepDelayed(AT, "one", WEB, 1, WHY, Duration.ofMillis(1500)), "object-delayed",
                        "cluster object attempt failure delaySeconds"),
                arguments(finished(new StepOutcome.Created()), "object-finished", "cluster object outcome done steps"),
                arguments(finished(new StepOutcome.Unchanged()), "object-finished", "cluster object outcome done steps"),
                arguments(finished(new StepOutcome.Released()), "object-finished", "cluster object outcome done steps"),
                arguments(finished(new StepOutcome.Configured(List.of())), "object-finished",
                        "cluster object outcome fields done steps"),
                arguments(finished(new StepOutcome.Conflicted(List.of())), "object-finished",
                        "cluster object outcome conflicts done steps"),
                arguments(finished(new StepOutcome.Pruned(List.of("a"))), "object-finished",
                        "cluster object outcome waitsFor done steps"),
                arguments(finished(new StepOutcome.Failed(WHY)), "object-finished", "cluster object outcome failure done steps"),
                arguments(new SyncEvent.CircuitOpened(AT, "one", WHY, 3, Duration.ofSeconds(2)), "member-not-answering",
                        "cluster tries failure delaySeconds"),
                arguments(new SyncEvent.CircuitClosed(AT, "one"), "member-answers-again", "cluster"),
                arguments(new SyncEvent.MemberFinished(AT, "one", SUMMARY, WHY), "member-finished", "cluster summary failure"),
                arguments(new SyncEvent.HeldElsewhere(AT, "one", HOLDER), "held-elsewhere", "cluster holder since heard"),
                arguments(new SyncEvent.LeaseTakenOver(AT, "one", HOLDER), "lease-taken-over", "cluster holder since heard"),
                arguments(new SyncEvent.WithoutLease(AT, "one", WHY), "without-lease", "cluster failure"),
                arguments(new SyncEvent.Stopped(AT, new SkipReason.JournalFailed("state", "full")), "stopped", "code message"),
                arguments(new SyncEvent.Paused(AT), "paused", ""), arguments(new SyncEvent.Resumed(AT), "resumed", ""),
                arguments(new SyncEvent.RunFinished(AT, "r", RunRecord.End.COMPLETE, List.of(SUMMARY)), "finished",
                        "run end clusters"));
    }

    private static SyncEvent finished(StepOutcome outcome) {
        return new SyncEvent.StepFinished(AT, "one", WEB, outcome, 1, 2);
    }

    @ParameterizedTest
    @MethodSource("events")
    void hasItsFieldsOnOneLine(SyncEvent event, String name, String fields) throws IOException {
        MapValue json = SyncJson.of(event);
        var expected = new ArrayList<>(List.of("event", "at"));
        if (!fields.isEmpty()) expected.addAll(Arrays.asList(fields.split(" ")));

        assertThat(json.textAt("event")).isEqualTo(name);
        assertThat(json.textAt("at")).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.keys()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(json.toString().lines()).hasSize(1);
        String docs = Files.readString(Runs.ROOT.resolve("docs/cli.md"));
        assertThat(expected).allSatisfy(field -> assertThat(docs).contains("`" + name + "`").contains(field));
    }

    /// Whoever adds an event meets this test.
    @Test
    void isTheListOfAllEvents() {
        var tried = events().map(arguments -> arguments.get()[0].getClass()).distinct().toList();

        assertThat(leaves(SyncEvent.class)).containsExactlyInAnyOrderElementsOf(tried);
    }

    private static List<Class<?>> leaves(Class<?> type) {
        if (!type.isSealed()) return List.of(type);
        return Arrays.stream(type.getPermittedSubclasses()).flatMap(inner -> leaves(inner).stream()).toList();
    }
}
