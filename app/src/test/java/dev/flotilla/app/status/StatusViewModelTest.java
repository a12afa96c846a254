package dev.flotilla.app.status;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.app.ui.Background;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.status.Drift;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.MemberStatus;
import dev.flotilla.engine.status.ObjectDetails.PodLine;
import dev.flotilla.engine.status.ObjectStatus;
import dev.flotilla.engine.status.Phase;
import dev.flotilla.engine.status.Replicas;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StatusViewModelTest {
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final ObjectRef WEB = new ObjectRef("apps/v1", "Deployment", "shop", "web");
    private static final ObjectRef SETTINGS = new ObjectRef("v1", "ConfigMap", "shop", "settings");
    private static final Drift IMAGE = new Drift(FieldPath.of("spec", "image"), Value.text("b"), Value.text("a"), "kubectl-edit",
            NOW);
    private static final FleetPlan PLAN = new FleetPlan(Fleet.EMPTY, List.of(), List.of(), "aaaa", Map.of());

    private final FakeFleet fleet = new FakeFleet();
    private final StatusViewModel model = new StatusViewModel(Background.inline(), Clock.fixed(NOW, ZoneOffset.UTC), () -> PLAN,
            () -> fleet);

    private static MemberStatus member(String cluster, Phase phase, boolean stale, Drift... drift) {
        return new MemberStatus(cluster, phase, 1, new Replicas(1, 1, 1, 1), "", List.of(), List.of(drift), NOW, stale, "watch");
    }

    private static FleetStatus status(MemberStatus... web) {
        return new FleetStatus(NOW, List.of(new FleetStatus.Watched("eu", true, NOW, null),
                new FleetStatus.Watched("us", true, NOW, null)),
                List.of(
                        new ObjectStatus(WEB, "karmada", null, web.length, new Replicas(1, 1, 1, 1), Phase.CURRENT,
                                List.of(web)),
                        new ObjectStatus(SETTINGS, "karmada", null, null, null, Phase.CURRENT,
                                List.of(new MemberStatus("eu", Phase.CURRENT, null, null, "", List.of(), List.of(), NOW, false,
                                        "watch")))));
    }

    @Test
    void wordsAndAttentionChooseRows() {
        model.show(status(member("eu", Phase.CURRENT, false), member("us", Phase.CURRENT, false, IMAGE)));
        assertThat(model.rows()).extracting(row -> row.object().name()).containsExactly("web", "settings");

        model.filterProperty().set("SETT config");
        assertThat(model.rows()).extracting(row -> row.object().name()).containsExactly("settings");

        model.filterProperty().set("");
        model.onlyAttentionProperty().set(true);
        assertThat(model.rows()).extracting(row -> row.object().name()).containsExactly("web");
    }

    @Test
    void whatThePlanChangedSinceTheLastPushWaitsAndHasNotDrifted() {
        var own = new Drift(FieldPath.of("spec", "replicas"), Value.number(1), Value.number(2), "", null);
        model.show(status(member("eu", Phase.CURRENT, false, own), member("us", Phase.CURRENT, false, IMAGE)));

        assertThat(model.rows().getFirst().cells().get("eu").waits()).isTrue();
        assertThat(model.rows().getFirst().cells().get("us").drifted()).isTrue();
        assertThat(model.worrying()).isEqualTo(1);
        assertThat(model.waiting()).isEqualTo(2);

        model.pushedLast(PLAN.hash());
        assertThat(model.rows().getFirst().cells().get("eu").drifted()).as("nobody planned it since").isTrue();
        assertThat(model.worrying()).isEqualTo(2);
    }

    @Test
    void whatDriftedIsGoneToOnWhicheverMemberAndRoundAgain() {
        model.show(status(member("eu", Phase.CURRENT, false, IMAGE), member("us", Phase.FAILED, false)));
        Set<Sought> both = Set.of(Sought.DRIFTED, Sought.FAILED);

        model.goToNext(both, 1);
        assertThat(model.pickedProperty().get()).isEqualTo(new StatusViewModel.Picked(WEB, "eu"));
        model.goToNext(both, 1);
        assertThat(model.pickedProperty().get()).isEqualTo(new StatusViewModel.Picked(WEB, "us"));
        model.goToNext(both, 1);
        assertThat(model.pickedProperty().get()).as("round").isEqualTo(new StatusViewModel.Picked(WEB, "eu"));
        model.goToNext(both, -1);
        assertThat(model.pickedProperty().get()).as("and back").isEqualTo(new StatusViewModel.Picked(WEB, "us"));
        model.pick(SETTINGS, "eu");
        model.goToNext(both, -1);
        assertThat(model.pickedProperty().get()).as("from what is well").isEqualTo(new StatusViewModel.Picked(WEB, "us"));
        model.goToNext(Set.of(Sought.SILENT), 1);
        assertThat(model.pickedProperty().get()).as("there is none").isEqualTo(new StatusViewModel.Picked(WEB, "us"));
    }

    @Test
    void aFilterThatHidesWhatIsGoneToIsDropped() {
        model.show(status(member("eu", Phase.CURRENT, false), member("us", Phase.CURRENT, false, IMAGE)));
        model.filterProperty().set("settings");
        assertThat(model.among(Set.of(Sought.DRIFTED), 0, 2)).as("among what is shown").isEmpty();

        model.goToNext(Set.of(Sought.DRIFTED), 1);

        assertThat(model.filterProperty().get()).isEmpty();
        assertThat(model.pickedProperty().get()).isEqualTo(new StatusViewModel.Picked(WEB, "us"));
        assertThat(model.among(Set.of(Sought.DRIFTED), 1, 2)).extracting(Matrix.Spot::cluster).containsExactly("us");
    }

    @Test
    void restoringPushesThePickedObjectToThePickedMemberOnly() {
        model.show(status(member("eu", Phase.CURRENT, false, IMAGE), member("us", Phase.CURRENT, false, IMAGE)));
        model.pick(WEB, "us");

        model.restore();

        assertThat(fleet.restored).containsExactly("us web");
        assertThat(model.restoringProperty().get()).isFalse();
    }

    @Test
    void aMemberThatDoesNotAnswerIsNotAskedForDetails() {
        model.show(status(member("eu", Phase.CURRENT, true)));
        model.pick(WEB, "eu");

        assertThat(fleet.read).isEmpty();
        assertThat(model.lifeProperty().get()).isNull();
    }

    @Test
    void whatCannotBeReadIsSaid() {
        fleet.problem = new ClusterException(new ClusterFailure.Refused("eu:6443"));
        model.show(status(member("eu", Phase.CURRENT, false)));
        model.pick(WEB, "eu");

        assertThat(model.failureProperty().get()).isSameAs(fleet.problem);
    }

    @Test
    void linesOfALogArriveInOrderAndGoWithThePick() {
        model.show(status(member("eu", Phase.CURRENT, false)));
        model.pick(WEB, "eu");
        model.followLog(new PodLine("shop", "web-1", "Running", true, 0, "node-1", List.of("web"), "", NOW), null);
        assertThat(model.log()).containsExactly("one", "two");

        model.unpick();
        assertThat(model.log()).isEmpty();
    }

    @Test
    void nothingStaysOfAFleetThatWasClosed() {
        model.show(status(member("eu", Phase.CURRENT, false, IMAGE)));
        model.pick(WEB, "eu");
        model.show(null);

        assertThat(model.rows()).isEmpty();
        assertThat(model.pickedProperty().get()).isNull();
        assertThat(model.worrying()).isZero();
    }
}
