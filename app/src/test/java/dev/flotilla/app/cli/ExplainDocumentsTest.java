package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.dialect.karmada.schema.Schemas;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What `explain` says of documents that no member gets as they stand: policies, members' registrations, objects for controllers.
class ExplainDocumentsTest {
    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: documents}
                spec: {members: [{name: eu}, {name: us}]}
                """);
        Files.writeString(folder.resolve("karmada.yaml"), """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop, labels: {app: web}}
                spec:
                  replicas: 4
                  selector: {matchLabels: {app: web}}
                  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: "nginx:1"}]}}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: alone, namespace: shop}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: web, namespace: shop}
                spec:
                  resourceSelectors:
                  - {apiVersion: apps/v1, kind: Deployment}
                  - {apiVersion: v1, kind: Secret, name: none}
                  placement:
                    clusterAffinity: {clusterNames: [us]}
                    replicaScheduling: {replicaSchedulingType: Divided, replicaDivisionPreference: Weighted}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: z-all, namespace: shop}
                spec: {resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}], placement: {}}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: ClusterPropagationPolicy
                metadata: {name: wide}
                spec: {priority: 9, resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}], placement: {}}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: OverridePolicy
                metadata: {name: image, namespace: shop}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                  overrideRules:
                  - targetCluster: {clusterNames: [us]}
                    overriders: {imageOverrider: [{component: Tag, operator: replace, value: "2"}]}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: OverridePolicy
                metadata: {name: elsewhere, namespace: shop}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                  overrideRules:
                  - targetCluster: {clusterNames: [eu]}
                    overriders: {imageOverrider: [{component: Tag, operator: replace, value: "2"}]}
                ---
                apiVersion: cluster.karmada.io/v1alpha1
                kind: Cluster
                metadata: {name: us}
                spec: {syncMode: Push}
                ---
                apiVersion: autoscaling.karmada.io/v1alpha1
                kind: FederatedHPA
                metadata: {name: scale, namespace: shop}
                spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 2, maxReplicas: 9}
                ---
                apiVersion: autoscaling.karmada.io/v1alpha1
                kind: CronFederatedHPA
                metadata: {name: cron, namespace: shop}
                spec:
                  scaleTargetRef: {apiVersion: autoscaling.karmada.io/v1alpha1, kind: FederatedHPA, name: scale}
                  rules: [{name: r, schedule: "0 7 * * *", targetMaxReplicas: 3}]
                ---
                apiVersion: apps.karmada.io/v1alpha1
                kind: WorkloadRebalancer
                metadata: {name: anew}
                spec: {workloads: [{apiVersion: apps/v1, kind: Deployment, namespace: shop, name: web}]}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: FederatedResourceQuota
                metadata: {name: quota, namespace: shop}
                spec: {overall: {cpu: 10}, staticAssignments: [{clusterName: eu, hard: {cpu: 2}}]}
                ---
                apiVersion: networking.karmada.io/v1alpha1
                kind: MultiClusterService
                metadata: {name: web, namespace: shop}
                spec: {types: [CrossCluster], providerClusters: [{name: us}]}
                ---
                apiVersion: remedy.karmada.io/v1alpha1
                kind: Remedy
                metadata: {name: remedy}
                spec: {actions: [TrafficControl]}
                """);
        Files.writeString(folder.resolve("kubefed.yaml"), """
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedNamespace
                metadata: {name: fed, namespace: fed}
                spec: {placement: {clusters: [{name: eu}, {name: us}]}}
                ---
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedDeployment
                metadata: {name: fed-web, namespace: fed}
                spec:
                  template:
                    spec:
                      replicas: 3
                      selector: {matchLabels: {app: web}}
                      template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: "nginx:1"}]}}
                  placement: {clusters: [{name: eu}, {name: us}]}
                  overrides:
                  - clusterName: eu
                    clusterOverrides: [{path: /metadata/labels, op: add, value: {a: b}}]
                ---
                apiVersion: scheduling.kubefed.io/v1alpha1
                kind: ReplicaSchedulingPreference
                metadata: {name: fed-web, namespace: fed}
                spec: {targetKind: FederatedDeployment, totalReplicas: 6, clusters: {eu: {weight: 1}, us: {weight: 2}}}
                ---
                apiVersion: scheduling.kubefed.io/v1alpha1
                kind: ReplicaSchedulingPreference
                metadata: {name: nothing, namespace: fed}
                spec: {targetKind: FederatedDeployment, totalReplicas: 6}
                ---
                apiVersion: core.kubefed.io/v1beta1
                kind: KubeFedCluster
                metadata: {name: eu, namespace: kube-federation-system}
                spec: {apiEndpoint: "https://eu:6443", secretRef: {name: eu}}
                """);
    }

    private Runs.Result explain(String... more) {
        var arguments = new java.util.ArrayList<>(List.of("explain", "."));
        arguments.addAll(List.of(more));
        return new Runs(folder).with(arguments.toArray(String[]::new));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            propagationpolicy/web      | Deployment shop/web goes to us (4)
            propagationpolicy/web      | selector 2 (Secret none) finds nothing in the workspace  karmada.yaml:19:5
            pp/web                     | it selects one template of the workspace and decides about 1
            propagationpolicy/z-all    | Deployment shop/web is selected too, but PropagationPolicy shop/web decides: of equal policies the first by name does
            cpp/wide                   | Deployment shop/web is selected too, but PropagationPolicy shop/web decides: a policy of its own namespace goes before a cluster-wide one
            overridepolicy/image       | Deployment shop/web: on us it sets spec.template.spec.containers[0].image
            overridepolicy/elsewhere   | Deployment shop/web is selected, but no rule targets a member that it goes to: us (4)
            cluster/us                 | us gets
            federatedhpa/scale         | writes the target's replicas between the bounds
            federatedhpa/scale         | Deployment shop/web goes to us (4)
            federatedhpa/scale         | between 2 and 9
            cronfederatedhpa/cron      | Deployment shop/web goes to us (4)
            workloadrebalancer/anew    | Deployment shop/web goes to us (4)
            federatedresourcequota/quota | ResourceQuota shop/quota goes to eu, as it assigns
            multiclusterservice/web    | Service shop/web goes to no member by what is in this workspace
            remedy/remedy              | Flotilla watches no conditions and acts on none
            configmap/alone            | ConfigMap shop/alone goes to no member
            replicaschedulingpreference/fed-web | FederatedDeployment fed/fed-web is divided by it: eu (2), us (4)
            rsp/nothing                | there is no FederatedDeployment fed/nothing in this workspace
            kubefedcluster/eu          | eu gets
            """)
    void saysWhomItConcernsAndWhatComesOfIt(String object, String sentence) {
        Runs.Result result = explain(object);

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains(sentence);
    }

    @Test
    void aRefusedPolicySaysSoWithItsPlaceAndEndsWithFindings() throws IOException {
        Path file = folder.resolve("karmada.yaml");
        Files.writeString(file, Files.readString(file).replace("overriders: {imageOverrider: [{component: Tag, operator: replace",
                "overriders: {imageOverrider: [{component: Tag, operator: swap"));

        Runs.Result result = explain("overridepolicy/image");

        assertThat(result.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(result.out()).contains("the API server would not take it as it stands").contains("karmada.wrong-value");
    }

    @Test
    void theSameAsData() {
        MapValue document = Json.read(explain("federatedhpa/scale", "-o", "json").out()).listAt("documents").maps().getFirst();

        assertThat(document.textAt("ref", "kind")).isEqualTo("FederatedHPA");
        assertThat(document.textAt("place", "file")).isEqualTo("karmada.yaml");
        assertThat(document.listAt("facts").maps()).extracting(fact -> fact.textAt("code"))
                .containsExactly("karmada.account.kind.FederatedHPA", "karmada.account.target");
        assertThat(document.listAt("diagnostics").maps()).extracting(found -> found.textAt("code"))
                .containsExactly("karmada.autoscaled");
    }

    @Test
    void aDecisionPathAsData() {
        MapValue object = Json.read(explain("deployment/web", "-o", "json", "--cluster", "us").out()).listAt("objects").maps()
                .getFirst();

        MapValue us = object.listAt("clusters").maps().getFirst();
        assertThat(object.listAt("clusters").size()).isOne();
        assertThat(us.textAt("cluster")).isEqualTo("us");
        assertThat(us.isTrueAt("chosen")).isTrue();
        assertThat(us.listAt("steps").maps()).extracting(step -> step.textAt("step")).contains("cluster-affinity", "division");
        assertThat(object.textAt("template", "file")).isEqualTo("karmada.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void everyKindForAControllerHasASentenceOfItsOwn(String language) {
        Messages words = Messages.of(Locale.forLanguageTag(language));
        Set<String> policies = Set.of("PropagationPolicy", "ClusterPropagationPolicy", "OverridePolicy", "ClusterOverridePolicy",
                "Cluster");

        assertThat(Schemas.standard().types()).extracting(TypeRef::kind).isNotEmpty()
                .allSatisfy(kind -> assertThat(policies.contains(kind) || words.has("reason.karmada.account.kind." + kind))
                        .as("a sentence about %s", kind).isTrue());
    }

    @Test
    void whoeverAsksForNothingThatIsThereIsToldWhatIs() {
        Runs.Result result = explain("federatedhpa/none");

        assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err()).contains("deployment/web");
    }
}
