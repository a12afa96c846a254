package dev.flotilla.engine.dialect.karmada;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.plan.RecordRequest;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What Karmada would hold about an object.
class RecordsTest {
    private static final Fleet FLEET = new Fleet(List.of(MemberCluster.named("eu"), MemberCluster.named("us")));
    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              replicas: 3
              template: {spec: {containers: [{name: c, image: nginx, envFrom: [{configMapRef: {name: settings}}]}]}}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: shop}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            """;
    private static final String POLICY = """
            apiVersion: policy.karmada.io/v1alpha1
            kind: PropagationPolicy
            metadata: {name: p, namespace: shop}
            spec:
              propagateDeps: true
              resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
              placement:
                clusterAffinity: {clusterNames: [%s]}
                replicaScheduling:
                  replicaSchedulingType: Divided
                  weightPreference:
                    staticWeightList:
                    - {targetCluster: {clusterNames: [eu]}, weight: 1}
                    - {targetCluster: {clusterNames: [us]}, weight: 2}
            """;

    private static Optional<Manifest> running(String cluster, String managed, int replicas, int ready) {
        return Optional.of(new Manifest((MapValue) Json.read("""
                {"apiVersion": "apps/v1", "kind": "Deployment",
                 "metadata": {"name": "web", "namespace": "shop", "generation": 7, "labels": {"karmada.io/managed": "%s"}},
                 "spec": {"replicas": %d},
                 "status": {"observedGeneration": 7, "replicas": %2$d, "updatedReplicas": %2$d, "readyReplicas": %3$d,
                  "availableReplicas": %3$d}}""".formatted(managed, replicas, ready))));
    }

    private static List<Manifest> records(String kind, String members, Map<String, Optional<Manifest>> seen,
            Map<String, String> failed) {
        List<Document> documents = KarmadaTexts.documents(WEB, POLICY.formatted(members));
        DialectPlan plan = new KarmadaDialect().plan(PlanRequest.of(documents, FLEET));
        ObjectPlan object = plan.objects().stream().filter(one -> one.ref().kind().equals(kind)).findFirst().orElseThrow();
        return new KarmadaDialect().records(new RecordRequest(object, plan, documents, "", seen, failed, Instant.EPOCH));
    }

    private static Map<String, String> conditions(Manifest record) {
        var conditions = new TreeMap<String, String>();
        record.root().listAt("status", "conditions").maps().forEach(condition -> conditions.put(condition.textAt("type"),
                condition.textAt("status") + " " + condition.textAt("reason")));
        return conditions;
    }

    @Test
    void aControlPlaneHoldsTheTemplateItsBindingAndAWorkForEachMember() {
        List<Manifest> records = records("Deployment", "eu, us",
                Map.of("eu", running("eu", "true", 1, 1), "us", running("us", "true", 2, 1)), Map.of());

        assertThat(records).extracting(record -> record.ref().toString()).containsExactly("Deployment shop/web",
                "ResourceBinding shop/web-deployment", "Work karmada-es-eu/web-56d6c779bb", "Work karmada-es-us/web-56d6c779bb");
        assertThat(records.get(0).root().mapAt("status")).isEqualTo(Json.read("""
                {"observedGeneration": 1, "replicas": 3, "readyReplicas": 2, "updatedReplicas": 3, "availableReplicas": 2}"""));
        Manifest binding = records.get(1);
        assertThat(binding.root().at("spec", "clusters")).isEqualTo(Json.read("""
                [{"name": "eu", "replicas": 1}, {"name": "us", "replicas": 2}]"""));
        assertThat(binding.root().intAt("spec", "replicas")).isEqualTo(3);
        assertThat(conditions(binding)).isEqualTo(
                Map.of("FullyApplied", "True FullyAppliedSuccess", "Scheduled", "True Success"));
        assertThat(binding.root().listAt("status", "aggregatedStatus").maps())
                .extracting(item -> item.textAt("clusterName") + " " + item.textAt("health") + " " + item.at("applied"))
                .containsExactly("eu Healthy true", "us Unhealthy true");
        Manifest work = records.get(3);
        assertThat(conditions(work)).isEqualTo(Map.of("Applied", "True AppliedSuccessful", "Dispatching", "True Dispatching"));
        MapValue reported = work.root().listAt("status", "manifestStatuses").maps().getFirst();
        assertThat(reported.at("identifier")).isEqualTo(Json.read("""
                {"ordinal": 0, "group": "apps", "version": "v1", "kind": "Deployment", "resource": "", "namespace": "shop",
                 "name": "web"}"""));
        assertThat(reported.intAt("status", "generation")).isEqualTo(7);
        assertThat(reported.intAt("status", "resourceTemplateGeneration")).isEqualTo(1);
        assertThat(work.root().listAt("spec", "workload", "manifests").maps().getFirst().intAt("spec", "replicas")).isEqualTo(2);
    }

    @ParameterizedTest(name = "managed {0}, pushed {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            true  | -                 | True AppliedSuccessful  | Healthy
            true  | cluster.forbidden | False AppliedFailed     | Unknown
            false | -                 | False AppliedFailed     | Unknown
            -     | -                 | -                       | Unknown
            -     | cluster.forbidden | False AppliedFailed     | Unknown
            """)
    void whatIsAppliedIsToldByMember(String managed, String failure, String condition, String health) {
        Optional<Manifest> live = managed == null ? Optional.empty() : running("eu", managed, 1, 1);

        List<Manifest> records = records("Deployment", "eu", Map.of("eu", live),
                failure == null ? Map.of() : Map.of("eu", failure));

        assertThat(conditions(records.get(2)).get("Applied")).isEqualTo(condition);
        boolean applied = condition != null && condition.startsWith("True");
        assertThat(conditions(records.get(1))).containsEntry("FullyApplied",
                applied ? "True FullyAppliedSuccess" : "False FullyAppliedFailed");
        assertThat(records.get(1).root().listAt("status", "aggregatedStatus").maps().getFirst().textAt("health"))
                .isEqualTo(health);
    }

    @Test
    void anObjectThatFitsNowhereKeepsTheSchedulersWords() {
        List<Manifest> records = records("Deployment", "ap", Map.of(), Map.of());

        Manifest binding = records.get(1);
        assertThat(records).hasSize(2);
        assertThat(conditions(binding)).isEqualTo(Map.of("Scheduled", "False NoClusterFit"));
        assertThat(binding.root().listAt("status", "conditions").get(0).textAt("message")).isEqualTo(
                "0/2 clusters are available: 2 cluster(s) did not match the placement cluster affinity constraint.");
        assertThat(binding.root().at("spec", "clusters")).isNull();
    }

    @Test
    void whatFollowsIsBoundByWhatNeedsItAndIsNotScheduled() {
        List<Manifest> records = records("ConfigMap", "us", Map.of(), Map.of());

        Manifest binding = records.get(1);
        assertThat(binding.ref()).hasToString("ResourceBinding shop/settings-configmap");
        assertThat(binding.root().at("spec", "requiredBy")).isEqualTo(Json.read("""
                [{"namespace": "shop", "name": "web-deployment", "clusters": [{"name": "us", "replicas": 3}]}]"""));
        assertThat(conditions(binding)).containsOnlyKeys("FullyApplied");
        assertThat(records.get(2).namespace()).isEqualTo("karmada-es-us");
    }

    @Test
    void aNamespaceHasWorksAndNoBinding() {
        List<Manifest> records = records("Namespace", "us", Map.of(), Map.of());

        assertThat(records).extracting(Manifest::kind).containsExactly("Namespace", "Work", "Work");
        Value marks = records.get(1).root().at("metadata", "annotations");
        assertThat(marks == null || ((MapValue) marks).isEmpty()).isTrue();
    }
}
