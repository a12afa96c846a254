package dev.flotilla.app.fleet;

import java.util.List;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.workbench.Planned;
import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.cluster.ClusterFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FleetViewModelTest extends OpenFleet {
    private final FakeFleets fleets = new FakeFleets();
    private final FleetViewModel model = new FleetViewModel(Background.inline(), fleets);

    private void show(MemberConnection... connections) {
        model.show(planned, List.of(connections), null);
    }

    @Test
    void whoNeverAnsweredFailedAndWhoFellSilentIsUnknown() {
        show(connection("eu", MemberConnection.State.FAILED, new ClusterFailure.Refused("127.0.0.1:1"), null),
                connection("us", MemberConnection.State.FAILED, new ClusterFailure.Refused("127.0.0.1:1"), NOW));

        assertThat(model.members()).extracting(MemberRow::state).containsExactly(State.FAILED, State.NO_ANSWER);
        assertThat(model.members()).noneMatch(MemberRow::isFresh);
        assertThat(model.ready()).isZero();
        assertThat(model.troubled()).isEqualTo(2);
    }

    @Test
    void whoCannotBeReachedIsNamedFewInFullAndManyByTheirNumber() {
        show(connection("eu", MemberConnection.State.FAILED, new ClusterFailure.Refused("127.0.0.1:1"), null),
                connection("us", MemberConnection.State.READY, null, NOW));
        assertThat(model.failed()).extracting(MemberRow::name).containsExactly("eu");

        Messages words = Messages.english();
        assertThat(model.names(List.of("eu", "us"), words)).isEqualTo("eu and us");
        assertThat(model.names(List.of("eu", "us", "asia"), words)).isEqualTo("eu, us and asia");
        assertThat(model.names(List.of("eu", "us", "asia", "africa", "oz"), words)).isEqualTo("eu, us and 3 more");
    }

    @Test
    void anotherWorkspaceIsLookedAtAfresh() {
        show(connection("eu", MemberConnection.State.READY, null, NOW),
                connection("us", MemberConnection.State.READY, null, NOW));
        model.filterProperty().set("eu");
        model.pick("us");
        model.askNodes();

        model.anotherWorkspace();

        assertThat(model.shown()).hasSize(2);
        assertThat(model.pickedProperty().get()).isNull();
        assertThat(model.nodesProperty().get()).isEmpty();
    }

    @Test
    void whatIsPickedStaysPickedWhileFiguresMove() {
        show(connection("eu", MemberConnection.State.CONNECTING, null, null),
                connection("us", MemberConnection.State.READY, null, NOW));
        model.pick("us");
        model.askNodes();
        assertThat(model.nodesProperty().get()).hasSize(1);

        show(connection("eu", MemberConnection.State.READY, null, NOW),
                connection("us", MemberConnection.State.FAILED, new ClusterFailure.Refused("127.0.0.1:1"), NOW));
        assertThat(model.pickedProperty().get().name()).isEqualTo("us");
        assertThat(model.pickedProperty().get().isReady()).isFalse();
    }

    @Test
    void whatIsSavedIsWhatChanges() {
        show(connection("eu", MemberConnection.State.READY, null, NOW));
        FileChange change = model.membership().unjoining("us");

        model.save(model.membership().unjoining("nobody"));
        model.save(null);
        model.save(change);

        assertThat(fleets.saved).containsExactly(change);
    }

    @Test
    void allThatFailedAreTriedAgain() {
        show(connection("eu", MemberConnection.State.FAILED, new ClusterFailure.Refused("127.0.0.1:1"), null),
                connection("us", MemberConnection.State.READY, null, NOW));

        model.reconnectFailed();

        assertThat(fleets.reconnected).containsExactly("eu");
    }

    @Test
    void nothingStaysOfAWorkspaceThatWasClosed() {
        show(connection("eu", MemberConnection.State.READY, null, NOW));
        model.pick("eu");
        model.show(Planned.NOTHING, List.of(), null);

        assertThat(model.members()).isEmpty();
        assertThat(model.pickedProperty().get()).isNull();
        assertThat(model.openProperty().get()).isFalse();
    }
}
