package dev.flotilla.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.flotilla.engine.sandbox.SandboxCluster;
import dev.flotilla.engine.sandbox.SandboxSpec;
import org.junit.jupiter.api.AfterEach;

/// On simulated clusters.
class SandboxKubeFedDeparturesTest extends KubeFedDeparturesSuite {
    private final SandboxCluster host = SandboxCluster.start(SandboxSpec.named("home"));
    private final SandboxCluster other = SandboxCluster.start(SandboxSpec.named("away"));

    @Override
    Path host() throws IOException {
        return Files.writeString(folder.resolve("host.kubeconfig"), host.kubeconfig());
    }

    @Override
    Path other() throws IOException {
        return Files.writeString(folder.resolve("other.kubeconfig"), other.kubeconfig());
    }

    @AfterEach
    void stop() {
        host.close();
        other.close();
    }
}
