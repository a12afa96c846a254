package dev.flotilla.app.cli;

/// Documents that tests of several commands start from.
final class Samples {
    private Samples() {}

    /// A Deployment and the policy that places it.
    ///
    /// @param members such as `one, two`
    static String web(int replicas, String members) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: default}
                spec:
                  replicas: %d
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: nginx, image: nginx}]}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: web, namespace: default}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                  placement: {clusterAffinity: {clusterNames: [%s]}}
                """.formatted(replicas, members);
    }
}
