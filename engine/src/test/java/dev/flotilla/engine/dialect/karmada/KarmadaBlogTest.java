package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.Division;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The walk-through that users start from, written for Karmada 0.8, on today's Karmada.
class KarmadaBlogTest {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: karmada-nginx
              labels:
                app: nginx
            spec:
              replicas: 3
              selector:
                matchLabels:
                  app: nginx
              template:
                metadata:
                  labels:
                    app: nginx
                spec:
                  containers:
                    - image: nginx
                      name: nginx
            """;
    private static final String OVERRIDES = """
            apiVersion: policy.karmada.io/v1alpha1
            kind: OverridePolicy
            metadata:
              name: nginx-propagation-worker01
            spec:
              resourceSelectors:
                - apiVersion: apps/v1
                  kind: Deployment
                  name: karmada-nginx
              targetCluster:
                clusterNames:
                  - karmada-worker01
              overriders:
                plaintext:
                  - path: "/metadata/annotations"
                    operator: add
                    value:
                      test: this_is_worker01
            ---
            apiVersion: policy.karmada.io/v1alpha1
            kind: OverridePolicy
            metadata:
              name: nginx-propagation-worker02
            spec:
              resourceSelectors:
                - apiVersion: apps/v1
                  kind: Deployment
                  name: karmada-nginx
              targetCluster:
                clusterNames:
                  - karmada-worker02
              overriders:
                plaintext:
                  - path: "/metadata/annotations"
                    operator: add
                    value:
                      test: this_is_worker02
                imageOverrider:
                      - predicate:
                          path: /spec/template/spec/containers/0/image
                        component: Tag
                        operator: add
                        value: 1.17.0-alpine
            """;
    private static final String PROPAGATION = """
            apiVersion: policy.karmada.io/v1alpha1
            kind: PropagationPolicy
            metadata:
              name: nginx-propagation
            spec:
              resourceSelectors:
                - apiVersion: apps/v1
                  kind: Deployment
                  name: karmada-nginx
              placement:
                clusterAffinity:
                  clusterNames:
                    - karmada-worker01
                    - karmada-worker02
                replicaScheduling:
                  replicaSchedulingType: Divided
                  replicaDivisionPreference: Weighted
                  weightPreference:
                    staticWeightList:
                      - targetCluster:
                          clusterNames:
                            - karmada-worker01
                        weight: 1
                      - targetCluster:
                          clusterNames:
                            - karmada-worker02
                        weight: 2
              dependentOverrides:
                - nginx-propagation-worker01
                - nginx-propagation-worker02
            """;
    private static final Fleet FLEET = new Fleet(
            List.of(MemberCluster.named("karmada-worker01"), MemberCluster.named("karmada-worker02")));

    @Test
    void plansAsARealControlPlaneDid() {
        DialectPlan plan = plan(DEPLOYMENT, OVERRIDES, PROPAGATION);

        ObjectPlan nginx = plan.objects().getFirst();
        assertThat(plan.objects()).hasSize(1);
        assertThat(nginx.error()).isNull();
        assertThat(nginx.division().certainty()).isEqualTo(Division.Certainty.EXACT);
        assertThat(shares(nginx)).isEqualTo("1+2");
        ClusterPlan first = nginx.on("karmada-worker01").orElseThrow();
        ClusterPlan second = nginx.on("karmada-worker02").orElseThrow();
        assertThat(first.manifest().annotations()).containsEntry("test", "this_is_worker01");
        assertThat(second.manifest().annotations()).containsEntry("test", "this_is_worker02");
        assertThat(image(first.manifest())).isEqualTo("nginx");
        assertThat(image(second.manifest())).isEqualTo("nginx:1.17.0-alpine");
        assertThat(nginx.names()).containsExactlyInAnyOrder(
                new ObjectPlan.StoredName("binding", "ResourceBinding", "default", "karmada-nginx-deployment"),
                new ObjectPlan.StoredName("work", "Work", "karmada-es-karmada-worker01", "karmada-nginx-d5fbb6dc5"),
                new ObjectPlan.StoredName("work", "Work", "karmada-es-karmada-worker02", "karmada-nginx-d5fbb6dc5"));
        assertThat(plan.diagnostics()).extracting(Diagnostic::severity).doesNotContain(Severity.ERROR);
    }

    /// The division as it was seen on a real control plane; which member gets the first seat of a tie depends on a UID.
    @ParameterizedTest(name = "{0} replicas become {1}")
    @CsvSource({"1, 0+1", "2, 1+1", "3, 1+2", "4, 1+3", "5, 2+3", "6, 2+4", "7, 2+5", "8, 3+5", "10, 3+7"})
    void scalesAsSeen(int replicas, String shares) {
        DialectPlan plan = plan(DEPLOYMENT.replace("replicas: 3", "replicas: " + replicas), OVERRIDES, PROPAGATION);

        ObjectPlan nginx = plan.objects().getFirst();
        List<String> possible = new ArrayList<>(List.of(shares(nginx)));
        nginx.division().alternatives().forEach(alternative -> possible.add(
                alternative.getOrDefault("karmada-worker01", 0) + "+" + alternative.getOrDefault("karmada-worker02", 0)));
        assertThat(possible).contains(shares);
    }

    @Test
    void aTieShowsBothOutcomes() {
        DialectPlan plan = plan(DEPLOYMENT, OVERRIDES, PROPAGATION.replace("weight: 2", "weight: 1"));

        Division division = plan.objects().getFirst().division();
        assertThat(division.certainty()).isEqualTo(Division.Certainty.UP_TO_TIE);
        assertThat(division.alternatives()).containsExactly(java.util.Map.of("karmada-worker01", 2, "karmada-worker02", 1),
                java.util.Map.of("karmada-worker01", 1, "karmada-worker02", 2));
    }

    private static String shares(ObjectPlan plan) {
        return share(plan, "karmada-worker01") + "+" + share(plan, "karmada-worker02");
    }

    private static int share(ObjectPlan plan, String cluster) {
        return plan.on(cluster).map(ClusterPlan::replicas).orElse(0);
    }

    private static String image(Manifest manifest) {
        MapValue container = manifest.root().listAt("spec", "template", "spec", "containers").maps().getFirst();
        return String.valueOf(container.textAt("image"));
    }

    private static DialectPlan plan(String... texts) {
        var documents = new ArrayList<Document>();
        int i = 0;
        for (String text : texts) {
            YamlReader.read(new SourceFile("file" + i++ + ".yaml", text)).documents()
                    .forEach(document -> documents.add(new Document(new Manifest((MapValue) document.root()), document)));
        }
        return new KarmadaDialect().plan(PlanRequest.of(documents, FLEET));
    }
}
