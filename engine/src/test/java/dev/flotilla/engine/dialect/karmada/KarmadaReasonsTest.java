package dev.flotilla.engine.dialect.karmada;

import java.util.List;
import java.util.Map;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Resources;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.Division;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.StepResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Why a member gets nothing, told for what really decided.
class KarmadaReasonsTest {
    private static MemberCluster member(String name, int pods) {
        return MemberCluster.named(name).withCapacity(
                new MemberCluster.Capacity(new Resources(Map.of("pods", String.valueOf(pods)), Map.of(), Map.of()), List.of(), 1,
                        1));
    }

    private static final Fleet FLEET = new Fleet(List.of(member("big", 50), member("full", 0), member("small", 5)));

    private static String deployment(int replicas, String pod) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec:
                  replicas: %d
                  template: {spec: {%s}}
                """.formatted(replicas, pod);
    }

    private static String policy(String placement) {
        return """
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: p, namespace: shop}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}, {apiVersion: batch/v1, kind: Job}]
                  placement: %s
                """.formatted(placement);
    }

    private static Reason reason(ObjectPlan plan, String cluster, String step) {
        return plan.decisions().stream().filter(decision -> decision.cluster().equals(cluster))
                .flatMap(one -> one.steps().stream())
                .filter(result -> result.step().equals(step)).map(StepResult::reason).findFirst().orElseThrow();
    }

    private static List<String> codes(DialectPlan plan) {
        return plan.diagnostics().stream().map(Diagnostic::code).toList();
    }

    @ParameterizedTest(name = "{2}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {replicaSchedulingType: Divided, weightPreference: {dynamicWeight: AvailableReplicas}}                                            | full  | karmada.no-room
            {replicaSchedulingType: Divided, replicaDivisionPreference: Aggregated}                                                           | small | karmada.not-needed
            {replicaSchedulingType: Divided, weightPreference: {staticWeightList: [{targetCluster: {clusterNames: [big]}, weight: 1}]}}       | small | karmada.no-weight
            {replicaSchedulingType: Divided, weightPreference: {staticWeightList: [{targetCluster: {clusterNames: [big]}, weight: 90}, {targetCluster: {clusterNames: [small]}, weight: 1}]}} | small | karmada.no-replica
            """)
    void aMemberWithoutReplicasIsToldWhy(String scheduling, String cluster, String code) {
        ObjectPlan web = KarmadaTexts.plan(FLEET, deployment(4, ""), policy("{replicaScheduling: " + scheduling + "}")).objects()
                .getFirst();

        assertThat(web.error()).isNull();
        assertThat(reason(web, cluster, "division").code()).isEqualTo(code);
    }

    @Test
    void noReplicasThatRequestSomethingLeaveNothingAnywhere() {
        DialectPlan asking = KarmadaTexts.plan(FLEET, deployment(0, "nodeSelector: {a: b}"), policy("{}"));
        DialectPlan content = KarmadaTexts.plan(FLEET, deployment(0, ""), policy("{}"));

        assertThat(asking.objects().getFirst().placements()).isEmpty();
        assertThat(reason(asking.objects().getFirst(), "big", "division").code()).isEqualTo("karmada.scaled-to-nothing");
        assertThat(codes(asking)).contains("karmada.scaled-to-nothing");
        assertThat(content.objects().getFirst().placements()).hasSize(3);
        assertThat(codes(content)).doesNotContain("karmada.scaled-to-nothing");
    }

    @Test
    void aGroupThatIsFallenBackToSaysWhatTheFirstOneLacked() {
        String groups = "{clusterAffinities: [{affinityName: near, clusterNames: [%s]}, {affinityName: far, clusterNames: [big]}]}";

        ObjectPlan first = KarmadaTexts.plan(FLEET, deployment(2, ""), policy(groups.formatted("small"))).objects().getFirst();
        ObjectPlan second = KarmadaTexts.plan(FLEET, deployment(2, ""), policy(groups.formatted("gone"))).objects().getFirst();
        ObjectPlan none = KarmadaTexts.plan(FLEET, deployment(2, ""), policy(groups.formatted("gone").replace("[big]", "[lost]")))
                .objects().getFirst();

        assertThat(reason(first, "big", "affinity-group").arguments()).containsExactly("near");
        assertThat(reason(first, "big", "affinity-group").lines()).hasSize(1);
        assertThat(reason(second, "big", "affinity-group").arguments()).containsExactly("far", "near",
                "0/3 clusters are available: 3 cluster(s) did not match the placement cluster affinity constraint.");
        assertThat(second.placements()).hasSize(1);
        assertThat(none.error()).isNotNull();
        assertThat(reason(none, "big", "affinity-group").arguments()).containsExactly("near");
        assertThat(reason(none, "big", "cluster-affinity").code()).isEqualTo("karmada.affinity-names");
    }

    /// Parallelism divides evenly, completions do not: who gets the odd one hangs on the UID.
    @Test
    void aTieInCompletionsIsNoExactPlan() {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: pi, namespace: shop%s}
                spec: {parallelism: 2, completions: %d, template: {spec: {}}}
                """;
        String policy = policy(
                "{clusterAffinity: {clusterNames: [big, small]}, replicaScheduling: {replicaSchedulingType: Divided}}");

        assertThat(certainty(job.formatted("", 3), policy)).isEqualTo(Division.Certainty.UP_TO_TIE);
        assertThat(certainty(job.formatted("", 4), policy)).isEqualTo(Division.Certainty.EXACT);
        assertThat(certainty(job.formatted(", uid: a", 3), policy)).isEqualTo(Division.Certainty.EXACT);
    }

    private static Division.Certainty certainty(String... texts) {
        return KarmadaTexts.plan(FLEET, texts).objects().getFirst().division().certainty();
    }

    @Test
    void anOverrideThatRenamesIsWarnedAboutWhereItStands() {
        DialectPlan plan = KarmadaTexts.plan(FLEET, deployment(2, ""), policy("{}"), """
                apiVersion: policy.karmada.io/v1alpha1
                kind: ClusterOverridePolicy
                metadata: {name: o}
                spec:
                  overrideRules:
                  - overriders:
                      plaintext:
                      - {path: /metadata/name, operator: replace, value: other}
                """);

        Diagnostic found = plan.diagnostics().stream().filter(one -> one.code().equals("karmada.override-renames")).findFirst()
                .orElseThrow();
        assertThat(found.location().file()).isEqualTo("file2.yaml");
        assertThat(found.arguments()).containsExactly("Deployment shop/web", "Deployment shop/other");
        assertThat(codes(plan)).containsOnlyOnce("karmada.override-renames");
    }

    @Test
    void anAutoscalerOfTheFirstVersionIsFoundByNoPolicy() {
        DialectPlan plan = KarmadaTexts.plan(FLEET, """
                apiVersion: autoscaling/v1
                kind: HorizontalPodAutoscaler
                metadata: {name: web, namespace: shop}
                spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 3}
                """, """
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: p, namespace: shop}
                spec:
                  resourceSelectors: [{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler}]
                """);

        assertThat(plan.objects()).isEmpty();
        assertThat(codes(plan)).contains("karmada.not-preferred");
    }
}
