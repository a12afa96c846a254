package dev.flotilla.engine;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Tag;

/// On real API servers: one member logs in with a client certificate, the other with a token.
@Tag("cluster")
class RealQuickstartTest extends QuickstartSuite {
    @Override
    List<Path> kubeconfigs(String... names) {
        List<RealCluster> clusters = RealClusters.members(names);
        return List.of(clusters.getFirst().kubeconfig(), clusters.getLast().tokenKubeconfig());
    }
}
