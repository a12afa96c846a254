package dev.flotilla.engine.dialect.kubefed.federate;

import java.util.List;
import java.util.Set;

import dev.flotilla.engine.dialect.kubefed.objects.EnabledTypes;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.DocumentReader;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FederationTest {
    private static final EnabledTypes CHART = EnabledTypes.of(List.of(), Release.V0_10);
    private static final TypeNames NAMES = new TypeNames(List.of());

    private static MapValue map(String json) {
        return (MapValue) Json.read(json);
    }

    @Test
    void aServiceLosesWhatItsClusterGaveIt() {
        var result = Federation.objects(
                List.of(map(
                        """
                                {"apiVersion": "v1", "kind": "Service",
                                 "metadata": {"name": "web", "namespace": "shop", "uid": "1", "labels": {"app": "web"}, "annotations": {"a": "b"}},
                                 "spec": {"clusterIP": "10.0.0.1", "clusterIPs": ["10.0.0.1"], "healthCheckNodePort": 30000,
                                          "ports": [{"port": 80, "nodePort": 31000}]},
                                 "status": {"loadBalancer": {}}}""")),
                NAMES, CHART);

        assertThat(result.manifests()).containsExactly(
                map("""
                        {"apiVersion": "types.kubefed.io/v1beta1", "kind": "FederatedService", "metadata": {"name": "web", "namespace": "shop"},
                         "spec": {"template": {"metadata": {"labels": {"app": "web"}}, "spec": {"ports": [{"port": 80}]}},
                                  "placement": {"clusterSelector": {"matchLabels": {}}}}}"""));
        assertThat(result.notes()).extracting(Federation.Note::code).containsExactly("kubefed.federate.annotations",
                "kubefed.federate.generated");
        assertThat(result.missing()).isEmpty();
    }

    @Test
    void aNamespaceBringsItsContentsButNotWhatOthersMade() {
        var result = Federation.namespace(
                map("{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"shop\"}, \"spec\": {\"finalizers\": [\"kubernetes\"]}}"),
                List.of(map(
                        "{\"apiVersion\": \"apps/v1\", \"kind\": \"Deployment\", \"metadata\": {\"name\": \"web\", \"namespace\": \"shop\"}}"),
                        map("""
                                {"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": {"name": "web-1", "namespace": "shop",
                                 "ownerReferences": [{"kind": "Deployment", "name": "web"}]}}"""),
                        map("{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"kube-root-ca.crt\", \"namespace\": \"shop\"}}"),
                        map("{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"settings\", \"namespace\": \"shop\"}}"),
                        map("{\"apiVersion\": \"networking.k8s.io/v1\", \"kind\": \"Ingress\", \"metadata\": {\"name\": \"web\", \"namespace\": \"shop\"}}"),
                        map("{\"apiVersion\": \"apps/v1\", \"kind\": \"StatefulSet\", \"metadata\": {\"name\": \"db\", \"namespace\": \"shop\"}}")),
                Set.of("CM", "networking.k8s.io"), NAMES, CHART);

        assertThat(result.manifests())
                .extracting(manifest -> manifest.textAt("kind") + " " + manifest.textAt("metadata", "namespace"))
                .containsExactly("FederatedNamespace shop", "FederatedDeployment shop", "FederatedStatefulSet shop");
        assertThat(result.notes()).extracting(note -> note.code() + " " + note.object()).containsExactly(
                "kubefed.federate.owned ReplicaSet shop/web-1", "kubefed.federate.skipped ConfigMap shop/kube-root-ca.crt",
                "kubefed.federate.skipped ConfigMap shop/settings", "kubefed.federate.skipped Ingress shop/web");
        assertThat(result.missing()).extracting(TargetType::configName).containsExactly("statefulsets.apps");
    }

    @Test
    void aJobCanBeCreatedAgain() {
        var result = Federation.objects(
                List.of(map(
                        """
                                {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "once", "namespace": "shop", "labels": {"controller-uid": "1"}},
                                 "spec": {"selector": {"matchLabels": {"controller-uid": "1"}},
                                          "template": {"metadata": {"labels": {"controller-uid": "1", "app": "once"}}}}}""")),
                NAMES, CHART);

        assertThat(result.manifests().getFirst().mapAt("spec", "template"))
                .isEqualTo(map("{\"spec\": {\"template\": {\"metadata\": {\"labels\": {\"app\": \"once\"}}}}}"));
    }

    @Test
    void typesAreFoundByEveryNameTheyHave() {
        for (String name : List.of("deploy", "Deployment", "deployments", "deployments.apps")) {
            assertThat(NAMES.meantBy(name)).singleElement()
                    .satisfies(found -> assertThat(found.type().kind()).isEqualTo("Deployment"));
        }
        assertThat(NAMES.meantBy("widgets")).isEmpty();
    }

    @Test
    void aTypeIsEnabledByAConfigAndACrd() {
        var enabled = Enabling.enable(NAMES.meantBy("sts").getFirst(), null, Enabling.Options.USUAL);

        assertThat(enabled.typeConfig()).isEqualTo(
                map("""
                        {"apiVersion": "core.kubefed.io/v1beta1", "kind": "FederatedTypeConfig",
                         "metadata": {"name": "statefulsets.apps", "namespace": "kube-federation-system"},
                         "spec": {"propagation": "Enabled",
                           "targetType": {"group": "apps", "version": "v1", "kind": "StatefulSet", "pluralName": "statefulsets", "scope": "Namespaced"},
                           "federatedType": {"group": "types.kubefed.io", "version": "v1beta1", "kind": "FederatedStatefulSet",
                                             "pluralName": "federatedstatefulsets", "scope": "Namespaced"}}}"""));
        assertThat(enabled.crd().textAt("metadata", "name")).isEqualTo("federatedstatefulsets.types.kubefed.io");
        assertThat(enabled.crd().mapAt("spec", "names")).isEqualTo(
                map("{\"kind\": \"FederatedStatefulSet\", \"plural\": \"federatedstatefulsets\", \"shortNames\": [\"fsts\"]}"));
        assertThat(enabled.crd().listAt("spec", "versions").get(0).at("schema", "openAPIV3Schema", "properties", "spec",
                "properties",
                "retainReplicas")).isNotNull();
    }

    private static Document typeConfig(String name, String target, String federated) {
        return DocumentReader.read(YamlReader.read(new SourceFile("type.yaml", """
                apiVersion: core.kubefed.io/v1beta1
                kind: FederatedTypeConfig
                metadata: {name: %s}
                spec: {propagation: Enabled, targetType: {%s, scope: Namespaced}, federatedType: {%s, scope: Namespaced}}
                """.formatted(name, target, federated)))).documents().getFirst();
    }

    /// What is enabled already and what is asked for.
    @ParameterizedTest(name = "{0} federated as {2}: {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            deployments.apps       | group: apps, version: v1, kind: Deployment, pluralName: deployments                    | types.kubefed.io/v1beta1/federateddeployments   | -
            deployments.apps       | group: apps, version: v1, kind: Deployment, pluralName: deployments                    | types.example.com/v1beta1/federateddeployments  | kubefed.enable.other-federated-type
            deployments.apps       | group: apps, version: v1, kind: Deployment, pluralName: deployments                    | types.kubefed.io/v1alpha1/federateddeployments  | kubefed.enable.other-federated-type
            deployments.apps       | group: apps, version: v1, kind: Deployment, pluralName: deployments                    | types.kubefed.io/v1beta1/deploymentsfederated   | kubefed.enable.other-federated-type
            deployments.extensions | group: extensions, version: v1beta1, kind: Deployment, pluralName: deployments         | types.kubefed.io/v1beta1/federateddeployments   | kubefed.enable.equivalent
            deployments.example.io | group: example.io, version: v1, kind: Deployment, pluralName: deployments              | types.kubefed.io/v1beta1/federateddeployments   | kubefed.enable.federated-type-taken
            deployments.example.io | group: example.io, version: v1, kind: Deployment, pluralName: deployments              | types.example.io/v1beta1/federateddeployments   | -
            """)
    void enablingRefusesWhatWouldChangeOrShareAFederatedType(String name, String target, String federated, String refusal) {
        String[] parts = federated.split("/");
        Document config = typeConfig(name, target, "group: " + parts[0] + ", version: " + parts[1]
                + ", kind: FederatedDeployment, pluralName: " + parts[2]);

        var found = Enabling.conflict(NAMES.meantBy("deploy").getFirst(), Enabling.Options.USUAL,
                EnabledTypes.exactly(List.of(config)));

        assertThat(found.orElse(null)).isEqualTo(refusal);
    }

    @Test
    void aCrdBringsItsOwnType() {
        MapValue crd = map(
                """
                        {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "widgets.example.com"},
                         "spec": {"group": "example.com", "scope": "Cluster", "names": {"kind": "Widget", "plural": "widgets", "shortNames": ["wi"]},
                                  "versions": [{"name": "v1alpha1", "served": true, "storage": true,
                                    "schema": {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}]}}""");
        var enabled = Enabling.enable(new TypeNames(List.of(crd)).meantBy("wi").getFirst(), crd, Enabling.Options.USUAL);

        assertThat(enabled.lacksSchema()).isTrue();
        assertThat(enabled.typeConfig().textAt("metadata", "name")).isEqualTo("widgets.example.com");
        assertThat(enabled.crd().textAt("spec", "scope")).isEqualTo("Cluster");
        assertThat(enabled.crd().listAt("spec", "versions").get(0).at("schema", "openAPIV3Schema", "properties", "spec",
                "properties",
                "template")).isNotNull();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{name: web, namespace: shop}", "{name: web, annotations: {a: b}}",
            "{name: web, annotations: {kubefed.io/orphan: \"True\", a: b}}", "\n  name: web  # the shop's\n  namespace: shop"})
    void orphaningIsTypedIntoTheTextAndOutAgain(String metadata) {
        Document plain = federated(metadata);
        Document marked = read(edited(plain, true));

        assertThat(Orphaning.isEnabled(plain.manifest().root())).isFalse();
        assertThat(Orphaning.isEnabled(marked.manifest().root())).isTrue();
        assertThat(marked.manifest().root().textAt("metadata", "name")).isEqualTo("web");
        assertThat(Orphaning.edit(marked, true)).as("once is enough").isEmpty();
        Document bare = read(edited(marked, false));
        assertThat(bare.manifest().annotations()).doesNotContainKey("kubefed.io/orphan");
        assertThat(bare.manifest().annotations().containsKey("a")).isEqualTo(plain.manifest().annotations().containsKey("a"));
        assertThat(bare.source().source().text().contains("# the shop's")).isEqualTo(metadata.contains("#"));
    }

    private static Document federated(String metadata) {
        return read("kind: FederatedDeployment\nmetadata: " + metadata + "\nspec: {}\n");
    }

    private static Document read(String yaml) {
        return DocumentReader.read(YamlReader.read(new SourceFile("web.yaml", "apiVersion: types.kubefed.io/v1beta1\n" + yaml
                .replace("apiVersion: types.kubefed.io/v1beta1\n", "")))).documents().getFirst();
    }

    private static String edited(Document document, boolean on) {
        var edit = Orphaning.edit(document, on).orElseThrow();
        String text = document.source().source().text();
        return text.substring(0, edit.range().start()) + edit.newText() + text.substring(edit.range().end());
    }
}
