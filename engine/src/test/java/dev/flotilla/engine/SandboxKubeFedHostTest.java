package dev.flotilla.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.flotilla.engine.sandbox.SandboxCluster;
import dev.flotilla.engine.sandbox.SandboxSpec;
import org.junit.jupiter.api.AfterEach;

/// On a simulated host.
class SandboxKubeFedHostTest extends KubeFedHostSuite {
    private final SandboxCluster cluster = SandboxCluster.start(SandboxSpec.named("host"));

    @Override
    Path kubeconfig() {
        try {
            return Files.writeString(folder.resolve("kubeconfig"), cluster.kubeconfig());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        cluster.close();
    }
}
