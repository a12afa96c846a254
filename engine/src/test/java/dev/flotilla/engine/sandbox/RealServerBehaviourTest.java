package dev.flotilla.engine.sandbox;

import dev.flotilla.engine.Pem;
import dev.flotilla.engine.RealClusters;
import org.junit.jupiter.api.Tag;

/// The suite on a real API server: what keeps the sandbox honest.
@Tag("cluster")
class RealServerBehaviourTest extends ApiServerBehaviour {
    @Override
    KubeHttp connect() {
        var cluster = RealClusters.member("worker01");
        return new KubeHttp(cluster.server(), cluster.token(), Pem.trusting(cluster.caFile()));
    }
}
