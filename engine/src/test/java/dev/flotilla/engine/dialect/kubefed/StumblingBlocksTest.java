package dev.flotilla.engine.dialect.kubefed;

import java.util.List;
import java.util.Map;

import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.value.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What users of KubeFed stumbled over, from its issue tracker: what it does, and that it is told.
class StumblingBlocksTest {
    private static final String NAMESPACE = """
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedNamespace
            metadata: {name: shop, namespace: shop}
            spec: {placement: {clusterSelector: {}}}
            ---
            """;

    private static String deployment(String placement, String overrides) {
        return deployment("metadata: {labels: {app: web}}", placement, overrides);
    }

    private static String deployment(String metadata, String placement, String overrides) {
        return """
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedDeployment
                metadata: {name: web, namespace: shop}
                spec:
                  template:
                    %s
                    spec: {replicas: 3, template: {spec: {containers: [{name: web, image: nginx, env: [{name: A, value: b}]}]}}}
                  placement: %s
                  overrides: %s
                """.formatted(metadata, placement, overrides);
    }

    private static Plans over(String yaml) {
        return Plans.over(MemberCluster.named("a").withLabels(Map.of("env", "prod")), MemberCluster.named("b")).with(yaml);
    }

    private static String error(Plans plans, String object) {
        Reason error = plans.object(object).error();
        return error == null ? "" : error.code();
    }

    private static List<String> codes(Plans plans) {
        return plans.plan().diagnostics().stream().map(found -> found.code()).sorted().toList();
    }

    /// @param split    who gets how many; empty for nobody
    /// @param findings all that is told, sorted
    @ParameterizedTest(name = "placement {0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                             | ``      | kubefed.placed-nowhere
            {clusters: []}                                 | ``      | kubefed.placed-nowhere
            {clusterSelector: {}}                          | a=3 b=3 | ``
            {clusters: [], clusterSelector: {}}            | ``      | kubefed.selector-hidden
            {clusters: [{name: b}], clusterSelector: {matchLabels: {env: prod}}} | b=3 | kubefed.selector-hidden
            {clusters: [{name: a}], clusterSelector: {matchExpressions: [{key: x, operator: In}]}} | a=3 | kubefed.selector-hidden kubefed.selector-needs-values
            {clusterSelector: {matchExpressions: [{key: x, operator: In}]}} | `` | kubefed.selector-needs-values
            {clusters: [{name: wrong}, {name: a}]}         | a=3     | kubefed.unknown-cluster
            """)
    void aPlacementMeansWhatItSays(String placement, String split, String findings) {
        Plans plans = over(NAMESPACE + deployment(placement, "[]"));

        assertThat(plans.split("Deployment/web")).isEqualTo(split);
        assertThat(String.join(" ", codes(plans))).isEqualTo(findings);
        assertThat(error(plans, "Deployment/web"))
                .isEqualTo(findings.equals("kubefed.selector-needs-values") ? "kubefed.compute-placement-failed" : "");
    }

    @ParameterizedTest(name = "override {0} of a: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # overrides of a                                                     | who gets it | what is told
            {op: add, path: /metadata/labels, value: {x: y}}                     | a=3 b=3 | kubefed.map-replaced
            {path: /metadata/labels/kubefed.io~1managed, value: "false"}         | a=3 b=3 | kubefed.managed-label-forced
            {path: /metadata/name, value: other}                                 | ``      | kubefed.forbidden-path
            {path: /spec/template/spec/containers/1/image, value: x}             | b=3     | kubefed.patch.index-out-of-range
            {path: spec/replicas, value: 5}                                      | a=3 b=3 | kubefed.path-without-slash
            {path: /spec/template/spec/containers/0/imagePullPolicy, value: x}   | a=3 b=3 | ``
            {op: add, path: /spec/template/spec/containers/0/env, value: []}     | a=3 b=3 | kubefed.list-replaced
            {op: add, path: /spec/template/spec/containers/0/args/-, value: x}   | b=3     | kubefed.patch.missing-parent
            {path: /spec/replicas}                                               | a=1 b=3 | kubefed.value-missing
            {op: add, path: /metadata/annotations, value: {foo: x}}              | a=3 b=3 | kubefed.annotations-wiped
            {op: add, path: /metadata/annotations/foo, value: x}                 | b=3     | kubefed.annotations-absent kubefed.patch.missing-parent
            {path: "", value: 5}                                                 | a=3 b=3 | kubefed.replaces-nothing
            """)
    void anOverrideDoesWhatItDoes(String override, String split, String findings) {
        Plans plans = over(NAMESPACE + deployment("{clusterSelector: {}}",
                "[{clusterName: a, clusterOverrides: [" + override + "]}]"));

        assertThat(plans.split("Deployment/web")).isEqualTo(split);
        assertThat(String.join(" ", codes(plans))).isEqualTo(findings);
    }

    /// One mistake anywhere in `overrides` stops every cluster, also those that it does not name.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            two entries for a       | [{clusterName: a}, {clusterName: a}]                                                        | kubefed.cluster-overridden-twice
            one path twice          | [{clusterName: a, clusterOverrides: [{op: remove, path: /x}, {op: add, path: /x, value: 1}]}] | kubefed.path-twice
            a cluster not placed on | [{clusterName: b, clusterOverrides: [{path: /kind, value: X}]}]                             | kubefed.forbidden-path
            """)
    void whatCannotBeReadStopsEveryCluster(String what, String overrides, String code) {
        Plans plans = over(NAMESPACE + deployment("{clusters: [{name: a}]}", overrides));

        assertThat(plans.split("Deployment/web")).as(what).isEmpty();
        assertThat(error(plans, "Deployment/web")).isEqualTo("kubefed.overrides-unreadable");
        assertThat(codes(plans)).contains(code);
    }

    @Test
    void theTemplatesIdentityAnnotationsAndFinalizersDoNotArrive() {
        Plans plans = over(NAMESPACE + deployment("""
                apiVersion: apps/v1beta2
                    kind: Foo
                    metadata: {name: x, namespace: y, annotations: {a: b}, finalizers: [f], ownerReferences: [{uid: u}]}""",
                "{clusters: [{name: a}]}", "[]"));

        assertThat(plans.manifest("Deployment/web", "a").without("spec")).isEqualTo(Json.read("""
                {"apiVersion": "apps/v1beta2", "kind": "Deployment", "metadata": {"name": "web", "namespace": "shop",
                 "ownerReferences": [{"uid": "u"}], "labels": {"kubefed.io/managed": "true"}}}"""));
        assertThat(codes(plans)).contains("kubefed.annotations-stripped", "kubefed.finalizers-stripped",
                "kubefed.identity-overwritten", "kubefed.api-version-kept");
    }

    @Test
    void theCoreGroupIsWrittenAsPeopleWriteIt() {
        Plans plans = over(NAMESPACE + """
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedConfigMap
                metadata: {name: web, namespace: shop}
                spec: {template: {data: {a: b}}, placement: {clusters: [{name: a}]}}
                """);

        assertThat(plans.manifest("ConfigMap/web", "a").textAt("apiVersion")).isEqualTo("v1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a namespace that goes to a only       | metadata: {name: shop, namespace: shop} | {clusters: [{name: a}]} | a=3     | kubefed.filtered-by-namespace
            a namespace stored in another         | metadata: {name: shop, namespace: bar}  | {clusterSelector: {}}   | ``      | kubefed.namespace-not-federated
            """)
    void theNamespaceFiltersWithoutAWord(String what, String metadata, String placement, String split, String finding) {
        Plans plans = over("""
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedNamespace
                %s
                spec: {placement: %s}
                ---
                """.formatted(metadata, placement) + deployment("{clusters: [{name: a}, {name: b}]}", "[]"));

        assertThat(plans.split("Deployment/web")).as(what).isEqualTo(split.replace("``", ""));
        assertThat(codes(plans)).contains(finding);
    }

    @Test
    void aFederatedDefaultNamespaceOnlyLetsObjectsIn() {
        Plans plans = over((NAMESPACE + deployment("{clusterSelector: {}}", "[]")).replace("shop", "default"));

        assertThat(plans.object("Namespace/default").placements()).isEmpty();
        assertThat(plans.split("Deployment/web")).isEqualTo("a=3 b=3");
        assertThat(codes(plans)).containsExactly("kubefed.system-namespace");
    }

    @Test
    void aControlPlaneOfOneNamespaceNeedsNoFederatedNamespace() {
        String config = """
                apiVersion: core.kubefed.io/v1beta1
                kind: KubeFedConfig
                metadata: {name: kubefed, namespace: shop}
                spec: {scope: Namespaced}
                ---
                """;

        assertThat(over(config + deployment("{clusterSelector: {}}", "[]")).split("Deployment/web")).isEqualTo("a=3 b=3");
        assertThat(error(over(deployment("{clusterSelector: {}}", "[]")), "Deployment/web"))
                .isEqualTo("kubefed.namespace-not-federated");
    }

    @Test
    void aClusterThatIsNotReadyKeepsItsPlaceAndGetsNothing() {
        Plans plans = Plans.over(MemberCluster.named("a"), MemberCluster.named("b").withReadiness(Readiness.NOT_READY))
                .with(NAMESPACE + deployment("{clusterSelector: {}}", "[]"));

        StepResult stop = plans.decision("Deployment/web", "b").stoppedAt();

        assertThat(stop).isNotNull();
        assertThat(stop.step()).isEqualTo("readiness");
        assertThat(plans.object("Deployment/web").on("b").orElseThrow().delivery().suspended()).isTrue();
    }

    private static String preference(String spec) {
        return """
                ---
                apiVersion: scheduling.kubefed.io/v1alpha1
                kind: ReplicaSchedulingPreference
                metadata: {name: web, namespace: shop}
                spec: %s
                """.formatted(spec);
    }

    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what                          | the namespace's placement | preference                                                  | split   | what is told
            a kind that is not scheduled    | {clusterSelector: {}}     | {targetKind: Deployment, totalReplicas: 4}                  | a=3 b=3 | kubefed.preference-kind
            replicas nobody will ever see   | {clusters: [{name: a}]}   | {targetKind: FederatedDeployment, totalReplicas: 4}         | a=2     | kubefed.replicas-lost
            a list where a selector is read | {clusters: [{name: a}]}   | {targetKind: FederatedDeployment, totalReplicas: 4, intersectWithClusterSelector: true} | a=3 | kubefed.preference-empty-intersection
            everybody who is not named      | {clusterSelector: {}}     | {targetKind: FederatedDeployment, totalReplicas: 4, clusters: {a: {weight: 1}}} | a=4 b=0 | kubefed.preference-unnamed
            a weight of nothing             | {clusterSelector: {}}     | {targetKind: FederatedDeployment, totalReplicas: 4, clusters: {"*": {}}} | a=0 b=0 | kubefed.no-weights
            a minimum that starves another  | {clusterSelector: {}}     | {targetKind: FederatedDeployment, totalReplicas: 4, clusters: {"*": {weight: 1, minReplicas: 3}}} | a=3 b=1 | kubefed.minimum-starved
            nothing at all                  | {clusterSelector: {}}     | {targetKind: FederatedDeployment, totalReplicas: 0}         | a=0 b=0 | ``
            """)
    void aPreferenceIsSilentAboutWhatItDoesNotDo(String what, String namespace, String preference, String split, String finding) {
        Plans plans = over(NAMESPACE.replace("{clusterSelector: {}}", namespace) + deployment("{clusterSelector: {}}", "[]")
                + preference(preference));

        assertThat(plans.split("Deployment/web")).as(what).isEqualTo(split);
        if (!finding.isEmpty()) assertThat(codes(plans)).contains(finding);
    }

    @Test
    void aPreferenceAndReplicasOfOnesOwnFight() {
        String retained = NAMESPACE + deployment("{clusterSelector: {}}",
                "[{clusterName: a, clusterOverrides: [{path: /spec/replicas, value: 9}]}]\n  retainReplicas: true");

        assertThat(codes(over(retained))).containsExactly("kubefed.retain-overridden");
        Plans fought = over(retained + preference("{targetKind: FederatedDeployment, totalReplicas: 4}"));
        assertThat(codes(fought)).contains("kubefed.replicas-fought-over", "kubefed.retain-overridden");
        assertThat(fought.split("Deployment/web")).isEqualTo("a=2 b=2");
    }

    @Test
    void whatOneServerMakesUpAnotherRefuses() {
        Plans plans = over(NAMESPACE + """
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedJob
                metadata: {name: once, namespace: shop}
                spec:
                  template: {spec: {selector: {matchLabels: {controller-uid: x}}, template: {}}}
                  placement: {clusterSelector: {}}
                ---
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedServiceAccount
                metadata: {name: robot, namespace: shop}
                spec:
                  template: {secrets: [{name: token}]}
                  placement: {clusterSelector: {}}
                ---
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedService
                metadata: {name: web, namespace: shop}
                spec:
                  template: {spec: {ports: [{port: 80}]}}
                  placement: {clusterSelector: {}}
                """);

        assertThat(codes(plans)).containsExactly("kubefed.job-selector", "kubefed.port-without-protocol",
                "kubefed.secrets-overwritten");
    }
}
