package dev.flotilla.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.RuleFailure;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings;
import dev.flotilla.engine.workspace.WorkspaceSettings.MemberSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What stays with the member when an object is sent again.
class DialectRulesTest {
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
              retainReplicas: RETAIN
              template: {spec: {replicas: 3}}
              placement: {clusterSelector: {}}
              overrides:
              - clusterName: two
                clusterOverrides:
                - {path: /spec/replicas, value: 2}
            ---
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedService
            metadata: {name: web, namespace: shop}
            spec:
              template: {spec: {ports: [{port: 80, protocol: TCP, nodePort: 30080}]}}
              placement: {clusterSelector: {}}
              overrides:
              - clusterName: two
                clusterOverrides:
                - {path: /spec/ports/0/nodePort, value: 30099}
            """;

    private static MapValue sentTo(String cluster, boolean retain, String kind, String live) {
        var settings = new WorkspaceSettings("test", WorkspaceSettings.EVERYTHING, null, "", "",
                List.of(new MemberSettings("one", null, null), new MemberSettings("two", null, null)));
        Workspace workspace = Workspace.empty(Path.of("test"), settings, List.of())
                .withText(new SourceFile("web.yaml", FEDERATED.replace("RETAIN", String.valueOf(retain))));
        Engine engine = Engine.standard();
        ObjectPlan object = engine.plan(workspace, Map.of(), Map.of(), null).objects().stream()
                .filter(one -> one.ref().kind().equals(kind)).findFirst().orElseThrow();
        var placed = object.on(cluster).orElseThrow();
        var desired = new Desired(placed.manifest(), object.dialect(), placed.replicas(), placed.delivery());
        try {
            return new DialectRules(engine.dialects()).retain(desired, new Manifest((MapValue) Json.read(live))).root();
        } catch (RuleFailure e) {
            throw new AssertionError(e);
        }
    }

    private static String replicasSentTo(String cluster, boolean retain) {
        return String.valueOf(sentTo(cluster, retain, "Deployment", """
                {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "namespace": "shop"},
                 "spec": {"replicas": 7}}""").at("spec", "replicas"));
    }

    @Test
    void retainedReplicasStayWithTheMember() {
        assertThat(replicasSentTo("one", true)).isEqualTo("7");
        assertThat(replicasSentTo("one", false)).isEqualTo("3");
    }

    @Test
    void anOverrideBeatsWhatIsRetained() {
        assertThat(replicasSentTo("two", true)).isEqualTo("2");
    }

    @Test
    void anOverrideBeatsAlsoWhatItsKindRetains() {
        String live = """
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "shop"},
                 "spec": {"ports": [{"port": 80, "protocol": "TCP", "nodePort": 31000}]}}""";

        assertThat(sentTo("one", false, "Service", live).listAt("spec", "ports").maps().getFirst().intAt("nodePort"))
                .isEqualTo(31000);
        assertThat(sentTo("two", false, "Service", live).listAt("spec", "ports").maps().getFirst().intAt("nodePort"))
                .isEqualTo(30099);
    }
}
