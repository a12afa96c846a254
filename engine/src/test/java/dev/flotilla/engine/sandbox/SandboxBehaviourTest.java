package dev.flotilla.engine.sandbox;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The suite on a sandbox.
class SandboxBehaviourTest extends ApiServerBehaviour {
    private static SandboxCluster cluster;

    @BeforeAll
    static void start() {
        cluster = SandboxCluster.start(SandboxSpec.named("behaviour"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Override
    KubeHttp connect() {
        return Sandboxes.connect(cluster);
    }
}
