package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.Division;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class KarmadaPlanTest {
    private static final Fleet FLEET = new Fleet(List.of(MemberCluster.named("eu"), MemberCluster.named("us")));

    private static String deployment(String name, int replicas) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, namespace: shop}
                spec:
                  replicas: %d
                  template:
                    spec:
                      containers: [{name: c, image: nginx, envFrom: [{configMapRef: {name: settings}}]}]
                """.formatted(name, replicas);
    }

    private static String policy(String more) {
        return """
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: p, namespace: shop}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                """ + more.indent(2);
    }

    private static final String ONE_TO_TWO = """
            placement:
              replicaScheduling:
                replicaSchedulingType: Divided
                weightPreference:
                  staticWeightList:
                  - {targetCluster: {clusterNames: [eu]}, weight: 1}
                  - {targetCluster: {clusterNames: [us]}, weight: 2}
            """;

    @ParameterizedTest(name = "Karmada {0} divides 2 replicas by 1:2 into {1}")
    @CsvSource({"1.15, us=2", "1.16, eu=1 us=1", "'', eu=1 us=1", "v1.4.2, eu=0 us=2"})
    void anOlderReleaseDividesAsItDid(String version, String expected) {
        List<Document> documents = KarmadaTexts.documents(deployment("web", 2), policy(ONE_TO_TWO));

        DialectPlan plan = new KarmadaDialect().plan(new PlanRequest(documents, FLEET, version, Map.of(), null));

        assertThat(shares(plan.objects().getFirst())).isEqualTo(expected);
    }

    @Test
    void whatAnObjectNeedsFollowsIt() {
        DialectPlan plan = KarmadaTexts.plan(FLEET, deployment("web", 2), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings, namespace: shop}
                """, policy("propagateDeps: true\nplacement: {clusterAffinity: {clusterNames: [us]}}"));

        assertThat(plan.objects()).extracting(object -> object.ref().kind()).containsExactly("Deployment", "ConfigMap");
        assertThat(plan.objects().getLast().placements()).extracting(ClusterPlan::cluster).containsExactly("us");
    }

    @Test
    void namespacesGoEverywhereButNotTheReservedOnes() {
        DialectPlan plan = KarmadaTexts.plan(FLEET, deployment("web", 2), """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop}
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {name: kube-extra}
                """, policy("placement: {clusterAffinity: {clusterNames: [us]}}"));

        assertThat(plan.objects()).extracting(object -> object.ref().toString()).containsExactly("Deployment shop/web",
                "Namespace shop");
        assertThat(plan.objects().getLast().placements()).extracting(ClusterPlan::cluster).containsExactly("eu", "us");
    }

    @Test
    void onlyWhatChangedIsPlannedAgain() {
        var dialect = new KarmadaDialect();
        List<Document> documents = KarmadaTexts.documents(deployment("a", 3), deployment("b", 4), policy(ONE_TO_TWO));
        DialectPlan before = dialect.plan(PlanRequest.of(documents, FLEET));
        var edited = new ArrayList<>(documents);
        edited.set(1, KarmadaTexts.documents(deployment("b", 5)).getFirst());

        DialectPlan after = dialect.plan(new PlanRequest(edited, FLEET, "", Map.of(), before));

        assertThat(after.objects().getFirst()).isSameAs(before.objects().getFirst());
        assertThat(shares(after.objects().getLast())).isEqualTo("eu=2 us=3");
        assertThat(after.objects()).isEqualTo(dialect.plan(PlanRequest.of(edited, FLEET)).objects());
    }

    @Test
    void unknownCapacityMakesAnEstimateAndSaysWhose() {
        DialectPlan plan = KarmadaTexts.plan(FLEET, deployment("web", 4), policy("""
                placement:
                  replicaScheduling:
                    replicaSchedulingType: Divided
                    weightPreference: {dynamicWeight: AvailableReplicas}
                """));

        Division division = plan.objects().getFirst().division();
        assertThat(shares(plan.objects().getFirst())).isEqualTo("eu=2 us=2");
        assertThat(division.certainty()).isEqualTo(Division.Certainty.ESTIMATE);
        assertThat(division.doubt()).isNotNull();
        assertThat(division.doubt().arguments()).containsExactly("eu, us");
    }

    @Test
    void aTemplateThatOneFieldKeepsFromAPolicyIsPointedOut() {
        DialectPlan plan = KarmadaTexts.plan(FLEET, deployment("web", 2), """
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: p}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: web}]
                """);

        assertThat(plan.objects()).isEmpty();
        assertThat(plan.diagnostics()).extracting(Diagnostic::code).containsExactly("karmada.almost-claimed");
        assertThat(plan.diagnostics().getFirst().arguments()).endsWith("namespace");
    }

    private static String shares(ObjectPlan plan) {
        var shares = new TreeMap<String, Integer>();
        plan.placements().forEach(placed -> shares.put(placed.cluster(), placed.replicas()));
        return shares.entrySet().stream().map(Object::toString).collect(java.util.stream.Collectors.joining(" "));
    }
}
