package dev.flotilla.engine.dialect.karmada;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.flotilla.engine.dialect.karmada.admission.Validation;
import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.match.PropagationPolicy;
import dev.flotilla.engine.dialect.karmada.schedule.Binding;
import dev.flotilla.engine.dialect.karmada.schedule.Estimator;
import dev.flotilla.engine.dialect.karmada.schedule.Failure;
import dev.flotilla.engine.dialect.karmada.schedule.Filters;
import dev.flotilla.engine.dialect.karmada.schedule.FleetIndex;
import dev.flotilla.engine.dialect.karmada.schedule.Placement;
import dev.flotilla.engine.dialect.karmada.schedule.Release;
import dev.flotilla.engine.dialect.karmada.schedule.Scheduler;
import dev.flotilla.engine.dialect.karmada.schedule.Trigger;
import dev.flotilla.engine.dialect.karmada.work.Evictions;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Resources;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What Karmada does at the rims of its rules, where none of the recorded answers looks.
class KarmadaEdgesTest {
    private static final TypeRef DEPLOYMENT = new TypeRef("apps/v1", "Deployment");
    private static final String AGGREGATED = """
            replicaScheduling: {replicaSchedulingType: Divided, replicaDivisionPreference: Aggregated}
            """;
    private static final String DYNAMIC = """
            replicaScheduling:
              replicaSchedulingType: Divided
              replicaDivisionPreference: Weighted
              weightPreference: {dynamicWeight: AvailableReplicas}
            """;

    private static MapValue yaml(String text) {
        return (MapValue) YamlReader.read(new SourceFile("given.yaml", text)).documents().getFirst().root();
    }

    private static MemberCluster member(String name, String pods) {
        return MemberCluster.named(name).withCapacity(new MemberCluster.Capacity(
                new Resources(Map.of("pods", pods), Map.of(), Map.of()), List.of(), 1, 1));
    }

    private static Binding binding(int replicas, boolean fresh, Binding.Target... previous) {
        return new Binding(DEPLOYMENT, "", replicas, new Binding.Need(Map.of()), List.of(), List.of(previous), Set.of(), "",
                fresh);
    }

    private static Scheduler.Outcome schedule(String placement, Binding binding, MemberCluster... members) {
        var filters = new Filters(Placement.read(yaml(placement)), new FleetIndex(new Fleet(List.of(members))));
        return new Scheduler(filters, Scheduler.Rules.of(Release.NEWEST)).schedule(binding);
    }

    private static Map<String, Integer> replicas(Scheduler.Outcome outcome) {
        var replicas = new TreeMap<String, Integer>();
        outcome.targets().forEach(target -> replicas.put(target.cluster(), target.replicas()));
        return replicas;
    }

    @Test
    void leavesTheLastOfEquallyFilledMembersByTheOrderOfTheLastResult() {
        var held = List.of(new Binding.Target("c", 4), new Binding.Target("a", 4), new Binding.Target("b", 4));
        // by room the order would be b, a, c
        Scheduler.Outcome outcome = schedule(AGGREGATED, binding(6, false, held.toArray(Binding.Target[]::new)),
                member("a", "20"),
                member("b", "30"), member("c", "10"));
        assertThat(replicas(outcome)).isEqualTo(Map.of("a", 3, "c", 3));
    }

    @Test
    void takesTheLargestNumberForRoomForAll() {
        // 2^31 - 1 free pods: the original reads that as "nothing bounds it"
        Scheduler.Outcome outcome = schedule(DYNAMIC, binding(4, false), member("a", "2147483647"), member("b", "4"));
        assertThat(replicas(outcome)).isEqualTo(Map.of("a", 2, "b", 2));
    }

    @Test
    void takesMinusOneForNoAnswer() {
        // 2^32 - 1 comes out as -1 in 32 bits, which is how an estimator says that it does not know
        Scheduler.Outcome outcome = schedule(DYNAMIC, binding(4, false), member("a", "4294967295"), member("b", "4"));
        assertThat(replicas(outcome)).isEqualTo(Map.of("a", 2, "b", 2));
    }

    @Test
    void addsUpRoomInThirtyTwoBits() {
        Scheduler.Outcome outcome = schedule(DYNAMIC, binding(4, false), member("a", "1500000000"), member("b", "1500000000"));
        Failure failure = outcome.failure();
        assertThat(failure).isNotNull();
        assertThat(failure.message()).isEqualTo("failed to assign replicas: failed to scale up: "
                + "Clusters available replicas -1294967296 are not enough to schedule.");
    }

    private static Binding components(int replicas, Binding.Component... components) {
        return new Binding(DEPLOYMENT, "", replicas, components[0].need(), List.of(components), List.of(), Set.of(), "", false);
    }

    private static Binding.Component component(String name, int replicas, String cpu) {
        return new Binding.Component(name, replicas, Binding.Need.read(yaml("resourceRequest: {cpu: \"" + cpu + "\"}")));
    }

    private static MemberCluster withCpu(String name, String cpu) {
        return MemberCluster.named(name).withCapacity(new MemberCluster.Capacity(
                new Resources(Map.of("pods", "50", "cpu", cpu), Map.of(), Map.of()), List.of(), 1, 1));
    }

    @Test
    void aSetOfComponentsGoesOnlyWhereOneFits() {
        Binding set = components(0, component("manager", 1, "1"), component("worker", 3, "2"));
        String one = "spreadConstraints: [{spreadByField: cluster, minGroups: 1, maxGroups: 1}]";
        assertThat(replicas(schedule(one, set, withCpu("a", "6"), withCpu("b", "7")))).isEqualTo(Map.of("b", 0));
        Failure failure = schedule(one, set, withCpu("a", "6")).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.message()).isEqualTo("failed to select clusters: no enough resource when selecting 1 clusters");
    }

    @Test
    void anEvictedSetOfComponentsIsPlacedAgain() {
        MapValue placement = yaml(AGGREGATED);
        Binding set = components(0, component("manager", 1, "1"), component("worker", 3, "2"));
        assertThat(Trigger.schedules(set, placement, placement, Set.of())).isTrue();
        Binding held = set.withPrevious(List.of(new Binding.Target("a", 0)));
        assertThat(Trigger.schedules(held, placement, placement, Set.of())).isFalse();
    }

    @Test
    void countsRoomForReplicasOfASingleComponent() {
        Binding single = components(6, component("only", 6, "1"));
        assertThat(replicas(schedule(DYNAMIC, single, withCpu("a", "4"), withCpu("b", "4")))).isEqualTo(Map.of("a", 3, "b", 3));
    }

    private static Estimator estimator(String modelings) {
        return new Estimator(ClusterDocument.read(new Manifest(yaml("""
                apiVersion: cluster.karmada.io/v1alpha1
                kind: Cluster
                metadata: {name: m}
                spec:
                  resourceModels:
                  - {grade: 0, ranges: [{name: cpu, min: "4", max: "8"}, {name: memory, min: 8Gi, max: 16Gi}]}
                  - {grade: 1, ranges: [{name: cpu, min: "8", max: "16"}, {name: memory, min: 16Gi, max: 32Gi}]}
                status:
                  resourceSummary:
                    allocatable: {cpu: "100", memory: 200Gi, pods: "900"}
                    allocatableModelings: %s
                """.formatted(modelings)))));
    }

    private static int more(Estimator estimator, String requirements) {
        return estimator.more(Binding.Need.read(yaml(requirements)));
    }

    @Test
    void putsNoMoreThan110PodsOnANodeEvenIfTheyAskForNothing() {
        assertThat(more(estimator("[{grade: 0, count: 2}]"), "{nodeClaim: {nodeSelector: {a: b}}}")).isEqualTo(220);
        assertThat(more(estimator("[{grade: 0, count: 2}]"), "{resourceRequest: {cpu: \"0\"}}")).isEqualTo(220);
    }

    @Test
    void countsAReplicaAsOnePodOfANodeWhateverItRequests() {
        assertThat(more(estimator("[{grade: 0, count: 2}]"), "{resourceRequest: {cpu: 100m, pods: \"3\"}}")).isEqualTo(80);
    }

    @Test
    void looksOnNodesOnlyForWhatNodesHave() {
        assertThat(more(estimator("[{grade: 0, count: 1}]"), "{resourceRequest: {cpu: \"1\", storage: 1Gi}}")).isEqualTo(4);
        assertThat(more(estimator("[{grade: 0, count: 1}]"), "{resourceRequest: {cpu: \"1\", example.com/gpu: \"1\"}}")).isZero();
    }

    @Test
    void addsUpCountsOfOneGrade() {
        assertThat(more(estimator("[{grade: 1, count: 1}, {grade: 1, count: 2}]"), "{resourceRequest: {cpu: \"8\"}}"))
                .isEqualTo(3);
    }

    @Test
    void doesWithoutModelsWhereACountMakesNoSense() {
        assertThat(more(estimator("[{grade: 0, count: -1}, {grade: 1, count: 2}]"), "{resourceRequest: {cpu: \"1\"}}"))
                .isEqualTo(100);
    }

    @Test
    void aTolerationForNoTimeIsAnotherThanOneForEver() {
        MapValue forEver = yaml("{clusterTolerations: [{key: k, operator: Exists, effect: NoExecute}]}");
        MapValue forNoTime = yaml("{clusterTolerations: [{key: k, operator: Exists, effect: NoExecute, tolerationSeconds: 0}]}");
        assertThat(schedules(forNoTime, forEver)).isTrue();
    }

    @Test
    void whatIsWrittenEmptyIsNoChange() {
        MapValue written = yaml("""
                clusterAffinity: {labelSelector: {matchLabels: {}, matchExpressions: [{key: a, operator: Exists}]}}
                replicaScheduling:
                  replicaSchedulingType: Divided
                  weightPreference: {staticWeightList: [{targetCluster: {clusterNames: []}, weight: 1}]}
                """);
        MapValue stored = yaml("""
                clusterAffinity: {labelSelector: {matchExpressions: [{key: a, operator: Exists}]}}
                replicaScheduling:
                  replicaSchedulingType: Divided
                  weightPreference: {staticWeightList: [{weight: 1}]}
                """);
        assertThat(schedules(written, stored)).isFalse();
    }

    private static boolean schedules(MapValue placement, MapValue applied) {
        return Trigger.schedules(binding(2, false, new Binding.Target("a", 2)), divided(placement), divided(applied), Set.of());
    }

    private static MapValue divided(MapValue placement) {
        return placement.has("replicaScheduling")
                ? placement
                : placement.with("replicaScheduling", yaml(AGGREGATED).mapAt("replicaScheduling"));
    }

    @Test
    void aGracePeriodIsThatOfItsOwnTask() {
        List<MapValue> tasks = List.of(
                yaml("{fromCluster: a, creationTimestamp: \"2026-05-01T11:30:00Z\", gracePeriodSeconds: 7200}"),
                yaml("{fromCluster: b, creationTimestamp: \"2026-05-01T11:30:00Z\"}"),
                yaml("{fromCluster: c, creationTimestamp: \"2026-05-01T11:50:00Z\"}"));
        assertThat(tasks.stream().map(task -> Evictions.of(task, false, Duration.ofMinutes(10)))).containsExactly(
                new Evictions.Fate.Until(Instant.parse("2026-05-01T13:30:00Z")),
                new Evictions.Fate.Until(Instant.parse("2026-05-01T11:40:00Z")),
                new Evictions.Fate.Until(Instant.parse("2026-05-01T12:00:00Z")));
    }

    private static List<String> findings(String spec) {
        MapValue policy = yaml("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: ClusterPropagationPolicy
                metadata: {name: p}
                """);
        return Validation.findings(new Manifest(policy.with("spec", yaml(spec)))).stream()
                .map(finding -> finding.field() + " " + finding.code()).toList();
    }

    @Test
    void anEmptySelectorIsNoPrimaryGroup() {
        assertThat(findings("""
                placement:
                  clusterAffinities:
                  - {affinityName: first, labelSelector: null, overflowAffinities: [{affinityName: second, clusterNames: [b]}]}
                  replicaScheduling: {replicaSchedulingType: Divided, replicaDivisionPreference: Aggregated}
                """)).containsExactly("spec.placement.clusterAffinities[0].overflowAffinities karmada.overflow-alone");
    }

    @Test
    void stateKeptFromALostMemberNeedsALabelKeyToo() {
        assertThat(findings("""
                failover:
                  cluster:
                    purgeMode: Directly
                    statePreservation:
                      rules: [{aliasLabelName: works, jsonPath: "{.a}"}, {aliasLabelName: "no key", jsonPath: "{.b}"}]
                """)).containsExactly(
                "spec.failover.cluster.statePreservation.rules[1].aliasLabelName karmada.not-a-label-key");
    }

    @Test
    void aBindingAlwaysHasAPlacement() {
        var policy = new PropagationPolicy(new Manifest(yaml("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: ClusterPropagationPolicy
                metadata: {name: p}
                spec: {resourceSelectors: [{apiVersion: v1, kind: ConfigMap}]}
                """)));
        var template = new Manifest(yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: shop}}"));
        MapValue built = new BindingDraft(template, policy, Interpreter.builtIn()).build(PriorityClasses.UNKNOWN);
        assertThat(built.at("spec", "placement")).isEqualTo(MapValue.EMPTY);
    }
}
