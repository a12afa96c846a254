package dev.flotilla.engine.dialect.kubefed;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What stays with the member, where whole plans are at hand.
class RetentionTest {
    private static final String FEDERATED = """
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedNamespace
            metadata: {name: shop, namespace: shop}
            spec: {placement: {clusterSelector: {}}}
            ---
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedDeployment
            metadata: {name: web, namespace: shop}
            spec:
              retainReplicas: true
              template: {spec: {replicas: 3}}
              placement: {clusterSelector: {}}
              overrides:
              - clusterName: two
                clusterOverrides:
                - {path: /spec/replicas, value: 2}
            """;

    private static Value replicasSentTo(String cluster) {
        var object = Plans.over("one", "two").with(FEDERATED).object("Deployment/web");
        var live = new Manifest((MapValue) Json
                .read("""
                        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "namespace": "shop"}, "spec": {"replicas": 7}}"""));
        Value replicas = new KubeFedDialect().retain(object, object.on(cluster).orElseThrow(), live).at("spec", "replicas");
        return replicas == null ? Value.NULL : replicas;
    }

    @Test
    void aRetainedReplicaCountStaysWithTheMember() {
        assertThat(replicasSentTo("one")).hasToString("7");
    }

    @Test
    void anOverrideBeatsWhatIsRetained() {
        assertThat(replicasSentTo("two")).hasToString("2");
    }
}
