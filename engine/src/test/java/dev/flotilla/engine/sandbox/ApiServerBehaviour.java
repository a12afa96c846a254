package dev.flotilla.engine.sandbox;

import org.junit.jupiter.api.Nested;

/// What Flotilla expects of an API server. Runs unchanged on sandboxes and on real servers: where the two differ, the sandbox is
/// wrong.
abstract class ApiServerBehaviour {
    /// A server to talk to; closed after each test.
    abstract KubeHttp connect();

    @Nested
    class Discovery extends DiscoveryBehaviour {
        @Override
        KubeHttp connect() {
            return ApiServerBehaviour.this.connect();
        }
    }

    @Nested
    class Objects extends ObjectsBehaviour {
        @Override
        KubeHttp connect() {
            return ApiServerBehaviour.this.connect();
        }
    }

    @Nested
    class Lists extends ListsBehaviour {
        @Override
        KubeHttp connect() {
            return ApiServerBehaviour.this.connect();
        }
    }

    @Nested
    class Watches extends WatchesBehaviour {
        @Override
        KubeHttp connect() {
            return ApiServerBehaviour.this.connect();
        }
    }

    @Nested
    class Patches extends PatchesBehaviour {
        @Override
        KubeHttp connect() {
            return ApiServerBehaviour.this.connect();
        }
    }

    @Nested
    class Deployments extends DeploymentsBehaviour {
        @Override
        KubeHttp connect() {
            return ApiServerBehaviour.this.connect();
        }
    }

    @Nested
    class Applying extends ApplyingBehaviour {
        @Override
        KubeHttp connect() {
            return ApiServerBehaviour.this.connect();
        }
    }

    @Nested
    class CustomKinds extends CustomKindsBehaviour {
        @Override
        KubeHttp connect() {
            return ApiServerBehaviour.this.connect();
        }
    }

    @Nested
    class Workloads extends WorkloadsBehaviour {
        @Override
        KubeHttp connect() {
            return ApiServerBehaviour.this.connect();
        }
    }
}
