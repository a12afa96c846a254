package dev.flotilla.engine;

import java.nio.file.Path;

import org.junit.jupiter.api.Tag;

/// On a real etcd and kube-apiserver.
@Tag("cluster")
class RealKubeFedHostTest extends KubeFedHostSuite {
    @Override
    Path kubeconfig() {
        return RealClusters.host("kubefed-host").kubeconfig();
    }
}
