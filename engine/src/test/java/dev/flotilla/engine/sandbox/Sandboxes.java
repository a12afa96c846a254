package dev.flotilla.engine.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.flotilla.engine.Pem;

/// How tests reach sandboxes.
final class Sandboxes {
    private Sandboxes() {}

    static KubeHttp connect(SandboxCluster cluster) {
        try {
            Path authority = Files.createTempFile("sandbox", ".pem");
            Files.writeString(authority, cluster.certificate());
            var client = new KubeHttp(cluster.server(), cluster.token(), Pem.trusting(authority));
            Files.delete(authority);
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
