package dev.flotilla.engine.dialect.kubefed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import dev.flotilla.engine.dialect.kubefed.replicas.ClusterPreference;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Answer;
import dev.flotilla.engine.dialect.kubefed.replicas.ReplicaPlanner.Question;
import dev.flotilla.engine.plan.AccountRequest;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.value.Json;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds for any input. Every failure names its seed.
class KubeFedPropertiesTest {
    private static final int RUNS = 3_000;

    private static Question question(RandomGenerator random, boolean roomy) {
        int count = random.nextInt(1, 8);
        var clusters = new ArrayList<String>();
        var preferences = new HashMap<String, ClusterPreference>();
        var current = new HashMap<String, Long>();
        var capacity = new HashMap<String, Long>();
        for (int i = 0; i < count; i++) {
            String name = "member" + i;
            clusters.add(name);
            long min = random.nextInt(4);
            Long max = random.nextInt(3) == 0 ? min + random.nextInt(6) : null;
            preferences.put(name, new ClusterPreference(1 + random.nextInt(5), min, roomy ? null : max));
            if (random.nextBoolean()) current.put(name, (long) random.nextInt(6));
            if (!roomy && random.nextInt(4) == 0) capacity.put(name, (long) random.nextInt(8));
        }
        return new Question(clusters, preferences, random.nextInt(40), random.nextBoolean(), current, capacity,
                "shop/web" + random.nextInt(9));
    }

    @Test
    void maximumAndCapacityAreNeverExceededByTheRounds() {
        for (int seed = 0; seed < RUNS; seed++) {
            Question question = question(new Random(seed), false);
            Answer answer = ReplicaPlanner.plan(question);
            String asked = "seed " + seed + ": " + question;

            question.preferences().forEach((cluster, wanted) -> {
                long planned = answer.plan().getOrDefault(cluster, 0L);
                Long max = wanted.max();
                Long capacity = question.capacity().get(cluster);
                if (max != null) assertThat(planned).as(asked).isLessThanOrEqualTo(max);
                if (capacity != null) assertThat(planned).as(asked).isLessThanOrEqualTo(capacity);
            });
        }
    }

    /// Also beside maximums, and beside capacities that leave room for the minimum.
    @Test
    void minimumsAreMetWhereTheyCanBe() {
        int checked = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Question question = question(new Random(seed), seed % 2 == 0);
            long minimums = question.preferences().values().stream().mapToLong(ClusterPreference::min).sum();
            if (minimums > question.total()) continue;
            Answer answer = ReplicaPlanner.plan(question);

            for (var wanted : question.preferences().entrySet()) {
                long min = wanted.getValue().min();
                if (question.capacity().getOrDefault(wanted.getKey(), min) < min) continue;
                checked++;
                assertThat(answer.plan().get(wanted.getKey())).as("seed %d: %s", seed, question).isGreaterThanOrEqualTo(min);
            }
        }
        assertThat(checked).isGreaterThan(RUNS);
    }

    /// As many replicas as all members together may and can hold are handed out, if there are that many.
    @Test
    void replicasAddUpAsFarAsLimitsAllow() {
        for (int seed = 0; seed < RUNS; seed++) {
            Question question = question(new Random(seed), false);
            long room = 0;
            for (var wanted : question.preferences().entrySet()) {
                long max = wanted.getValue().max() == null ? question.total() : wanted.getValue().max();
                room += Math.min(max, question.capacity().getOrDefault(wanted.getKey(), max));
            }
            long placed = ReplicaPlanner.plan(question).plan().values().stream().mapToLong(Long::longValue).sum();

            assertThat(placed).as("seed %d: %s", seed, question).isEqualTo(Math.min(question.total(), room));
        }
    }

    @Test
    void allReplicasArePlacedWhenThereIsRoom() {
        for (int seed = 0; seed < RUNS; seed++) {
            Question question = question(new Random(seed), true);

            Answer answer = ReplicaPlanner.plan(question);

            assertThat(answer.plan().values().stream().mapToLong(Long::longValue).sum()).as("seed %d: %s", seed, question)
                    .isEqualTo(question.total());
            assertThat(answer.unplaced()).as("seed %d", seed).isZero();
        }
    }

    @Test
    void theOrderOfMembersMeansNothing() {
        for (int seed = 0; seed < RUNS; seed++) {
            Question question = question(new Random(seed), false);
            List<String> shuffled = new ArrayList<>(question.clusters());
            Collections.shuffle(shuffled, new Random(seed));

            Answer other = ReplicaPlanner
                    .plan(new Question(shuffled, question.preferences(), question.total(), question.rebalance(),
                            question.current(), question.capacity(), question.key()));

            assertThat(other.replicas()).as("seed %d: %s", seed, question).isEqualTo(ReplicaPlanner.plan(question).replicas());
        }
    }

    private static final String SAMPLE = """
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedNamespace
            metadata: {name: shop, namespace: shop}
            spec: {placement: {clusterSelector: {matchLabels: {tier: gold}}}}
            ---
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedDeployment
            metadata:
              name: web
              namespace: shop
              annotations: {kubefed.io/orphan: "true", kubefed.io/deleteoption: '{}'}
            spec:
              retainReplicas: true
              template:
                apiVersion: apps/v1
                metadata:
                  labels: {app: web}
                  annotations: {a: b}
                  finalizers: [a/b]
                spec:
                  replicas: 3
                  template: {spec: {containers: [{name: web, image: nginx, args: [a, b]}]}}
              placement:
                clusters:
                - name: eu
                - name: us
                clusterSelector:
                  matchExpressions:
                  - {key: tier, operator: In, values: [gold]}
              overrides:
              - clusterName: eu
                clusterOverrides:
                - {path: /spec/template/spec/containers/0/args/-, op: add, value: c}
                - {path: /metadata/labels, op: add, value: {x: y}}
                - {path: /spec/replicas, value: 7}
            ---
            apiVersion: scheduling.kubefed.io/v1alpha1
            kind: ReplicaSchedulingPreference
            metadata: {name: web, namespace: shop}
            spec:
              targetKind: FederatedDeployment
              totalReplicas: 9
              intersectWithClusterSelector: false
              clusters:
                eu: {weight: 1, minReplicas: 2, maxReplicas: 4}
                "*": {weight: 2}
            ---
            apiVersion: core.kubefed.io/v1beta1
            kind: KubeFedConfig
            metadata: {name: kubefed, namespace: kube-federation-system}
            spec:
              scope: Cluster
              leaderElect: {leaseDuration: 15s}
              featureGates:
              - {name: PushReconciler, configuration: Enabled}
            ---
            apiVersion: core.kubefed.io/v1beta1
            kind: KubeFedCluster
            metadata: {name: eu, labels: {tier: gold}}
            spec: {apiEndpoint: "https://eu:6443", secretRef: {name: eu}, disabledTLSValidations: ["*"]}
            status: {conditions: [{type: Ready, status: "True"}], zones: [a]}
            """;

    private static final List<String> SCRAPS = List.of("null", "[]", "{}", "0", "-1", "\"\"", "true", "1e300", "9007199254740993",
            "~", "a",
            "/spec/-", "'-'", "{a: b}", "[a]", "kube-system", "Cluster", "''", "/metadata", "test");

    /// Lines are dropped, doubled, swapped and their values replaced by things that do not belong there.
    private static String mutate(String text, RandomGenerator random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            switch (random.nextInt(5)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, line);
                case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
                case 3 -> lines.set(at,
                        line.replaceFirst(": .*|:$", ": " + SCRAPS.get(random.nextInt(SCRAPS.size())).replace("$", "")));
                default -> lines.set(at, replaceWord(line, random));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String replaceWord(String line, RandomGenerator random) {
        String[] words = line.split("(?<=[ :,{\\[])|(?=[,}\\]])");
        if (words.length > 1) words[random.nextInt(words.length)] = SCRAPS.get(random.nextInt(SCRAPS.size()));
        return String.join("", words);
    }

    /// A deep copy, to be compared with.
    private static String written(Plans plans) {
        return plans.documents().stream().map(document -> Json.write(document.manifest().root()))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void noMutationCrashesTheDialect() {
        int planned = 0;
        for (int seed = 0; seed < 10_000; seed++) {
            var random = new Random(seed);
            String text = mutate(SAMPLE, random);
            try {
                var plans = Plans.over("eu", "us").with(text).as(random.nextBoolean() ? "0.8" : "0.10")
                        .after("Deployment", "shop", "web", Map.of("us", random.nextInt(5)));
                String before = written(plans);
                DialectPlan plan = plans.plan();
                DialectPlan again = new KubeFedDialect().plan(plans.request(plan));
                planned += plan.objects().size();
                var whole = new FleetPlan(plans.request(null).fleet(), plan.objects(), plan.diagnostics(), "",
                        Map.of("kubefed", plan));
                plans.documents().forEach(document -> new KubeFedDialect()
                        .account(new AccountRequest(document, whole, plans.documents(), "")));
                assertThat(again.objects()).as("seed %d", seed).isEqualTo(plan.objects());
                assertThat(again.diagnostics()).as("seed %d", seed).isEqualTo(plan.diagnostics());
                assertThat(written(plans)).as("seed %d: documents after planning", seed).isEqualTo(before);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + "\n" + text, e);
            }
        }
        assertThat(planned).isGreaterThan(5_000);
    }
}
