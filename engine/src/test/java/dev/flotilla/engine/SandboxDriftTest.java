package dev.flotilla.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.flotilla.engine.sandbox.SandboxCluster;

class SandboxDriftTest extends DriftSuite {
    @Override
    String member() {
        return "{name: one, sandbox: {nodes: 1}}";
    }

    @Override
    Door door(PushedFleet fleet) throws IOException {
        SandboxCluster sandbox = fleet.session.sandbox("one").orElseThrow();
        Path authority = Files.writeString(folder.resolve("sandbox.pem"), sandbox.certificate());
        return new Door(sandbox.server(), sandbox.token(), authority);
    }
}
