package dev.flotilla.app.status;

import java.time.Instant;
import java.util.List;

import dev.flotilla.app.ui.State;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.status.Drift;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.MemberStatus;
import dev.flotilla.engine.status.ObjectStatus;
import dev.flotilla.engine.status.Phase;
import dev.flotilla.engine.status.Replicas;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MatrixTest {
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:41Z");
    private static final Instant THEN = Instant.parse("2026-01-01T10:00:00Z");
    private static final ObjectRef WEB = new ObjectRef("apps/v1", "Deployment", "shop", "web");
    private static final Drift IMAGE = new Drift(FieldPath.of("spec", "image"), Value.text("a"), Value.text("b"), "kubectl-edit",
            THEN);

    private static MemberStatus member(String cluster, int planned, int ready, Phase phase, boolean stale, Drift... drift) {
        return new MemberStatus(cluster, phase, planned, new Replicas(planned, ready, ready, ready), "", List.of(),
                List.of(drift), THEN,
                stale, "watch");
    }

    private static Matrix matrix(Phase phase, MemberStatus... members) {
        var object = new ObjectStatus(WEB, "karmada", null, 3, new Replicas(3, 3, 3, 3), phase, List.of(members));
        var status = new FleetStatus(NOW, List.of(new FleetStatus.Watched("eu", true, NOW, null),
                new FleetStatus.Watched("us", true, NOW, null), new FleetStatus.Watched("asia", true, NOW, null)),
                List.of(object));
        return Matrix.of(status, null, _ -> Cell.Difference.DRIFTED, NOW);
    }

    @Test
    void healthAndDriftAreTwoThings() {
        Matrix matrix = matrix(Phase.CURRENT, member("eu", 1, 1, Phase.CURRENT, false),
                member("us", 2, 2, Phase.CURRENT, false, IMAGE));

        Cell us = matrix.rows().getFirst().cells().get("us");
        assertThat(us.figures()).isEqualTo("2/2");
        assertThat(us.state()).isEqualTo(State.DRIFTED);
        assertThat(matrix.drifted()).isEqualTo(1);
        assertThat(matrix.replicas()).isEqualTo(new Matrix.Sum(3, 3, 0));
    }

    @Test
    void whatIsStaleIsNeverGreenAndSaysHowOldItIs() {
        Matrix matrix = matrix(Phase.CURRENT, member("eu", 1, 1, Phase.CURRENT, false), member("us", 2, 2, Phase.CURRENT, true));

        Cell us = matrix.rows().getFirst().cells().get("us");
        assertThat(us.state()).isEqualTo(State.NO_ANSWER);
        assertThat(us.age()).hasSeconds(41);
        assertThat(matrix.rows().getFirst().total().state()).isEqualTo(State.NO_ANSWER);
        assertThat(matrix.replicas()).isEqualTo(new Matrix.Sum(1, 3, 2));
        assertThat(matrix.silent()).isEqualTo(1);
    }

    @Test
    void whatAMemberNeverSaidIsUnknownAndNotZero() {
        var never = new MemberStatus("us", Phase.UNKNOWN, 2, null, "", List.of(), List.of(), null, false, "");
        Matrix matrix = matrix(Phase.UNKNOWN, member("eu", 1, 1, Phase.CURRENT, false), never);

        MatrixRow.Whole row = matrix.rows().getFirst();
        Cell us = row.cells().get("us");
        assertThat(us.figures()).isEqualTo("–/2");
        assertThat(us.state()).isEqualTo(State.NO_ANSWER);
        assertThat(row.doubt()).isEqualTo(new MatrixRow.Doubt(0, 1));
        assertThat(row.total().state()).isEqualTo(State.NO_ANSWER);
        assertThat(matrix.replicas()).isEqualTo(new Matrix.Sum(1, 3, 2));
        MatrixRow.Part pods = row.parts().getLast();
        assertThat(pods.on("us")).extracting(Cell::figures, Cell::word, Cell::state).containsExactly("–", "unknown",
                State.NO_ANSWER);
        assertThat(pods.on("eu").figures()).isEqualTo("1");
    }

    @Test
    void whereNobodyEverAnsweredTheSumIsUnknownToo() {
        var never = new MemberStatus("us", Phase.UNKNOWN, 2, null, "", List.of(), List.of(), null, false, "");
        var object = new ObjectStatus(WEB, "karmada", null, 2, null, Phase.UNKNOWN, List.of(never));
        Matrix matrix = Matrix.of(new FleetStatus(NOW, List.of(), List.of(object)), null, _ -> Cell.Difference.NONE, NOW);

        assertThat(matrix.rows().getFirst().total().figures()).isEqualTo("–/2");
        assertThat(matrix.rows().getFirst().parts().getLast().total()).isEqualTo(MatrixRow.Part.UNKNOWN);
        assertThat(matrix.replicas().isKnown()).isFalse();
    }

    @Test
    void anObjectThatIsKnownNotToBeThereHasNoneReady() {
        var absent = new MemberStatus("eu", Phase.NOT_FOUND, 2, null, "", List.of(), List.of(), NOW, false, "list");

        assertThat(matrix(Phase.NOT_FOUND, absent).rows().getFirst().cells().get("eu").figures()).isEqualTo("0/2");
    }

    @Test
    void aMemberThatGetsNothingHasADash() {
        Matrix matrix = matrix(Phase.IN_PROGRESS, member("eu", 3, 1, Phase.IN_PROGRESS, false));

        MatrixRow.Whole row = matrix.rows().getFirst();
        assertThat(row.on("asia")).isEqualTo(Cell.NOT_PLACED);
        assertThat(row.cells().get("eu").state()).isEqualTo(State.RUNNING);
        assertThat(row.cells().get("eu").figures()).isEqualTo("1/3");
        assertThat(matrix.attention()).isEqualTo(1);
    }
}
