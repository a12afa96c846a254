package dev.flotilla.engine.dialect.karmada;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What releases of Karmada do differently.
class KarmadaReleasesTest {
    private static final Fleet FLEET = new Fleet(
            List.of(MemberCluster.named("eu"), MemberCluster.named("us"), MemberCluster.named("zz")));
    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop, labels: {app: web}}
            spec:
              replicas: 3
              template: {spec: {containers: [{name: c, image: nginx}]}}
            """;
    private static final String OLD = """
            apiVersion: policy.karmada.io/v1alpha1
            kind: ReplicaSchedulingPolicy
            metadata: {name: weights, namespace: shop}
            spec:
              resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: web}]
              totalReplicas: 10
              preferences:
                staticWeightList:
                - {targetCluster: {clusterNames: [eu]}, weight: 1}
                - {targetCluster: {clusterNames: [us]}, weight: 2}
                - {targetCluster: {clusterNames: [us, zz]}, weight: 9}
            """;

    private static String policy(String name, String more) {
        return """
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: %s, namespace: shop}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                """.formatted(name) + more.indent(2);
    }

    private static DialectPlan plan(String version, Fleet fleet, String... texts) {
        return new KarmadaDialect().plan(new PlanRequest(KarmadaTexts.documents(texts), fleet, version, Map.of(), null));
    }

    private static ObjectPlan web(String version, String... texts) {
        return plan(version, FLEET, texts).objects().getFirst();
    }

    private static String shares(ObjectPlan plan) {
        var shares = new TreeMap<String, Integer>();
        plan.placements().forEach(placed -> shares.put(placed.cluster(), placed.replicas()));
        return shares.entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static Manifest on(ObjectPlan plan, String cluster) {
        return plan.on(cluster).orElseThrow().manifest();
    }

    @ParameterizedTest(name = "Karmada {0}: {1}")
    @CsvSource({"v0.8, eu=0 us=2 zz=8", "0.10, eu=0 us=2 zz=8", "1.0, eu=3 us=3 zz=3", "'', eu=3 us=3 zz=3"})
    void aReplicaSchedulingPolicyDividesBeforeOneAndNotSince(String version, String expected) {
        ObjectPlan web = web(version, WEB, OLD, policy("p", "placement: {}"));

        assertThat(shares(web)).isEqualTo(expected);
        assertThat(on(web, "zz").root().intAt("spec", "replicas")).isEqualTo(expected.endsWith("8") ? 8L : 3L);
    }

    @Test
    void aDivisionInThePropagationPolicyGoesBeforeTheOldPolicy() {
        ObjectPlan web = web("0.8", WEB, OLD, policy("p", """
                placement:
                  replicaScheduling:
                    replicaSchedulingType: Divided
                    replicaDivisionPreference: Weighted
                    weightPreference: {staticWeightList: [{targetCluster: {clusterNames: [eu]}, weight: 1}]}
                """));

        assertThat(shares(web)).isEqualTo("eu=3 us=0 zz=0");
    }

    @Test
    void anOldPolicyThatNamesNoBoundMemberIsAnError() {
        ObjectPlan web = web("0.8", WEB, OLD, policy("p", "placement: {clusterAffinity: {clusterNames: [eu]}}"));
        ObjectPlan lost = web("0.8", WEB, OLD.replace("[eu]", "[ap]").replace("[us", "[br").replace("zz]", "cn]"),
                policy("p", "placement: {}"));

        assertThat(shares(web)).isEqualTo("eu=10");
        assertThat(lost.error()).isNotNull().extracting("code").isEqualTo("karmada.replica-policy-misses");
    }

    @Test
    void theOldPolicyIsDiagnosedWithTodaysFormAsAFix() {
        List<Document> documents = KarmadaTexts.documents(WEB, OLD, policy("p", "placement: {}"));

        Diagnostic found = new KarmadaDialect().plan(PlanRequest.of(documents, FLEET)).diagnostics().stream()
                .filter(diagnostic -> diagnostic.code().equals("karmada.removed-kind")).findFirst().orElseThrow();

        var edits = found.fixes().getFirst().edits();
        String policy = KarmadaTexts.apply(policy("p", "placement: {}"),
                edits.stream().filter(edit -> edit.range().file().equals("file2.yaml")).toList());
        String web = KarmadaTexts.apply(WEB,
                edits.stream().filter(edit -> edit.range().file().equals("file0.yaml")).toList());
        assertThat(shares(web("", web, policy))).isEqualTo("eu=1 us=5 zz=4");
        assertThat(plan("0.8", FLEET, WEB, OLD, policy("p", "placement: {}")).diagnostics()).extracting(Diagnostic::code)
                .contains("karmada.deprecated-kind");
    }

    @ParameterizedTest(name = "Karmada {0}: an override of replicas leaves {1}")
    @CsvSource({"0.8, 3", "1.0, 3", "1.1, 7", "'', 7"})
    void theDivisionHadTheLastWordUpToOne(String version, long expected) {
        ObjectPlan web = web(version, WEB, policy("p", """
                placement:
                  replicaScheduling:
                    replicaSchedulingType: Divided
                    replicaDivisionPreference: Weighted
                    weightPreference: {staticWeightList: [{targetCluster: {clusterNames: [eu]}, weight: 1}]}
                """), """
                apiVersion: policy.karmada.io/v1alpha1
                kind: OverridePolicy
                metadata: {name: seven, namespace: shop}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                  overriders: {plaintext: [{path: /spec/replicas, operator: replace, value: 7}]}
                """);

        assertThat(on(web, "eu").root().intAt("spec", "replicas")).isEqualTo(expected);
        assertThat(web.on("eu").orElseThrow().origins()).filteredOn(origin -> origin.path().toString().equals("spec.replicas"))
                .singleElement().extracting("operation").isEqualTo(expected == 7 ? "replace" : "divide");
    }

    @ParameterizedTest(name = "Karmada {0}: the last override is {1}")
    @CsvSource({"1.4, all", "1.5, web"})
    void overridesWentByNameAlone(String version, String expected) {
        String labels = """
                apiVersion: policy.karmada.io/v1alpha1
                kind: ClusterOverridePolicy
                metadata: {name: %s}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment%s}]
                  overrideRules: [{overriders: {labelsOverrider: [{operator: add, value: {by: %s}}]}}]
                """;

        ObjectPlan web = web(version, WEB, policy("p", "placement: {}"), labels.formatted("a", ", name: web", "web"),
                labels.formatted("z", "", "all"));

        assertThat(on(web, "eu").labels()).containsEntry("by", expected);
    }

    @ParameterizedTest(name = "Karmada {0}: policy {1}")
    @CsvSource({"1.3, a", "1.4, z"})
    void policiesWentByNameAlone(String version, String expected) {
        assertThat(web(version, WEB, policy("a", "placement: {}"), policy("z", "priority: 5")).policy()).isNotNull()
                .extracting("name").isEqualTo(expected);
    }

    @ParameterizedTest(name = "Karmada {0}: {1}")
    @CsvSource({"1.2, eu", "1.3, eu us"})
    void onlyReadyMembersWereLookedAt(String version, String expected) {
        var fleet = new Fleet(List.of(MemberCluster.named("eu").withReadiness(Readiness.READY),
                MemberCluster.named("us").withReadiness(Readiness.NOT_READY)));

        ObjectPlan web = plan(version, fleet, WEB, policy("p", "placement: {}")).objects().getFirst();

        assertThat(web.placements().stream().map(placed -> placed.cluster()).collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "Karmada {0}, {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            1.0  | Weighted   | eu=1 us=2 zz=0
            1.1  | Weighted   | eu=1 us=2
            0.8  | Aggregated | eu=3 us=0 zz=0
            0.8  | ''         | eu=3 us=0 zz=0
            """)
    void aDivisionWasAnotherOne(String version, String preference, String expected) {
        ObjectPlan web = web(version, WEB, policy("p", """
                placement:
                  replicaScheduling:
                    replicaSchedulingType: Divided
                    replicaDivisionPreference: "%s"
                    weightPreference:
                      staticWeightList:
                      - {targetCluster: {clusterNames: [eu]}, weight: 1}
                      - {targetCluster: {clusterNames: [us]}, weight: 2}
                """.formatted(preference)));

        assertThat(shares(web)).isEqualTo(expected);
    }

    @Test
    void marksWereLabels() {
        Manifest web = on(web("0.8", WEB, policy("p", "placement: {}")), "eu");

        assertThat(web.annotations()).isEmpty();
        assertThat(web.labels()).containsEntry("work.karmada.io/namespace", "karmada-es-eu")
                .containsEntry("resourcebinding.karmada.io/name", "web-deployment")
                .containsEntry("propagationpolicy.karmada.io/name", "p").doesNotContainKey("karmada.io/managed");
    }
}
