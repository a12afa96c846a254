package dev.flotilla.engine.dialect.karmada;

import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Taint;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.StepResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class KarmadaDiagnosticsTest {
    private static final Fleet FLEET = new Fleet(List.of(MemberCluster.named("eu"), MemberCluster.named("us"),
            MemberCluster.named("ap").withTaints(List.of(new Taint("team", "db", "NoSchedule", null)))));

    @Test
    void aMisplacedFieldIsMovedToTheNearestRightPlace() {
        String text = """
                apiVersion: policy.karmada.io/v1alpha1
                kind: OverridePolicy
                metadata: {name: o, namespace: shop}
                spec:
                  overriders:
                    plaintext: []
                  imageOverrider:
                    - component: Tag
                      operator: replace
                      value: v2
                """;

        Diagnostic found = only("karmada.misplaced-field", KarmadaTexts.plan(FLEET, text));

        assertThat(found.arguments()).containsExactly("spec.imageOverrider", "spec.overriders.imageOverrider");
        assertThat(found.location().line()).isEqualTo(7);
        assertThat(fixed(text, found)).isEqualTo("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: OverridePolicy
                metadata: {name: o, namespace: shop}
                spec:
                  overriders:
                    plaintext: []
                    imageOverrider:
                      - component: Tag
                        operator: replace
                        value: v2
                """);
    }

    @Test
    void aFieldOneLevelTooHighFindsItsPlacement() {
        String text = """
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: p, namespace: shop}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                  clusterTolerations: [{operator: Exists}] # all of them
                """;

        Diagnostic found = only("karmada.misplaced-field", KarmadaTexts.plan(FLEET, text));

        assertThat(found.arguments()).containsExactly("spec.clusterTolerations", "spec.placement.clusterTolerations");
        assertThat(fixed(text, found)).endsWith("""
                  placement:
                    clusterTolerations: [{operator: Exists}] # all of them
                """);
    }

    @Test
    void theFormOf2021BecomesOneRule() {
        String text = """
                apiVersion: policy.karmada.io/v1alpha1
                kind: OverridePolicy
                metadata: {name: o, namespace: shop}
                spec:
                  # only there
                  targetCluster:
                    clusterNames: [eu] # Europe
                  overriders:
                    plaintext:
                      - {path: /metadata/annotations, operator: add, value: {a: b}}
                """;

        Diagnostic found = all("karmada.deprecated-field", KarmadaTexts.plan(FLEET, text)).getFirst();

        assertThat(found.severity()).isEqualTo(Severity.WARNING);
        assertThat(fixed(text, found)).isEqualTo("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: OverridePolicy
                metadata: {name: o, namespace: shop}
                spec:
                  overrideRules:
                    - # only there
                      targetCluster:
                        clusterNames: [eu] # Europe
                      overriders:
                        plaintext:
                          - {path: /metadata/annotations, operator: add, value: {a: b}}
                """);
        assertThat(only("karmada.replaces-map", KarmadaTexts.plan(FLEET, text)).location().line()).isEqualTo(10);
    }

    @Test
    void aRefusedPolicyPlacesNothingAndSaysWhere() {
        DialectPlan plan = KarmadaTexts.plan(FLEET, KarmadaTexts.DEPLOYMENT, """
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: p, namespace: shop}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                  placement:
                    replicaScheduling: {replicaSchedulingType: Dividd}
                """);

        Diagnostic found = only("karmada.wrong-value", plan);
        assertThat(found.severity()).isEqualTo(Severity.ERROR);
        assertThat(found.fixes()).hasSize(1);
        assertThat(plan.objects().getFirst().error()).satisfies(reason -> {
            assertThat(reason).isNotNull();
            assertThat(reason.code()).isEqualTo("karmada.policy-refused");
            assertThat(reason.lines()).containsExactly(found.location());
        });
    }

    @Test
    void aRejectedMemberTellsTheSmallestEditThatLetsItIn() {
        String policy = """
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: p, namespace: shop}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                  placement:
                    clusterAffinity:
                      clusterNames:
                        - eu
                        - us # the far one
                    replicaScheduling:
                      replicaSchedulingType: Divided
                      weightPreference:
                        staticWeightList:
                          - targetCluster: {clusterNames: [eu]}
                            weight: 1
                          - targetCluster: {clusterNames: [us]}
                            weight: 2
                """;
        MemberDecision rejected = KarmadaTexts.plan(FLEET, KarmadaTexts.DEPLOYMENT, policy).objects().getFirst().decisions()
                .getLast();

        assertThat(rejected.steps()).extracting(StepResult::verdict).containsExactly(StepResult.Verdict.PASSED,
                StepResult.Verdict.STOPPED, StepResult.Verdict.WOULD_STOP, StepResult.Verdict.PASSED, StepResult.Verdict.PASSED,
                StepResult.Verdict.NOT_REACHED, StepResult.Verdict.NOT_REACHED);
        List<TextEdit> edits = rejected.suggestions().getFirst().fixes().stream().flatMap(fix -> fix.edits().stream()).toList();
        MemberDecision admitted = KarmadaTexts.plan(FLEET, KarmadaTexts.DEPLOYMENT, KarmadaTexts.apply(policy, edits)).objects()
                .getFirst()
                .decisions()
                .getLast();
        assertThat(admitted.isChosen()).isTrue();
        assertThat(KarmadaTexts.apply(policy, edits)).contains("- us # the far one\n        - ap\n");
    }

    @Test
    void whatOnlyAControlPlaneCanDoIsSaid() {
        DialectPlan plan = KarmadaTexts.plan(FLEET, """
                apiVersion: autoscaling.karmada.io/v1alpha1
                kind: FederatedHPA
                metadata: {name: f, namespace: shop}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                  maxReplicas: 5
                """);

        assertThat(only("karmada.control-plane-only", plan).severity()).isEqualTo(Severity.HINT);
    }

    /// None of them places anything by itself, and none is passed over in silence.
    @ParameterizedTest
    @CsvSource({"policy.karmada.io/v1alpha1, FederatedResourceQuota", "networking.karmada.io/v1alpha1, MultiClusterService",
            "networking.karmada.io/v1alpha1, MultiClusterIngress", "remedy.karmada.io/v1alpha1, Remedy",
            "apps.karmada.io/v1alpha1, WorkloadRebalancer", "policy.karmada.io/v1alpha1, ClusterTaintPolicy",
            "autoscaling.karmada.io/v1alpha1, CronFederatedHPA"})
    void eachKindThatOnlyAControlPlaneActsOnIsSaid(String apiVersion, String kind) {
        DialectPlan plan = KarmadaTexts.plan(FLEET,
                "apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata: {name: x, namespace: shop}\nspec: {}\n");

        assertThat(plan.objects()).isEmpty();
        assertThat(all("karmada.control-plane-only", plan)).hasSize(1);
    }

    private static List<Diagnostic> all(String code, DialectPlan plan) {
        return plan.diagnostics().stream().filter(diagnostic -> diagnostic.code().equals(code)).toList();
    }

    @Test
    void aMemberNameThatNoClusterCanHaveIsRefused() {
        for (String name : List.of("This_Member", "a".repeat(49), "-a")) {
            Diagnostic found = only("karmada.cluster-name", KarmadaTexts.plan(FLEET, """
                    apiVersion: cluster.karmada.io/v1alpha1
                    kind: Cluster
                    metadata: {name: %s}
                    spec: {syncMode: Push}
                    """.formatted(name)));

            assertThat(found.location().line()).isEqualTo(3);
        }
    }

    private static Diagnostic only(String code, DialectPlan plan) {
        assertThat(all(code, plan)).as("%s among %s", code, plan.diagnostics()).hasSize(1);
        return all(code, plan).getFirst();
    }

    private static String fixed(String text, Diagnostic diagnostic) {
        assertThat(diagnostic.fixes()).as("fixes of %s", diagnostic).isNotEmpty();
        return KarmadaTexts.apply(text, diagnostic.fixes().getFirst().edits());
    }
}
