package dev.flotilla.app.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.workbench.Planned;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.ExecCommand;
import dev.flotilla.engine.cluster.kubeconfig.Kubeconfigs;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceReader;
import dev.flotilla.engine.workspace.WorkspaceSettings.SandboxSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FleetViewModelTest {
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir Path folder;

    private final FakeFleets fleets = new FakeFleets();
    private final FleetViewModel model = new FleetViewModel(Background.inline(), fleets);
    private Planned planned = Planned.NOTHING;

    /// Reads real kubeconfigs, and remembers what it was asked otherwise.
    private static final class FakeFleets implements Fleets {
        private final List<String> reconnected = new ArrayList<>();
        private final List<FileChange> saved = new ArrayList<>();

        @Override
        public Kubeconfigs kubeconfigs(List<Path> more) {
            return Kubeconfigs.read(more);
        }

        @Override
        public Path home() {
            return Path.of("/home/anna");
        }

        @Override
        public void reconnect(String member) {
            reconnected.add(member);
        }

        @Override
        public Map<String, Path> kindConfigs(Path workspace) throws IOException {
            return KindClusters.configs(workspace);
        }

        @Override
        public List<NodeRow> nodes(String member) {
            return List.of(new NodeRow("node-1", "True", "v1.33.0", "8", "32Gi", "110", List.of()));
        }

        @Override
        public void save(FileChange change) {
            saved.add(change);
        }

        @Override
        public void allow(ExecCommand command, String member) {}
    }

    @BeforeEach
    void open() throws Exception {
        Files.writeString(folder.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: shop}
                spec:
                  members:
                  - {name: eu, context: kind-eu}
                  - {name: us, sandbox: {nodes: 3}}
                """);
        Workspace workspace = WorkspaceReader.open(folder);
        planned = new Planned(workspace, Engine.standard().plan(workspace, Map.of(), Map.of(), null), 1);
    }

    private static MemberConnection connection(String name, MemberConnection.State state, ClusterFailure failure,
            Instant lastAnswer) {
        boolean ready = state == MemberConnection.State.READY;
        return new MemberConnection(name, "", "127.0.0.1:1", state, failure,
                MemberCluster.named(name).withReadiness(ready ? Readiness.READY : Readiness.NOT_READY), lastAnswer, List.of(4),
                List.of());
    }

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
    void aKindClusterThatIsNotThereIsToldWithTheCommandThatMakesIt() throws Exception {
        Path config = Files.writeString(folder.resolve("eu.yaml"),
                "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nname: eu\n");
        var missing = new ClusterFailure.NotConfigured("no-such-context", "kind-eu");
        show(connection("eu", MemberConnection.State.FAILED, missing, null),
                connection("us", MemberConnection.State.FAILED, missing, null));

        assertThat(model.kindCommands()).containsExactly("kind create cluster --config " + config);
        assertThat(KindClusters.command("kind-eu", missing, Map.of())).isEqualTo("kind create cluster --name eu");
        assertThat(KindClusters.command("kind-eu", new ClusterFailure.Refused("127.0.0.1:1"), Map.of())).isNull();
        assertThat(KindClusters.command("eks-eu", missing, Map.of())).isNull();
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
    void contextsThatAMemberUsesAreNotOfferedAgain() throws Exception {
        Path file = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters:
                - {name: a, cluster: {server: "https://127.0.0.1:1"}}
                contexts:
                - {name: kind-eu, context: {cluster: a, user: a}}
                - {name: kind-Asia_2, context: {cluster: a, user: a}}
                users: [{name: a, user: {token: none}}]
                """);
        show(connection("eu", MemberConnection.State.READY, null, NOW));

        model.readKubeconfigs(file);

        assertThat(model.found()).extracting(context -> context.name()).containsExactly("kind-Asia_2");
        assertThat(model.nameFor(model.found().getFirst())).isEqualTo("asia-2");
    }

    @Test
    void aSandboxMemberIsWrittenIntoTheWorkspaceUnderAFreeName() {
        show(connection("eu", MemberConnection.State.READY, null, NOW),
                connection("us", MemberConnection.State.READY, null, NOW));
        String name = model.sandboxName();
        assertThat(name).isEqualTo("sandbox-03");

        model.save(model.addingSandbox(name, SandboxSettings.DEFAULT));

        assertThat(fleets.saved).hasSize(1);
        assertThat(fleets.saved.getFirst().text()).contains("sandbox-03").startsWith(fleets.saved.getFirst().before().strip()
                .lines().findFirst().orElseThrow());
    }

    @Test
    void namesAreThoseThatBothDialectsTake() {
        assertThat(FleetViewModel.isName("eu-west-1")).isTrue();
        assertThat(List.of("", "-eu", "EU", "eu.west", "e".repeat(64))).noneMatch(FleetViewModel::isName);
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
