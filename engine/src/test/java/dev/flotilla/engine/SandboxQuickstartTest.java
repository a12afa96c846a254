package dev.flotilla.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.sandbox.SandboxCluster;
import dev.flotilla.engine.sandbox.SandboxSpec;
import org.junit.jupiter.api.AfterEach;

/// On simulated clusters, reached by kubeconfig as any other.
class SandboxQuickstartTest extends QuickstartSuite {
    private final List<SandboxCluster> running = new ArrayList<>();

    @Override
    List<Path> kubeconfigs(String... names) {
        var kubeconfigs = new ArrayList<Path>();
        for (String name : names) {
            SandboxCluster cluster = SandboxCluster.start(SandboxSpec.named(name));
            running.add(cluster);
            try {
                kubeconfigs.add(Files.writeString(folder.resolve(name + ".kubeconfig"), cluster.kubeconfig()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return kubeconfigs;
    }

    @AfterEach
    void stop() {
        running.forEach(SandboxCluster::close);
    }
}
