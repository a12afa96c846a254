package dev.flotilla.engine.dialect.kubefed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.plan.PlanRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Each mistake is found at its line and column, and its quick fix settles it.
class FindingsTest {
    private static final String NAMESPACE = """
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedNamespace
            metadata: {name: shop, namespace: shop}
            spec: {placement: {clusterSelector: {}}}
            """;

    private static Plans plans(String yaml) {
        return Plans.over("eu", "us").with("namespace.yaml", NAMESPACE).with("test.yaml", yaml);
    }

    private static List<String> findings(String yaml) {
        return plans(yaml).findings();
    }

    private static String deployment(String spec) {
        return """
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedDeployment
                metadata: {name: web, namespace: shop}
                spec:
                """ + spec.indent(2);
    }

    /// The text after the first quick fix of the finding with this code.
    private static String fixed(String yaml, String code) {
        Diagnostic finding = plans(yaml).plan().diagnostics().stream().filter(found -> found.code().equals(code)).findFirst()
                .orElseThrow();
        QuickFix fix = finding.fixes().getFirst();
        var text = new StringBuilder(yaml);
        fix.edits().stream().sorted(Comparator.comparingInt((TextEdit edit) -> edit.range().start()).reversed())
                .forEach(edit -> text.replace(edit.range().start(), edit.range().end(), edit.newText()));
        return text.toString();
    }

    private static void settles(String yaml, String code) {
        assertThat(findings(yaml)).anyMatch(line -> line.endsWith(" " + code));
        assertThat(findings(fixed(yaml, code))).noneMatch(line -> line.endsWith(" " + code));
    }

    @Test
    void aSoundObjectHasNone() {
        assertThat(findings(deployment("""
                template: {spec: {replicas: 1}}
                placement: {clusters: [{name: eu}]}
                """))).isEmpty();
    }

    @Test
    void anOperationThatNobodyKnowsIsOneMistake() {
        assertThat(findings(deployment("""
                template: {spec: {replicas: 1}}
                placement: {clusters: [{name: eu}]}
                overrides: [{clusterName: eu, clusterOverrides: [{op: move, path: /spec/paused}]}]
                """))).containsExactly("7:57 kubefed.not-one-of");
    }

    @Test
    void aNamespaceThatIsNotFederatedIsOneMistakeAlsoForAPreferenceThatIntersectsWithIt() {
        String yaml = """
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedDeployment
                metadata: {name: web, namespace: lost}
                spec: {template: {spec: {replicas: 1}}, placement: {clusterSelector: {}}}
                ---
                apiVersion: scheduling.kubefed.io/v1alpha1
                kind: ReplicaSchedulingPreference
                metadata: {name: web, namespace: lost}
                spec: {targetKind: FederatedDeployment, totalReplicas: 3, intersectWithClusterSelector: true}
                """;
        String limited = """
                apiVersion: core.kubefed.io/v1beta1
                kind: KubeFedConfig
                metadata: {name: kubefed, namespace: lost}
                spec: {scope: Namespaced}
                """;

        assertThat(findings(yaml)).containsExactly("3:34 kubefed.namespace-not-federated");
        assertThat(Plans.over("eu", "us").with("config.yaml", limited).with("test.yaml", yaml).findings())
                .containsExactly("9:7 kubefed.preference-needs-namespace");
    }

    /// Of a kind that the workspace itself defines, as well as of Kubernetes' own.
    @Test
    void aTemplateIsHeldAgainstTheDefinitionOfItsKind() {
        String widgets = """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.example.com}
                spec:
                  group: example.com
                  scope: Namespaced
                  names: {kind: Widget, plural: widgets}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {
                      size: {type: %s}, colour: {type: string}}}}}}
                """;
        String config = """
                apiVersion: core.kubefed.io/v1beta1
                kind: FederatedTypeConfig
                metadata: {name: widgets.example.com}
                spec:
                  federatedType: {group: types.kubefed.io, version: v1beta1, kind: FederatedWidget, pluralName: federatedwidgets, scope: Namespaced}
                  targetType: {group: example.com, version: v1, kind: Widget, pluralName: widgets, scope: Namespaced}
                  propagation: Enabled
                """;
        String widget = """
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedWidget
                metadata: {name: big, namespace: shop}
                spec:
                  placement: {clusters: [{name: eu}]}
                  template: {spec: {size: "3", color: red, shape: round}}
                """;
        Plans plans = plans(widget).with("config.yaml", config).with("crd.yaml", widgets.formatted("integer"));

        assertThat(plans.findings()).containsExactly("6:27 document.wrong-type", "6:32 document.misspelt-field",
                "6:44 document.unknown-field");

        // With another definition the same documents are looked at again.
        var documents = new ArrayList<>(plans.documents());
        documents.removeLast();
        documents.addAll(Plans.over("eu").with("crd.yaml", widgets.formatted("string")).documents());
        var request = new PlanRequest(documents, plans.request(null).fleet(), "", Map.of(), plans.plan());
        assertThat(new KubeFedDialect().plan(request).diagnostics()).extracting(Diagnostic::code)
                .containsExactly("document.misspelt-field", "document.unknown-field");
    }

    @Test
    void aMisspeltFieldIsDroppedByTheServer() {
        String yaml = deployment("""
                template: {spec: {replicas: 1}}
                placment: {clusters: [{name: eu}]}
                placement: {clusters: [{name: eu}]}
                """);

        assertThat(findings(yaml)).containsExactly("6:3 kubefed.unknown-field");
        assertThat(fixed(yaml, "kubefed.unknown-field")).contains("  placement: {clusters: [{name: eu}]}\n  placement:");
    }

    @Test
    void aClusterThatNobodyKnows() {
        String yaml = deployment("""
                template: {}
                placement:
                  clusters:
                  - name: eu
                  - name: usa
                """);

        assertThat(findings(yaml)).containsExactly("9:13 kubefed.unknown-cluster");
        settles(yaml, "kubefed.unknown-cluster");
    }

    @Test
    void aSelectorBesideAListIsHidden() {
        String yaml = deployment("""
                template: {}
                placement:
                  clusters:
                  - name: eu
                  clusterSelector:
                    matchExpressions:
                    - {key: tier, operator: In}
                """);

        assertThat(findings(yaml)).containsExactly("9:5 kubefed.selector-hidden", "11:31 kubefed.selector-needs-values");
        assertThat(plans(yaml).split("Deployment/web")).isEqualTo("eu=1");
        settles(yaml, "kubefed.selector-hidden");
    }

    @Test
    void aBrokenSelectorStopsTheObject() {
        var broken = plans(deployment("""
                template: {}
                placement:
                  clusterSelector:
                    matchExpressions:
                    - key: tier
                      operator: Inn
                      values: [gold]
                """));

        assertThat(broken.findings()).containsExactly("10:19 kubefed.selector-operator");
        assertThat(broken.split("Deployment/web")).isEmpty();
        assertThat(broken.object("Deployment/web").error()).isNotNull()
                .satisfies(error -> assertThat(error.code()).isEqualTo("kubefed.compute-placement-failed"));
    }

    @Test
    void overridesThatStopEveryCluster() {
        String twice = deployment("""
                template: {spec: {paused: true}}
                placement: {clusters: [{name: eu}, {name: us}]}
                overrides:
                - clusterName: eu
                  clusterOverrides:
                  - path: /spec/paused
                    value: false
                  - path: /spec/paused
                    op: remove
                """);
        String forbidden = deployment("""
                template: {spec: {paused: true}}
                placement: {clusters: [{name: eu}]}
                overrides:
                - clusterName: us
                  clusterOverrides:
                  - path: /metadata/name
                    value: other
                """);

        assertThat(findings(twice)).containsExactly("12:13 kubefed.path-twice");
        assertThat(plans(twice).split("Deployment/web")).isEmpty();
        settles(twice, "kubefed.path-twice");
        assertThat(findings(forbidden)).contains("10:13 kubefed.forbidden-path");
        settles(forbidden, "kubefed.forbidden-path");
    }

    @Test
    void anOverrideThatCannotBeAppliedFailsItsOwnClusterOnly() {
        var plans = plans(deployment("""
                template: {spec: {template: {spec: {containers: [{name: web}]}}}}
                placement: {clusters: [{name: eu}, {name: us}]}
                overrides:
                - clusterName: eu
                  clusterOverrides:
                  - path: /spec/template/spec/containers/3/image
                    value: nginx
                """));

        assertThat(plans.findings()).containsExactly("10:13 kubefed.patch.index-out-of-range");
        assertThat(plans.split("Deployment/web")).isEqualTo("us=1");
    }

    @Test
    void overridesThatDoOtherThanTheySay() {
        String slash = deployment("""
                template: {spec: {replicas: 1}}
                placement: {clusters: [{name: eu}]}
                overrides:
                - clusterName: eu
                  clusterOverrides:
                  - {path: spec/replicas, value: 5}
                """);
        String labels = deployment("""
                template: {metadata: {labels: {app: web, team: a}}}
                placement: {clusters: [{name: eu}]}
                overrides:
                - clusterName: eu
                  clusterOverrides:
                  - path: /metadata/labels
                    op: add
                    value: {tier: gold}
                """);
        String annotation = deployment("""
                template: {spec: {replicas: 1}}
                placement: {clusters: [{name: eu}]}
                overrides:
                - clusterName: eu
                  clusterOverrides:
                  - path: /metadata/annotations/example.com~1a
                    op: add
                    value: b
                """);

        assertThat(findings(slash)).containsExactly("10:14 kubefed.path-without-slash");
        assertThat(fixed(slash, "kubefed.path-without-slash")).contains("{path: /spec/replicas, value: 5}");
        assertThat(findings(labels)).containsExactly("10:13 kubefed.map-replaced");
        settles(labels, "kubefed.map-replaced");
        assertThat(
                plans(fixed(labels, "kubefed.map-replaced")).manifest("Deployment/web", "eu").mapAt("metadata", "labels").texts())
                .containsEntry("app", "web").containsEntry("tier", "gold");
        assertThat(findings(annotation)).contains("10:13 kubefed.patch.missing-parent", "10:13 kubefed.annotations-absent");
        assertThat(plans(fixed(annotation, "kubefed.annotations-absent")).manifest("Deployment/web", "eu")
                .mapAt("metadata", "annotations")
                .texts()).containsExactly(java.util.Map.entry("example.com/a", "b"));
    }

    @Test
    void aTemplateThatDoesNotArriveAsWritten() {
        assertThat(findings(deployment("""
                template:
                  apiVersion: apps/v1beta2
                  kind: ReplicaSet
                  metadata:
                    name: other
                    annotations: {a: b}
                    resourceVersion: "4"
                  status: {replicas: 1}
                placement: {clusters: [{name: eu}]}
                """))).containsExactly("10:7 kubefed.annotations-stripped", "9:13 kubefed.identity-overwritten",
                "7:11 kubefed.identity-overwritten", "6:17 kubefed.api-version-kept", "11:7 kubefed.server-field",
                "12:5 kubefed.server-field");
    }

    @Test
    void aNamespaceThatIsNotFederated() {
        var lonely = Plans.over("eu").with("""
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedConfigMap
                metadata: {name: settings, namespace: elsewhere}
                spec: {template: {data: {a: b}}, placement: {clusterSelector: {}}}
                """);

        assertThat(lonely.findings()).containsExactly("3:39 kubefed.namespace-not-federated");
        assertThat(lonely.split("ConfigMap/settings")).isEmpty();
    }

    @Test
    void aTypeThatNobodyEnabled() {
        String yaml = """
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedStatefulSet
                metadata: {name: db, namespace: shop}
                spec: {template: {spec: {replicas: 1}}, placement: {clusterSelector: {}}}
                """;
        String enabled = """
                apiVersion: core.kubefed.io/v1beta1
                kind: FederatedTypeConfig
                metadata: {name: statefulsets.apps, namespace: kube-federation-system}
                spec:
                  propagation: Enabled
                  targetType: {group: apps, version: v1, kind: StatefulSet, pluralName: statefulsets, scope: Namespaced}
                  federatedType: {group: types.kubefed.io, version: v1beta1, kind: FederatedStatefulSet, pluralName: federatedstatefulsets, scope: Namespaced}
                """;

        assertThat(findings(yaml)).containsExactly("2:7 kubefed.type-not-enabled");
        assertThat(plans(yaml + "---\n" + enabled).split("StatefulSet/db")).isEqualTo("eu=1 us=1");
    }

    @Test
    void aPreferenceThatIsNotWhatItSeems() {
        String target = deployment("""
                template: {spec: {replicas: 1}}
                placement: {clusterSelector: {}}
                overrides:
                - clusterName: eu
                  clusterOverrides:
                  - {path: /spec/replicas, value: 5}
                """);
        String preference = """
                ---
                apiVersion: scheduling.kubefed.io/v1alpha1
                kind: ReplicaSchedulingPreference
                metadata: {name: web, namespace: shop}
                spec:
                  targetKind: FederatedDeployment
                  totalReplicas: 6
                  clusters:
                    eu: {weight: 1, minReplicas: 3, maxReplicas: 2}
                    uss: {weight: 1}
                """;

        assertThat(findings(target + preference)).containsExactlyInAnyOrder("10:14 kubefed.replicas-fought-over",
                "17:18 kubefed.replicas-dropped", "18:3 kubefed.preference-unnamed", "19:34 kubefed.min-over-max",
                "20:5 kubefed.unknown-cluster");
        assertThat(findings(preference.replace("---\n", ""))).contains("3:18 kubefed.preference-without-target");
    }

    @Test
    void whatTheWebhooksRefuse() {
        assertThat(findings(
                """
                        apiVersion: core.kubefed.io/v1beta1
                        kind: KubeFedCluster
                        metadata: {name: eu, namespace: kube-federation-system}
                        spec:
                          apiEndpoint: ftp://eu
                          secretRef: {name: Bad_Name}
                          disabledTLSValidations: ["*", SubjectName]
                          proxyURL: ftp://proxy
                        ---
                        apiVersion: core.kubefed.io/v1beta1
                        kind: FederatedTypeConfig
                        metadata: {name: deployments, namespace: kube-federation-system}
                        spec:
                          propagation: On
                          targetType: {group: apps, version: v1, kind: Deployment, pluralName: deployments, scope: Namespaced}
                          federatedType: {group: types, version: v1beta1, kind: FederatedDeployment, pluralName: federateddeployments, scope: Namespaced}
                        ---
                        apiVersion: core.kubefed.io/v1beta1
                        kind: KubeFedConfig
                        metadata: {name: kubefed, namespace: kube-federation-system}
                        spec:
                          scope: World
                          controllerDuration: {availableDelay: soon}
                          leaderElect: {leaseDuration: 5s}
                          featureGates:
                          - {name: PushReconciler, configuration: Enabled}
                          - {name: PushReconciler, configuration: Disabled}
                          clusterHealthCheck: {failureThreshold: 0}
                        """))
                .containsExactlyInAnyOrder("5:16 kubefed.endpoint-scheme", "6:21 kubefed.not-a-subdomain",
                        "7:28 kubefed.star-alone",
                        "8:13 kubefed.proxy-scheme", "12:18 kubefed.type-config-name", "14:16 kubefed.wrong-type",
                        "16:26 kubefed.group-needs-dot",
                        "22:10 kubefed.not-one-of", "23:40 kubefed.not-a-duration", "24:32 kubefed.lease-too-short",
                        "27:12 kubefed.gate-twice",
                        "28:42 kubefed.not-positive");
    }
}
