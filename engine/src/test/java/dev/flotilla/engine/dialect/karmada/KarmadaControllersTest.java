package dev.flotilla.engine.dialect.karmada;

import java.util.List;
import java.util.Map;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.Division;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.value.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Objects that a control plane's own controllers act on: what a plan can say of them beforehand is said.
class KarmadaControllersTest {
    private static final Fleet FLEET = new Fleet(List.of(MemberCluster.named("eu").withLabels(Map.of("env", "prod")),
            MemberCluster.named("us")));
    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec: {replicas: 4}
            ---
            apiVersion: policy.karmada.io/v1alpha1
            kind: PropagationPolicy
            metadata: {name: p, namespace: shop}
            spec:
              resourceSelectors:
              - {apiVersion: apps/v1, kind: Deployment}
              - {apiVersion: v1, kind: Service}
              - {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler}
              - {apiVersion: apps.kruise.io/v1alpha1, kind: CloneSet}
              placement: {replicaScheduling: {replicaSchedulingType: Divided}}
            """;

    private static DialectPlan plan(String... texts) {
        return KarmadaTexts.plan(FLEET, texts);
    }

    private static Diagnostic only(String code, DialectPlan plan) {
        List<Diagnostic> found = plan.diagnostics().stream().filter(diagnostic -> diagnostic.code().equals(code)).toList();
        assertThat(found).as("%s among %s", code, plan.diagnostics()).hasSize(1);
        return found.getFirst();
    }

    private static List<String> codes(DialectPlan plan) {
        return plan.diagnostics().stream().map(Diagnostic::code).toList();
    }

    private static final String QUOTA = """
            apiVersion: policy.karmada.io/v1alpha1
            kind: FederatedResourceQuota
            metadata: {name: q, namespace: shop}
            spec:
              overall: {cpu: 10, memory: 8Gi}
              staticAssignments:
              - clusterName: eu
                hard: {cpu: 0.5, memory: 4096Mi}
            """;

    @Test
    void aStaticAssignmentIsTheMembersQuota() {
        ObjectPlan quota = plan(QUOTA).objects().getFirst();

        assertThat(quota.ref()).hasToString("ResourceQuota shop/q");
        assertThat(quota.placements()).extracting(ClusterPlan::cluster).containsExactly("eu");
        ClusterPlan placed = quota.on("eu").orElseThrow();
        assertThat(placed.manifest().root().at("spec", "hard")).isEqualTo(Json.read("""
                {"cpu": "500m", "memory": "4Gi"}"""));
        assertThat(placed.manifest().labels()).containsEntry("karmada.io/managed", "true");
        assertThat(placed.manifest().annotations()).containsEntry("work.karmada.io/namespace", "karmada-es-eu")
                .doesNotContainKey("resourcebinding.karmada.io/name");
        assertThat(quota.names()).containsExactly(new ObjectPlan.StoredName("work", "Work", "karmada-es-eu",
                placed.manifest().annotations().get("work.karmada.io/name")));
        assertThat(placed.origins()).filteredOn(origin -> origin.kind() == Origin.Kind.POLICY).singleElement()
                .satisfies(origin -> assertThat(origin.rule().line()).isEqualTo(7));
        MemberDecision other = quota.decisions().getLast();
        assertThat(other.stoppedAt()).isNotNull();
        assertThat(other.stoppedAt().reason()).isNotNull().extracting("code").isEqualTo("karmada.quota-not-assigned");
        assertThat(only("karmada.quota-overall", plan(QUOTA)).severity()).isEqualTo(Severity.HINT);
    }

    @ParameterizedTest(name = "Karmada {0}: quotas on {1}")
    @CsvSource({"1.13, eu us", "1.14, eu"})
    void othersGotAnEmptyOne(String version, String expected) {
        List<Document> documents = KarmadaTexts.documents(QUOTA);

        ObjectPlan quota = new KarmadaDialect().plan(new PlanRequest(documents, FLEET, version, Map.of(), null)).objects()
                .getFirst();

        assertThat(quota.placements().stream().map(ClusterPlan::cluster).toList()).isEqualTo(List.of(expected.split(" ")));
    }

    @Test
    void aQuotaThatAssignsMoreThanThereIsIsRefused() {
        DialectPlan plan = plan(QUOTA.replace("cpu: 10", "cpu: 400m"));

        assertThat(only("karmada.quota-assigns-more", plan).arguments()).containsExactly("cpu", "400m", "0.5");
        assertThat(plan.objects().getFirst().error()).isNotNull().extracting("code").isEqualTo("karmada.policy-refused");
        assertThat(codes(plan(QUOTA.replace("cpu: 10", "cpu: ten")))).contains("karmada.not-an-amount");
        assertThat(codes(plan(QUOTA.replace("clusterName: eu", "clusterName: eus")))).contains("karmada.unknown-member");
    }

    @Test
    void whatScalesTellsItsFigures() {
        DialectPlan plan = plan(WEB, """
                apiVersion: autoscaling.karmada.io/v1alpha1
                kind: FederatedHPA
                metadata: {name: f, namespace: shop}
                spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 9}
                """, """
                apiVersion: autoscaling.karmada.io/v1alpha1
                kind: CronFederatedHPA
                metadata: {name: c, namespace: shop}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                  rules:
                  - {name: up, schedule: "0 7 * * *", targetReplicas: 8, timeZone: Europe/Berlin}
                  - {name: off, schedule: "0 9 * * *", targetReplicas: 1, suspend: true}
                """);

        assertThat(only("karmada.autoscaled", plan).arguments()).containsExactly("Deployment shop/web", 1L, 9L, 4);
        assertThat(only("karmada.scaled-by-schedule", plan).arguments()).containsExactly("Deployment web", "0 7 * * * → 8");
    }

    @Test
    void whatScalesNothingThatIsPlacedIsWarnedAbout() {
        DialectPlan plan = plan(WEB, """
                apiVersion: autoscaling.karmada.io/v1alpha1
                kind: FederatedHPA
                metadata: {name: f, namespace: shop}
                spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: wbe}, maxReplicas: 9}
                """);

        assertThat(only("karmada.target-not-placed", plan)).satisfies(found -> {
            assertThat(found.severity()).isEqualTo(Severity.WARNING);
            assertThat(found.arguments()).containsExactly("FederatedHPA", "Deployment shop/wbe");
        });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            targetReplicas: 3, timeZone: Mars/Olympus | karmada.not-a-time-zone
            suspend: false                            | karmada.rule-without-target
            targetMinReplicas: 3                      | karmada.rule-without-target
            targetReplicas: -1                        | karmada.out-of-range
            """)
    void aScheduleIsHeldAgainstAdmission(String rule, String code) {
        assertThat(codes(plan(WEB, """
                apiVersion: autoscaling.karmada.io/v1alpha1
                kind: CronFederatedHPA
                metadata: {name: c, namespace: shop}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                  rules: [{name: a, schedule: "@daily", %s}]
                """.formatted(rule)))).contains(code);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            targetReplicas: 3                             | karmada.rule-without-target
            targetMinReplicas: 0                          | karmada.must-be-positive
            targetMaxReplicas: 0                          | karmada.must-be-positive
            targetMinReplicas: 5, targetMaxReplicas: 3    | karmada.max-below-min
            targetMinReplicas: 2                          |
            targetMaxReplicas: 2                          |
            """)
    void aScheduleOfAnAutoscalerMovesItsBounds(String rule, String code) {
        List<String> codes = codes(plan("""
                apiVersion: autoscaling.karmada.io/v1alpha1
                kind: CronFederatedHPA
                metadata: {name: c, namespace: shop}
                spec:
                  scaleTargetRef: {apiVersion: autoscaling.karmada.io/v1alpha1, kind: FederatedHPA, name: f}
                  rules: [{name: a, schedule: "@daily", %s}]
                """.formatted(rule)));

        assertThat(codes).filteredOn(found -> !found.equals("karmada.scaled-by-schedule")
                && !found.equals("karmada.control-plane-only")).isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void aMetricBringsItsOwnSource() {
        String autoscaler = """
                apiVersion: autoscaling.karmada.io/v1alpha1
                kind: FederatedHPA
                metadata: {name: f, namespace: shop}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                  maxReplicas: 9
                  metrics: [{type: %s, resource: {name: cpu, target: {type: Utilization, averageUtilisation: 60}}}]
                """;

        assertThat(only("karmada.misspelt-field", plan(WEB, autoscaler.formatted("Resource"))).arguments()).endsWith(
                "spec.metrics[0].resource.target.averageUtilization");
        assertThat(codes(plan(WEB, autoscaler.formatted("Pods")))).contains("karmada.metric-source");
    }

    @Test
    void aServiceOverClustersSaysWhoGivesAndWhoTakes() {
        String service = """
                apiVersion: networking.karmada.io/v1alpha1
                kind: MultiClusterService
                metadata: {name: web, namespace: shop}
                spec: {types: [CrossCluster], providerClusters: [{name: us}]}
                """;

        assertThat(only("karmada.multi-cluster-service", plan(WEB, service)).arguments()).containsExactly("shop/web", "us",
                "eu, us");
        assertThat(codes(plan(WEB, service))).contains("karmada.service-missing");
        assertThat(codes(plan(WEB, service, """
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: shop}
                """))).doesNotContain("karmada.service-missing");
        assertThat(codes(plan(service.replace("CrossCluster", "CrossCluster, LoadBalancer")))).contains("karmada.wrong-size");
        assertThat(codes(plan(service.replace("[{name: us}]", "[{name: us}, {name: us}]")))).contains("karmada.name-repeated");
    }

    @Test
    void remediesAndTaintPoliciesSayWhereAndWhen() {
        DialectPlan plan = plan(
                """
                        apiVersion: remedy.karmada.io/v1alpha1
                        kind: Remedy
                        metadata: {name: r}
                        spec:
                          decisionMatches:
                          - clusterConditionMatch: {conditionType: ServiceDomainNameResolutionReady, operator: Equal, conditionStatus: "False"}
                          actions: [TrafficControl]
                        """,
                """
                        apiVersion: policy.karmada.io/v1alpha1
                        kind: ClusterTaintPolicy
                        metadata: {name: t}
                        spec:
                          targetClusters: {labelSelector: {matchLabels: {env: prod}}}
                          addOnConditions: [{conditionType: Ready, operator: NotIn, statusValues: ["True"]}]
                          taints: [{key: down, effect: NoExecute}]
                        """);

        assertThat(only("karmada.remedy", plan).arguments()).containsExactly("TrafficControl", "eu, us",
                "ServiceDomainNameResolutionReady = False");
        assertThat(only("karmada.tainted-on-condition", plan).arguments()).containsExactly("eu", "down:NoExecute",
                "Ready NotIn [True]");
    }

    @Test
    void aRebalancerSaysWhatItSchedulesAnewAndWhatHasNoBinding() {
        DialectPlan plan = plan(WEB, """
                apiVersion: apps.karmada.io/v1alpha1
                kind: WorkloadRebalancer
                metadata: {name: w}
                spec:
                  workloads:
                  - {apiVersion: apps/v1, kind: Deployment, namespace: shop, name: web}
                  - {apiVersion: apps/v1, kind: Deployment, namespace: shop, name: gone}
                """);

        assertThat(only("karmada.rebalanced", plan).location().line()).isEqualTo(6);
        assertThat(only("karmada.target-not-placed", plan).location().line()).isEqualTo(7);
    }

    @Test
    void aMembersAutoscalerFightsUnlessTheReplicasAreLeftToIt() {
        String autoscaler = """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: web, namespace: shop}
                spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 9}
                """;

        Diagnostic found = only("karmada.autoscaler-fights", plan(WEB, autoscaler));

        String mended = KarmadaTexts.apply(WEB, found.fixes().getFirst().edits());
        assertThat(mended).contains("resourcetemplate.karmada.io/retain-replicas");
        assertThat(codes(plan(mended, autoscaler))).doesNotContain("karmada.autoscaler-fights");
    }

    private static final String CLONES = """
            apiVersion: apps.kruise.io/v1alpha1
            kind: CloneSet
            metadata: {name: clones, namespace: shop}
            spec: {replicas: 5}
            """;

    @Test
    void aKindThatKarmadaReadsByAScriptOfItsOwnIsAnEstimate() {
        DialectPlan plan = plan(WEB, CLONES);

        Division division = plan.objects().getLast().division();
        assertThat(division.certainty()).isEqualTo(Division.Certainty.ESTIMATE);
        assertThat(division.doubt()).isNotNull().extracting("code").isEqualTo("karmada.doubt.shipped-script");
        assertThat(only("karmada.foreign-rule", plan).location().line()).isEqualTo(2);
    }

    @Test
    void aScriptOfTheWorkspaceTakesTheDoubtAway() {
        DialectPlan plan = plan(WEB, CLONES, """
                apiVersion: config.karmada.io/v1alpha1
                kind: ResourceInterpreterCustomization
                metadata: {name: clones}
                spec:
                  target: {apiVersion: apps.kruise.io/v1alpha1, kind: CloneSet}
                  customizations:
                    replicaResource:
                      luaScript: |
                        function GetReplicas(obj)
                          return obj.spec.replicas, nil
                        end
                """);

        ObjectPlan clones = plan.objects().getLast();
        assertThat(clones.division().replicas()).isEqualTo(5);
        assertThat(clones.division().certainty()).isEqualTo(Division.Certainty.UP_TO_TIE);
        assertThat(codes(plan)).doesNotContain("karmada.foreign-rule");
    }

    @Test
    void aWebhookThatCannotBeAskedMakesAnEstimateOfAnyKind() {
        String hook = """
                apiVersion: config.karmada.io/v1alpha1
                kind: ResourceInterpreterWebhookConfiguration
                metadata: {name: h}
                webhooks:
                - name: hook.example.io
                  clientConfig: {url: "https://hook"}
                  interpreterContextVersions: [v1alpha1]
                  rules: [{operations: [InterpretReplica], apiGroups: [apps], apiVersions: [v1], kinds: [%s]}]
                """;

        assertThat(plan(WEB, hook.formatted("Deployment")).objects().getFirst().division().certainty())
                .isEqualTo(Division.Certainty.ESTIMATE);
        assertThat(plan(WEB, hook.formatted("StatefulSet")).objects().getFirst().division().certainty())
                .isEqualTo(Division.Certainty.EXACT);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            activationPreference: Lazy                                                                             | karmada.lazy
            preemption: Always                                                                                     | karmada.gate-off
            failover: {cluster: {purgeMode: Directly}}                                                             | karmada.failover-runs
            schedulePriority: {priorityClassSource: KubePriorityClass, priorityClassName: high}                    | karmada.queue-order
            placement: {workloadAffinity: {affinity: {groupByLabelKey: app}}}                                      | karmada.gate-off
            """)
    void whatAPolicyAsksOfARunningControlPlaneIsSaid(String field, String code) {
        DialectPlan plan = plan("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: p, namespace: shop}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: web}]
                  %s
                """.formatted(field));

        assertThat(only(code, plan).severity()).isEqualTo(Severity.HINT);
        assertThat(plan.diagnostics()).extracting(Diagnostic::severity).doesNotContain(Severity.ERROR);
    }

    /// A controller of its own sends namespaces: they belong to no binding.
    @Test
    void aNamespaceCarriesNoMarksOfABinding() {
        DialectPlan plan = plan(WEB, """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop}
                """);

        var annotations = plan.objects().getLast().on("eu").orElseThrow().manifest().annotations();
        assertThat(annotations).containsKeys("work.karmada.io/name", "resourcetemplate.karmada.io/managed-labels")
                .doesNotContainKeys("clusterresourcebinding.karmada.io/name", "work.karmada.io/conflict-resolution");
    }
}
