package dev.flotilla.engine.dialect.karmada;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.dialect.karmada.schema.Schemas;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Each old form is warned about with today's form as an edit, and that edit changes nothing of the plan.
class KarmadaDeprecationsTest {
    private static final Set<String> OLD = Set.of("karmada.deprecated-field", "karmada.deprecated-value", "karmada.removed-kind",
            "karmada.deprecated-kind");
    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec: {replicas: 4, template: {spec: {containers: [{name: c, image: "nginx:1"}]}}}
            ---
            apiVersion: policy.karmada.io/v1alpha1
            kind: PropagationPolicy
            metadata: {name: p, namespace: shop}
            spec:
              resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
              placement:
                clusterAffinity: {fieldSelector: {matchExpressions: [{key: zone, operator: NotIn, values: [z9]}]}}
                replicaScheduling: {replicaSchedulingType: Divided, replicaDivisionPreference: Weighted}
            """;

    /// @param fields  the old fields or values that it shows
    /// @param version the release under which it is planned
    record Old(String fields, String version, String text) {
        @Override
        public String toString() {
            return fields;
        }
    }

    static List<Old> olds() {
        return List.of(new Old("targetCluster overriders", "", """
                apiVersion: policy.karmada.io/v1alpha1
                kind: OverridePolicy
                metadata: {name: o, namespace: shop}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                  targetCluster:
                    clusterNames: [eu]
                  overriders:
                    plaintext:
                    - {path: /metadata/labels, operator: add, value: {a: b}}
                    imageOverrider:
                      - component: Tag
                        operator: replace
                        value: "2"
                """), new Old("zone", "", """
                apiVersion: cluster.karmada.io/v1alpha1
                kind: Cluster
                metadata: {name: eu}
                spec:
                  syncMode: Push
                  zone: z9
                """), new Old("replicas resourcePerReplicas", "", """
                apiVersion: work.karmada.io/v1alpha1
                kind: ResourceBinding
                metadata: {name: web-deployment, namespace: shop}
                spec:
                  resource:
                    apiVersion: apps/v1
                    kind: Deployment
                    name: web
                    namespace: shop
                    uid: "7"
                    replicas: 4
                    resourcePerReplicas: {cpu: 1}
                  clusters:
                  - {name: eu, replicas: 3}
                  - {name: us, replicas: 1}
                """), new Old("serviceProvisionClusters serviceConsumptionClusters", "", """
                apiVersion: networking.karmada.io/v1alpha1
                kind: MultiClusterService
                metadata: {name: s, namespace: shop}
                spec:
                  types: [CrossCluster]
                  serviceProvisionClusters: [eu]
                  serviceConsumptionClusters:
                  - us
                """), purge("Immediately"), purge("Graciously"), new Old("ReplicaSchedulingPolicy", "0.8", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: api, namespace: old}
                spec: {replicas: 1, template: {spec: {containers: [{name: c, image: "nginx:1"}]}}}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: old, namespace: old}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                  placement: {clusterAffinity: {clusterNames: [eu, us]}}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: ReplicaSchedulingPolicy
                metadata: {name: r, namespace: old}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                  totalReplicas: 6
                  preferences:
                    staticWeightList:
                    - {targetCluster: {clusterNames: [eu]}, weight: 1}
                    - {targetCluster: {clusterNames: [us]}, weight: 2}
                """));
    }

    private static Old purge(String value) {
        return new Old(value, "", """
                apiVersion: policy.karmada.io/v1alpha1
                kind: ClusterPropagationPolicy
                metadata: {name: late}
                spec:
                  resourceSelectors: [{apiVersion: v1, kind: ConfigMap}]
                  propagateDeps: true
                  failover:
                    application:
                      decisionConditions: {tolerationSeconds: 3}
                      purgeMode: %s
                  placement: {}
                """.formatted(value));
    }

    private static DialectPlan plan(String version, String text) {
        List<Document> documents = KarmadaTexts.documents(text);
        var dialect = new KarmadaDialect();
        List<MemberCluster> members = dialect.declare(List.of(MemberCluster.named("eu"), MemberCluster.named("us")), documents);
        return dialect.plan(new PlanRequest(documents, new Fleet(members), version, java.util.Map.of(), null));
    }

    /// All that the plan says, but for the old forms and for where things stand.
    private static List<String> said(DialectPlan plan) {
        var said = new ArrayList<String>();
        for (ObjectPlan object : plan.objects()) {
            if (object.template() != null && object.template().manifest().kind().equals("Deployment")) {
                said.add(object.ref() + " " + object.policy() + " " + object.error() + " " + object.division().replicas());
            }
            for (ClusterPlan placed : object.placements()) {
                said.add(object.ref() + " on " + placed.cluster() + " " + placed.replicas() + " " + sorted(placed));
            }
        }
        plan.diagnostics().stream().filter(found -> !OLD.contains(found.code()))
                .forEach(found -> said.add(found.severity() + " " + found.code() + " " + found.arguments()));
        return said.stream().sorted().toList();
    }

    private static String sorted(ClusterPlan placed) {
        var fields = new TreeMap<String, String>();
        placed.manifest().root().forEach((key, value) -> fields.put(key, value.toString()));
        return fields.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("olds")
    void todaysFormGivesTheSamePlan(Old old) {
        String text = WEB + "---\n" + old.text();
        DialectPlan before = plan(old.version(), text);
        assertThat(before.diagnostics()).as("%s is told", old).anyMatch(found -> OLD.contains(found.code()));

        int left = 10;
        while (left-- > 0) {
            Diagnostic told = plan(old.version(), text).diagnostics().stream().filter(found -> OLD.contains(found.code()))
                    .filter(found -> !found.fixes().isEmpty()).findFirst().orElse(null);
            if (told == null) break;
            text = KarmadaTexts.apply(text, told.fixes().getFirst().edits());
        }

        DialectPlan after = plan(old.version(), text);
        assertThat(said(after)).as(text).isEqualTo(said(before));
        assertThat(after.diagnostics()).as("nothing old is left in\n%s", text)
                .noneMatch(found -> OLD.contains(found.code()) && !found.code().endsWith("-kind"));
    }

    /// One that is never evaluated has no form of today's; the other's place depends on what its author meant.
    private static final Set<String> WITHOUT_A_FORM = Set.of("association", "range");

    @Test
    void everyOldFieldOfTheSchemasIsAmongThem() throws IOException {
        Set<String> marked;
        try (var fields = Schemas.class.getResourceAsStream("fields.txt")) {
            String text = new String(java.util.Objects.requireNonNull(fields).readAllBytes(), StandardCharsets.UTF_8);
            marked = Pattern.compile("(?m)^[^#].*?(\\w+)[!=]*~").matcher(text).results().map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            Pattern.compile("(?<=\\s)(\\w+)~").matcher(text.replaceAll("(?m)^#.*", "")).results()
                    .forEach(found -> marked.add(found.group(1)));
        }
        var shown = new TreeSet<>(WITHOUT_A_FORM);
        olds().forEach(old -> shown.addAll(List.of(old.fields().split(" "))));

        assertThat(marked).isNotEmpty().isSubsetOf(shown);
    }
}
