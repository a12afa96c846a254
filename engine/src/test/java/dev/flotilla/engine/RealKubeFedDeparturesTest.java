package dev.flotilla.engine;

import java.nio.file.Path;

import org.junit.jupiter.api.Tag;

/// On real API servers.
@Tag("cluster")
class RealKubeFedDeparturesTest extends KubeFedDeparturesSuite {
    @Override
    Path host() {
        return RealClusters.member("worker01").kubeconfig().toAbsolutePath();
    }

    @Override
    Path other() {
        return RealClusters.member("worker02").kubeconfig().toAbsolutePath();
    }
}
