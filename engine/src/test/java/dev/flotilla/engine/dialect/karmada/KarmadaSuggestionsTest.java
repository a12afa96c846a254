package dev.flotilla.engine.dialect.karmada;

import java.util.List;
import java.util.Map;

import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Applies what is suggested and looks whether the member is in then.
class KarmadaSuggestionsTest {
    private static final Fleet FLEET = new Fleet(List.of(
            MemberCluster.named("eu").withLabels(Map.of("env", "prod"))
                    .withLocation(new MemberCluster.Locality("aws", "west", List.of("a"))),
            MemberCluster.named("us").withLabels(Map.of("env", "test", "old", "yes"))
                    .withLocation(new MemberCluster.Locality("gce", "east", List.of("b", "c")))));

    @ParameterizedTest
    @ValueSource(strings = {"""
            labelSelector:
              matchLabels:
                env: prod
            """, """
            labelSelector:
              matchExpressions:
              - key: env
                operator: In
                values: [prod]
              - key: tier
                operator: DoesNotExist
            """, """
            labelSelector:
              matchExpressions:
              - {key: tier, operator: DoesNotExist}
              - {key: env, operator: NotIn, values: [test]}
            """, """
            labelSelector:
              matchExpressions:
              - {key: env, operator: Exists}
              - {key: old, operator: NotIn, values: [yes-sir, "yes"]}
            """, """
            fieldSelector:
              matchExpressions:
              - key: provider
                operator: In
                values:
                - aws
              - key: region
                operator: NotIn
                values:
                - north
                - east
            """, """
            fieldSelector:
              matchExpressions:
              - key: zone
                operator: In
                values: [a]
            """, """
            clusterNames: [eu]
            """, """
            exclude:
            - us
            """})
    void theSmallestEditAdmitsTheMember(String affinity) {
        String policy = """
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: p, namespace: shop}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                  placement:
                    clusterAffinity:
                """ + affinity.indent(6);
        ObjectPlan before = KarmadaTexts.plan(FLEET, KarmadaTexts.DEPLOYMENT, policy).objects().getFirst();
        assertThat(before.placements()).extracting(ClusterPlan::cluster).containsExactly("eu");
        MemberDecision out = before.decisions().getLast();

        String edited = policy;
        for (QuickFix fix : out.suggestions().getFirst().fixes()) {
            edited = KarmadaTexts.apply(edited, fix.edits());
        }

        assertThat(KarmadaTexts.plan(FLEET, KarmadaTexts.DEPLOYMENT, edited).objects().getFirst().placements()).as(edited)
                .extracting(ClusterPlan::cluster).containsExactly("eu", "us");
    }
}
