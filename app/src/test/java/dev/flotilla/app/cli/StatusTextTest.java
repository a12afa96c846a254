package dev.flotilla.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.status.Condition;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.MemberStatus;
import dev.flotilla.engine.status.ObjectStatus;
import dev.flotilla.engine.status.Phase;
import dev.flotilla.engine.status.Replicas;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StatusTextTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String FAINT = "\u001b[2m";
    private static final String GREEN = "\u001b[32m";

    /// `eu` answers, `us` said the same and has stopped answering.
    private static FleetStatus status(Instant at) {
        var there = new Replicas(2, 2, 2, 2);
        var conditions = List.of(new Condition("Available", "True", "MinimumReplicasAvailable", "", NOON));
        return new FleetStatus(at, List.of(new FleetStatus.Watched("eu", true, at, null),
                new FleetStatus.Watched("us", false, NOON, new ClusterFailure.Refused("us:6443"))),
                List.of(new ObjectStatus(new ObjectRef("apps/v1", "Deployment", "shop", "web"), "karmada", null, 4, there,
                        Phase.CURRENT, List.of(
                                new MemberStatus("eu", Phase.CURRENT, 2, there, "", conditions, List.of(), at, false, "watch"),
                                new MemberStatus("us", Phase.CURRENT, 2, there, "", conditions, List.of(), NOON, true,
                                        "list")))));
    }

    private static List<String> lines(FleetStatus status) {
        var nowhere = new PrintWriter(new StringWriter());
        return new StatusText(new Console(nowhere, nowhere, true, true, Path.of("."), Map.of(), Messages.english(), null))
                .lines(status);
    }

    @Test
    void figuresOfAMemberThatDoesNotAnswerAreGreyAndSayHowOldTheyAre() {
        List<String> lines = lines(status(NOON.plusSeconds(40)));

        assertThat(lines.get(1)).contains(GREEN + "2/2 current\u001b").contains(FAINT + "2/2 current ?");
        assertThat(lines.getLast()).startsWith("  " + FAINT + "us does not answer; its figures are from 2026-01-01 ");
        assertThat(lines).noneMatch(line -> line.contains("eu does not answer"));
    }

    @Test
    void jsonTellsWhenAndByWhatEachFigureWasSeen() {
        Value status = StatusJson.of(status(NOON.plusSeconds(40)));

        assertThat(status.listAt("clusters").maps()).extracting(one -> one.textAt("lastHeard"))
                .containsExactly("2026-01-01T12:00:40Z", "2026-01-01T12:00:00Z");
        assertThat(status.listAt("objects").maps().getFirst().listAt("members").maps())
                .extracting(one -> one.textAt("seen") + " " + one.textAt("source") + " " + one.isTrueAt("stale"))
                .containsExactly("2026-01-01T12:00:40Z watch false", "2026-01-01T12:00:00Z list true");
    }

    @Test
    void timeAloneIsNoNews() {
        assertThat(StatusJson.timeless(status(NOON.plusSeconds(40)))).isEqualTo(StatusJson.timeless(status(NOON)));
    }
}
