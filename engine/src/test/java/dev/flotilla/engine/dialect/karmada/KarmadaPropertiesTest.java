package dev.flotilla.engine.dialect.karmada;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Collectors;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.AccountRequest;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.plan.RecordRequest;
import dev.flotilla.engine.plan.replicas.LargestWeights;
import dev.flotilla.engine.plan.replicas.Webster;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What must hold for any input. The seed is part of every failure.
class KarmadaPropertiesTest {
    private static final int RUNS = 10_000;
    private static final int MUTANTS = 40_000;
    private static final String SEEDS = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop, labels: {app: web}}
            spec: {replicas: 7, template: {spec: {containers: [{name: c, image: "nginx:1", command: [a], args: [b], resources: {requests: {cpu: 1}}}]}}}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: conf, namespace: shop}
            data: {a.json: '{"x": 1}', b.yaml: "y: 2"}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: job, namespace: shop}
            spec: {parallelism: 4, completions: 9, template: {spec: {containers: [{name: c, image: busybox}]}}}
            ---
            apiVersion: policy.karmada.io/v1alpha1
            kind: PropagationPolicy
            metadata: {name: p, namespace: shop}
            spec:
              resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}, {apiVersion: batch/v1, kind: Job, labelSelector: {matchExpressions: [{key: a, operator: DoesNotExist}]}}]
              propagateDeps: true
              priority: 3
              suspension: {dispatchingOnClusters: {clusterNames: [a]}}
              failover: {application: {decisionConditions: {tolerationSeconds: 3}, purgeMode: Gracefully, gracePeriodSeconds: 4}}
              placement:
                clusterAffinities:
                - {affinityName: one, clusterNames: [a, b], overflowAffinities: [{affinityName: two, labelSelector: {matchLabels: {env: prod}}}]}
                - {affinityName: three, fieldSelector: {matchExpressions: [{key: zone, operator: In, values: [z1]}]}}
                clusterTolerations: [{key: k, operator: Exists, effect: NoSchedule}]
                spreadConstraints: [{spreadByField: region, minGroups: 1, maxGroups: 2}, {spreadByField: cluster, minGroups: 1, maxGroups: 3}]
                replicaScheduling: {replicaSchedulingType: Divided, replicaDivisionPreference: Weighted, weightPreference: {dynamicWeight: AvailableReplicas}}
            ---
            apiVersion: policy.karmada.io/v1alpha1
            kind: ClusterPropagationPolicy
            metadata: {name: cp}
            spec:
              resourceSelectors: [{apiVersion: v1, kind: ConfigMap, name: conf}]
              placement: {replicaScheduling: {replicaSchedulingType: Divided, weightPreference: {staticWeightList: [{targetCluster: {clusterNames: [a]}, weight: 2}]}}}
            ---
            apiVersion: policy.karmada.io/v1alpha1
            kind: OverridePolicy
            metadata: {name: o, namespace: shop}
            spec:
              resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
              overrideRules:
              - targetCluster: {exclude: [b]}
                overriders:
                  imageOverrider: [{component: Tag, operator: replace, value: v2}]
                  commandOverrider: [{containerName: c, operator: add, value: [x]}]
                  labelsOverrider: [{operator: add, value: {l: m}}]
                  plaintext: [{path: /spec/replicas, operator: replace, value: 2}]
            ---
            apiVersion: policy.karmada.io/v1alpha1
            kind: ClusterOverridePolicy
            metadata: {name: co}
            spec:
              targetCluster: {clusterNames: [a]}
              overriders:
                fieldOverrider: [{fieldPath: /data/a.json, json: [{subPath: /x, operator: replace, value: 3}]}]
            ---
            apiVersion: cluster.karmada.io/v1alpha1
            kind: Cluster
            metadata: {name: a, labels: {env: prod}}
            spec: {syncMode: Push, region: r1, zones: [z1], taints: [{key: k, effect: NoSchedule}], resourceModels: [{grade: 0, ranges: [{name: cpu, min: 0, max: 1}]}]}
            status: {resourceSummary: {allocatable: {cpu: 10, pods: 100}, allocatableModelings: [{grade: 0, count: 3}]}, apiEnablements: [{groupVersion: apps/v1, resources: [{kind: Deployment, name: deployments}]}]}
            ---
            apiVersion: work.karmada.io/v1alpha2
            kind: ResourceBinding
            metadata: {name: web-deployment, namespace: shop, annotations: {policy.karmada.io/applied-placement: '{"a": {}}'}}
            spec:
              resource: {apiVersion: apps/v1, kind: Deployment, name: web, namespace: shop, uid: "1"}
              clusters: [{name: a, replicas: 2}, {name: b}]
              gracefulEvictionTasks: [{fromCluster: c, reason: r, producer: p}]
              rescheduleTriggeredAt: "2026-01-01T00:00:00Z"
            status: {lastScheduledTime: "2025-01-01T00:00:00Z", schedulerObservingAffinityName: three}
            """;
    private static final String CONTROLLED = """
            apiVersion: policy.karmada.io/v1alpha1
            kind: FederatedResourceQuota
            metadata: {name: q, namespace: shop}
            spec: {overall: {cpu: 10}, staticAssignments: [{clusterName: a, hard: {cpu: 2, memory: 1Gi}}, {clusterName: b, hard: {cpu: 1500m}}]}
            ---
            apiVersion: apps.karmada.io/v1alpha1
            kind: WorkloadRebalancer
            metadata: {name: w}
            spec: {workloads: [{apiVersion: apps/v1, kind: Deployment, namespace: shop, name: web}]}
            ---
            apiVersion: autoscaling.karmada.io/v1alpha1
            kind: FederatedHPA
            metadata: {name: f, namespace: shop}
            spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 1, maxReplicas: 5, metrics: [{type: Resource, resource: {name: cpu, target: {type: Value, value: 1}}}]}
            ---
            apiVersion: autoscaling.karmada.io/v1alpha1
            kind: CronFederatedHPA
            metadata: {name: c, namespace: shop}
            spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, rules: [{name: r, schedule: "0 7 * * *", timeZone: Europe/Paris, targetReplicas: 3}]}
            ---
            apiVersion: networking.karmada.io/v1alpha1
            kind: MultiClusterService
            metadata: {name: s, namespace: shop}
            spec: {types: [CrossCluster], ports: [{name: p, port: 80}], providerClusters: [{name: a}], serviceConsumptionClusters: [b]}
            ---
            apiVersion: remedy.karmada.io/v1alpha1
            kind: Remedy
            metadata: {name: r}
            spec: {decisionMatches: [{clusterConditionMatch: {conditionType: T, operator: Equal, conditionStatus: "False"}}], actions: [TrafficControl]}
            ---
            apiVersion: policy.karmada.io/v1alpha1
            kind: ClusterTaintPolicy
            metadata: {name: t}
            spec: {targetClusters: {labelSelector: {matchLabels: {env: prod}}}, addOnConditions: [{conditionType: Ready, operator: In, statusValues: ["False"]}], taints: [{key: k, effect: NoExecute, value: v}]}
            ---
            apiVersion: config.karmada.io/v1alpha1
            kind: ResourceInterpreterWebhookConfiguration
            metadata: {name: h}
            webhooks: [{name: h, clientConfig: {url: "https://h"}, interpreterContextVersions: [v1alpha1], rules: [{operations: ["*"], apiGroups: [apps], apiVersions: ["*"], kinds: [StatefulSet]}]}]
            ---
            apiVersion: config.karmada.io/v1alpha1
            kind: ResourceInterpreterCustomization
            metadata: {name: i}
            spec: {target: {apiVersion: batch/v1, kind: Job}, customizations: {healthInterpretation: {luaScript: "function InterpretHealth(o) return o.status.active == 0 end"}}}
            ---
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: web, namespace: shop}
            spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 3}
            """;

    @Test
    void aDivisionAddsUpAndDoesNotDependOnTheOrderOfItsInput() {
        long seed = 20260821;
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            Map<String, Long> weights = weights(random);
            int seats = random.nextInt(120);
            SortedMap<String, Long> split = Webster.split(seats, weights, true);

            assertThat(split.values().stream().mapToLong(Long::longValue).sum()).as("seed %d, run %d", seed, i).isEqualTo(seats);
            assertThat(Webster.split(seats, shuffled(weights, random), true)).as("seed %d, run %d", seed, i).isEqualTo(split);
            assertThat(LargestWeights.split(seats, weights, Map.of(), true).values().stream().mapToLong(Long::longValue).sum())
                    .as("seed %d, run %d", seed, i).isEqualTo(seats);
        }
    }

    @Test
    void oneMoreReplicaTakesNoneAway() {
        long seed = 4711;
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Map<String, Long> weights = weights(random);
            int seats = random.nextInt(60);
            SortedMap<String, Long> before = Webster.split(seats, weights, true);
            Webster.split(seats + 1L, weights, true)
                    .forEach((name, count) -> assertThat(count).as("seed %d, %s", seed, weights)
                            .isGreaterThanOrEqualTo(before.get(name)));
        }
    }

    @Test
    void manySeatsAreHandedOutAsOneByOne() {
        long seed = 99;
        var random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            Map<String, Long> weights = weights(random);
            int seats = 1_000 + random.nextInt(4_000);
            assertThat(Webster.split(seats, weights, i % 2 == 0)).as("seed %d, %s", seed, weights)
                    .isEqualTo(Webster.explain(seats, weights, i % 2 == 0).seats());
        }
    }

    private static Map<String, Long> weights(Random random) {
        var weights = new LinkedHashMap<String, Long>();
        int members = 1 + random.nextInt(9);
        for (int i = 0; i < members; i++) {
            weights.put("m" + i, 1L + random.nextInt(random.nextBoolean() ? 4 : 300));
        }
        return weights;
    }

    private static Map<String, Long> shuffled(Map<String, Long> weights, Random random) {
        var names = new ArrayList<>(weights.keySet());
        Collections.shuffle(names, random);
        var shuffled = new LinkedHashMap<String, Long>();
        names.forEach(name -> shuffled.put(name, weights.get(name)));
        return shuffled;
    }

    @Test
    void aPlanDoesNotDependOnTheOrderOfMembersAndDocuments() {
        List<Document> documents = KarmadaTexts.documents(SEEDS);
        Map<String, Object> expected = summary(plan(documents, List.of("a", "b", "c")));
        long seed = 7;
        var random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            var members = new ArrayList<>(List.of("a", "b", "c"));
            var shuffled = new ArrayList<>(documents);
            Collections.shuffle(members, random);
            Collections.shuffle(shuffled, random);
            assertThat(summary(plan(shuffled, members))).as("seed %d, run %d", seed, i).isEqualTo(expected);
        }
    }

    @Test
    void thePlannerNeverThrowsOnAnyDocuments() {
        long seed = 1_000_003;
        var random = new Random(seed);
        List<Document> sound = KarmadaTexts.documents(SEEDS);
        List<Document> controlled = KarmadaTexts.documents(CONTROLLED);
        int mutants = 0;
        for (int i = 0; i < RUNS; i++) {
            var texts = new ArrayList<String>();
            var those = new ArrayList<>(sound);
            for (int more = random.nextInt(3); more > 0; more--) {
                those.add(controlled.get(random.nextInt(controlled.size())));
            }
            for (Document document : those) {
                Value value = document.manifest().root();
                for (int m = random.nextInt(3); m > 0; m--) {
                    value = mutated(value, random);
                }
                if (!value.equals(document.manifest().root())) mutants++;
                texts.add(YamlWriter.write(value));
            }
            List<Document> documents = KarmadaTexts.documents(texts.toArray(String[]::new));
            String before = written(documents);
            try {
                noted(plan(documents, List.of("a", "b", "c")), documents);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", run " + i + ":\n" + String.join("---\n", texts), e);
            }
            assertThat(written(documents)).as("seed %d, run %d: documents after planning", seed, i).isEqualTo(before);
        }
        assertThat(mutants).as("documents that were changed").isGreaterThan(MUTANTS);
    }

    /// A deep copy, to be compared with.
    private static String written(List<Document> documents) {
        return documents.stream().map(document -> Json.write(document.manifest().root())).collect(Collectors.joining("\n"));
    }

    /// Also what a control plane would hold of it can be told, once members run what was planned, and what becomes of each document.
    private static void noted(DialectPlan plan, List<Document> documents) {
        for (ObjectPlan object : plan.objects()) {
            var seen = new LinkedHashMap<String, Optional<Manifest>>();
            object.placements().forEach(placed -> seen.put(placed.cluster(), Optional.of(placed.manifest())));
            new KarmadaDialect().records(new RecordRequest(object, plan, documents, "", seen, Map.of(), Instant.EPOCH));
        }
        var whole = new FleetPlan(new Fleet(List.of(MemberCluster.named("a"), MemberCluster.named("b"))), plan.objects(),
                plan.diagnostics(), "", Map.of("karmada", plan));
        for (Document document : documents) {
            new KarmadaDialect().account(new AccountRequest(document, whole, documents, ""));
        }
    }

    private static DialectPlan plan(List<Document> documents, List<String> names) {
        var dialect = new KarmadaDialect();
        List<MemberCluster> members = dialect.declare(names.stream().map(MemberCluster::named).toList(), documents);
        return dialect.plan(PlanRequest.of(documents, new Fleet(members)));
    }

    private static Map<String, Object> summary(DialectPlan plan) {
        var summary = new java.util.TreeMap<String, Object>();
        for (ObjectPlan object : plan.objects()) {
            for (ClusterPlan placed : object.placements()) {
                summary.put(object.ref() + " on " + placed.cluster(), placed.manifest().root());
            }
            summary.put(object.ref().toString(), object.error() == null ? "" : object.error().code());
        }
        return summary;
    }

    /// The tree with one node changed.
    private static Value mutated(Value value, Random random) {
        if (random.nextInt(4) == 0) return any(random);
        return switch (value) {
            case MapValue map when !map.isEmpty() -> {
                String key = map.keys().get(random.nextInt(map.size()));
                Value child = map.get(key);
                yield switch (random.nextInt(6)) {
                    case 0 -> map.without(key);
                    case 1 -> map.without(key).with(key + "s", child == null ? Value.NULL : child);
                    default -> map.with(key, mutated(child == null ? Value.NULL : child, random));
                };
            }
            case ListValue list when !list.isEmpty() -> {
                int index = random.nextInt(list.size());
                yield switch (random.nextInt(6)) {
                    case 0 -> list.without(index);
                    case 1 -> list.appended(list.items().get(index));
                    default -> list.with(index, mutated(list.items().get(index), random));
                };
            }
            default -> any(random);
        };
    }

    private static Value any(Random random) {
        return switch (random.nextInt(14)) {
            case 0 -> Value.NULL;
            case 1 -> Value.TRUE;
            case 2 -> Value.number(-1);
            case 3 -> Value.number(0);
            case 4 -> Value.number(Long.MAX_VALUE);
            case 5 -> Value.number(2.5);
            case 6 -> Value.text("");
            case 7 -> Value.text("a");
            case 8 -> Value.text("/spec/0/~2");
            case 9 -> MapValue.EMPTY;
            case 10 -> ListValue.EMPTY;
            case 11 -> MapValue.of("a", Value.text("b"));
            case 12 -> ListValue.of(Value.text("a"), Value.NULL, Value.number(3));
            default -> Value.text("x".repeat(70) + "!");
        };
    }
}
