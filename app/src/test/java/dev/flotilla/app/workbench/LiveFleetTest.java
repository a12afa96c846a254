package dev.flotilla.app.workbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import dev.flotilla.app.ui.ByHand;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.FleetSession;
import dev.flotilla.engine.SessionOptions;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LiveFleetTest {
    private static final ApiResource CONFIG_MAP = new ApiResource("v1", "ConfigMap", "configmaps", true);

    @TempDir Path folder;

    private final ByHand background = new ByHand();
    private final Workbench workbench = new Workbench(Engine.standard(), background);
    private LiveFleet fleet;

    @BeforeEach
    void begin() throws Exception {
        Files.writeString(folder.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: closes}
                spec: {members: [{name: one, sandbox: {nodes: 1}}]}
                """);
        fleet = new LiveFleet(workbench, background, () -> SessionOptions.standard(_ -> false).withState(folder.resolve("state")));
    }

    @Test
    void closingIsOverWhenEverySessionThatWasOpenedHasEnded() {
        assertThat(fleet.close()).as("nothing was open").isCompleted();
        workbench.open(folder, opened -> assertThat(opened).isTrue());
        assertThat(fleet.session()).isNotNull();

        background.waits = true;
        fleet.reopen();
        CompletableFuture<Void> end = fleet.close().toCompletableFuture();

        assertThat(fleet.session()).as("for whoever looks it is closed at once").isNull();
        while (!background.waiting.isEmpty()) {
            assertThat(end).as("%s still to do", background.waiting.size()).isNotDone();
            background.waiting.removeFirst().run();
        }
        assertThat(end).isCompleted();
    }

    @Test
    void whatTheMembersOfAWorkspaceThatWasLeftStillSendIsNotShown() throws Exception {
        Files.writeString(folder.resolve("all.yaml"), """
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: all, namespace: default}
                spec:
                  resourceSelectors: [{apiVersion: v1, kind: ConfigMap}]
                  placement: {clusterAffinity: {clusterNames: [one]}}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings, namespace: default}
                """);
        Path empty = Files.createDirectories(folder.resolve("empty"));
        workbench.open(folder, opened -> assertThat(opened).isTrue());
        FleetSession left = Objects.requireNonNull(fleet.session());
        while (!isWatched(fleet.statusProperty().get())) {
            background.take();
        }

        background.waits = true;
        workbench.open(empty, opened -> assertThat(opened).isTrue());
        background.waiting.removeFirst().run();
        assertThat(fleet.session()).isNotSameAs(left);
        assertThat(fleet.statusProperty().get()).isNull();
        Runnable ending = background.waiting.removeFirst();
        background.work();
        background.takeAll();
        left.client("one").orElseThrow().create(CONFIG_MAP, new Manifest((MapValue) Value.of(Map.of("apiVersion", "v1", "kind",
                "ConfigMap", "metadata", Map.of("name", "settings", "namespace", "default")))), WriteOptions.NORMAL);
        background.take();

        assertThat(fleet.statusProperty().get()).isNull();
        ending.run();
        fleet.close();
        background.work();
    }

    private static boolean isWatched(FleetStatus status) {
        return status != null && status.clusters().stream().allMatch(FleetStatus.Watched::answering);
    }
}
