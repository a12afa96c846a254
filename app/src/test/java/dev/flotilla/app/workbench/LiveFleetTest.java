package dev.flotilla.app.workbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.flotilla.app.ui.ByHand;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.FleetSession;
import dev.flotilla.engine.SessionOptions;
import dev.flotilla.engine.status.FleetStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LiveFleetTest {
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
        fleet = new LiveFleet(workbench, background,
                () -> SessionOptions.standard(_ -> false).withState(folder.resolve("state")));
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
        Path empty = Files.createDirectories(folder.resolve("empty"));
        workbench.open(folder, opened -> assertThat(opened).isTrue());
        FleetSession left = Objects.requireNonNull(fleet.session());
        Consumer<FleetStatus> late = fleet.inbox(left);
        FleetStatus status = new FleetStatus(Instant.EPOCH, List.of(), List.of());
        late.accept(status);
        while (fleet.statusProperty().get() == null) {
            background.take();
        }

        workbench.open(empty, opened -> assertThat(opened).isTrue());
        assertThat(fleet.session()).isNotSameAs(left);
        assertThat(fleet.statusProperty().get()).isNull();
        background.takeAll();
        late.accept(status);
        background.takeAll();

        assertThat(fleet.statusProperty().get()).isNull();
        fleet.close();
    }
}
