package dev.flotilla.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;

import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A simulated cluster goes on in the next session where it stopped in the last one.
class SandboxMemoryTest {
    private static final ObjectRef NGINX = new ObjectRef("apps/v1", "Deployment", "default", "karmada-nginx");
    private static final String FIRST = "karmada-worker01";

    @TempDir Path folder;
    private Path workspace;
    private Path state;

    @BeforeEach
    void copySample() throws IOException {
        workspace = folder.resolve("workspace");
        state = folder.resolve("state");
        Path sample = Path.of(System.getProperty("flotilla.root"), "sample-configs", "quickstart-karmada");
        try (Stream<Path> walk = Files.walk(sample)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                Path copy = workspace.resolve(sample.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private PushedFleet open() {
        return new PushedFleet(workspace, state);
    }

    private static String uid(PushedFleet fleet) throws Exception {
        return fleet.session.details().live(FIRST, NGINX).map(live -> live.withoutManagers().manifest().root()
                .textAt("metadata", "uid")).orElse("absent");
    }

    private Path kept(String ending) throws IOException {
        try (Stream<Path> walk = Files.walk(state)) {
            return walk.filter(file -> file.getFileName().toString().equals(FIRST + ending)).findFirst().orElseThrow();
        }
    }

    @Test
    void whatWasPushedIsThereInTheNextSession() throws Exception {
        String uid;
        try (var fleet = open()) {
            fleet.sync(SyncOptions.NORMAL);
            uid = uid(fleet);
        }
        try (var fleet = open()) {
            assertThat(uid(fleet)).isEqualTo(uid).isNotEqualTo("absent");
            assertThat(fleet.prepare(SyncOptions.NORMAL).isEmpty()).isTrue();
            fleet.await(status -> status.isCurrent());
        }
    }

    @Test
    void timeWentOnWhileNobodyLooked() throws Exception {
        try (var fleet = open()) {
            fleet.sync(SyncOptions.NORMAL);
        }
        Path file = kept(".json");
        MapValue data = (MapValue) Json.read(Files.readString(file));
        String earlier = java.time.Instant.parse(String.valueOf(data.textAt("at"))).minusSeconds(60).toString();
        Files.writeString(file, Json.write(data.with("at", Value.text(earlier))));

        try (var fleet = open()) {
            var live = fleet.session.details().live(FIRST, NGINX).orElseThrow().manifest().root();
            assertThat(live.intAt("status", "availableReplicas")).isEqualTo(1);
        }
    }

    @Test
    void anotherSessionReachesTheSameClusterAndTakesItOver() throws Exception {
        Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dflotilla.root=" + System.getProperty("flotilla.root"), "-cp", System.getProperty("java.class.path"),
                Elsewhere.class.getName(), workspace.toString(), state.toString()).redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = other.inputReader(StandardCharsets.UTF_8); var fleet = open(said.readLine())) {
            String uid = uid(fleet);
            assertThat(uid).isNotEqualTo("absent");
            assertThat(fleet.session.sandbox(FIRST)).isEmpty();
            assertThat(fleet.session.members().getFirst().origin()).isEqualTo("sandbox");

            other.destroyForcibly().waitFor();
            fleet.session.reconnect(FIRST);
            fleet.await(status -> fleet.session.sandbox(FIRST).isPresent());
            assertThat(uid(fleet)).isEqualTo(uid);
        } finally {
            other.destroyForcibly();
        }
    }

    private PushedFleet open(String afterThisWasSaid) {
        assertThat(afterThisWasSaid).isEqualTo("pushed");
        return open();
    }

    /// Another process with the same workspace: pushes, and stays until it is killed.
    static final class Elsewhere {
        public static void main(String[] arguments) throws InterruptedException {
            try (var fleet = new PushedFleet(Path.of(arguments[0]), Path.of(arguments[1]))) {
                fleet.sync(SyncOptions.NORMAL);
                fleet.await(status -> status.isCurrent());
                System.out.println("pushed");
                Thread.currentThread().join();
            }
        }
    }

    @Test
    void itsFilesAreTheUsersAloneAndHoldNoToken() throws Exception {
        try (var fleet = open()) {
            String kubeconfig = Files.readString(kept(".kubeconfig"));
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept(".kubeconfig"))))
                        .isEqualTo("rw-------");
            }
            fleet.sync(SyncOptions.NORMAL);
            assertThat(kubeconfig).contains("token:");
        }
        assertThat(Files.readString(kept(".json"))).contains("nginx").doesNotContain("token");
        assertThat(FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? PosixFilePermissions.toString(Files.getPosixFilePermissions(kept(".json")))
                : "rw-------").isEqualTo("rw-------");
        try (Stream<Path> walk = Files.walk(state)) {
            assertThat(walk.filter(file -> file.toString().endsWith(".kubeconfig"))).isEmpty();
        }
    }

    @Test
    void beginsAnewWhereAskedToAndWhereTheDeclarationChanged() throws Exception {
        try (var fleet = open()) {
            fleet.sync(SyncOptions.NORMAL);
        }
        var options = SessionOptions.standard(_ -> false).withState(state);
        assertThat(FleetSession.resetSandboxes(Engine.standard().open(workspace), options)).isEmpty();
        try (var fleet = open()) {
            assertThat(uid(fleet)).isEqualTo("absent");
            assertThat(fleet.session.previous()).isEqualTo(Map.of());
            fleet.sync(SyncOptions.NORMAL);
            assertThat(FleetSession.resetSandboxes(fleet.session.workspace(), options)).contains(FIRST);
        }
        Path settings = workspace.resolve("flotilla.yaml");
        Files.writeString(settings, Files.readString(settings).replace("cpu: \"8\"", "cpu: \"7\""));
        try (var fleet = open()) {
            assertThat(uid(fleet)).isEqualTo("absent");
        }
    }

    @Test
    void aDamagedFileIsNoObstacle() throws Exception {
        try (var fleet = open()) {
            fleet.sync(SyncOptions.NORMAL);
        }
        Files.writeString(kept(".json"), "{\"format\": 1, \"objects\": [");
        try (var fleet = open()) {
            assertThat(uid(fleet)).isEqualTo("absent");
        }
    }
}
