package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Resources;
import dev.flotilla.engine.fleet.Taint;
import dev.flotilla.engine.plan.ObjectPlan;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What the specification promises of any plan, checked by other means than those that make the plan. The seed is part of every
/// failure.
class KarmadaInvariantsTest {
    private static final long SEED = 20260822;
    private static final int RUNS = 800;

    /// One random world.
    private record World(List<MemberCluster> members, Map<String, Long> weights, List<String> names, List<String> excluded,
            boolean tolerates, int replicas, String strategy, int min, int max, Map<String, Long> room) {
        static World of(Random random) {
            var members = new ArrayList<MemberCluster>();
            var weights = new LinkedHashMap<String, Long>();
            var room = new LinkedHashMap<String, Long>();
            var names = new ArrayList<String>();
            var excluded = new ArrayList<String>();
            int count = 1 + random.nextInt(7);
            for (int i = 0; i < count; i++) {
                String name = "m" + i;
                long pods = random.nextInt(12);
                room.put(name, pods);
                members.add(MemberCluster.named(name)
                        .withTaints(random.nextInt(4) == 0 ? List.of(new Taint("team", "", "NoSchedule", null)) : List.of())
                        .withCapacity(new MemberCluster.Capacity(
                                new Resources(Map.of("pods", String.valueOf(pods)), Map.of(), Map.of()),
                                List.of(), 1, 1)));
                if (random.nextInt(4) > 0) weights.put(name, 1L + random.nextInt(9));
                if (random.nextInt(3) > 0) names.add(name);
                if (random.nextInt(6) == 0) excluded.add(name);
            }
            int min = 1 + random.nextInt(3);
            return new World(members, weights, random.nextBoolean() ? names : List.of(), excluded, random.nextBoolean(),
                    1 + random.nextInt(20), List.of("Duplicated", "Static", "Dynamic", "Aggregated").get(random.nextInt(4)), min,
                    random.nextBoolean() ? 0 : min + random.nextInt(3), room);
        }

        String policy() {
            var text = new StringBuilder("""
                    apiVersion: policy.karmada.io/v1alpha1
                    kind: PropagationPolicy
                    metadata: {name: p, namespace: shop}
                    spec:
                      resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                      placement:
                    """);
            text.append("    clusterAffinity: {clusterNames: ").append(names).append(", exclude: ").append(excluded)
                    .append("}\n");
            if (tolerates) text.append("    clusterTolerations: [{key: team, operator: Exists}]\n");
            if (max > 0) {
                text.append("    spreadConstraints: [{spreadByField: cluster, minGroups: ").append(min).append(", maxGroups: ")
                        .append(max)
                        .append("}]\n");
            }
            text.append("    replicaScheduling:\n      replicaSchedulingType: ")
                    .append(strategy.equals("Duplicated") ? "Duplicated" : "Divided").append('\n');
            switch (strategy) {
                case "Aggregated" -> text.append("      replicaDivisionPreference: Aggregated\n");
                case "Dynamic" -> text.append("      weightPreference: {dynamicWeight: AvailableReplicas}\n");
                case "Static" -> {
                    text.append("      weightPreference:\n        staticWeightList:\n");
                    weights.forEach((name, weight) -> text.append("        - {targetCluster: {clusterNames: [").append(name)
                            .append("]}, weight: ").append(weight).append("}\n"));
                    text.append("        - {targetCluster: {clusterNames: [absent]}, weight: 5}\n");
                }
                default -> {
                }
            }
            return text.toString();
        }

        /// Who may be chosen at all.
        List<String> feasible() {
            return members.stream().filter(member -> names.isEmpty() || names.contains(member.name()))
                    .filter(member -> !excluded.contains(member.name())).filter(member -> tolerates || member.taints().isEmpty())
                    .map(MemberCluster::name).toList();
        }
    }

    private static ObjectPlan plan(World world, List<MemberCluster> members) {
        return KarmadaTexts.plan(new Fleet(members), """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop, uid: ""}
                spec: {replicas: %d}
                """.formatted(world.replicas()), world.policy()).objects().getFirst();
    }

    private static Map<String, Long> shares(ObjectPlan plan) {
        var shares = new TreeMap<String, Long>();
        plan.placements().forEach(placed -> shares.put(placed.cluster(), Long.valueOf(String.valueOf(placed.replicas()))));
        return shares;
    }

    @Test
    void everyPlanIsWhatItsPolicyAllows() {
        var random = new Random(SEED);
        for (int run = 0; run < RUNS; run++) {
            World world = World.of(random);
            String what = "seed " + SEED + ", run " + run + ": " + world;
            ObjectPlan plan = plan(world, world.members());
            Map<String, Long> shares = shares(plan);
            List<String> feasible = world.feasible();

            assertThat(feasible).as(what).containsAll(shares.keySet());
            if (feasible.isEmpty()) assertThat(plan.error()).as(what).isNotNull();
            if (plan.error() != null) {
                assertThat(shares).as(what).isEmpty();
                continue;
            }
            boolean spreads = world.max() > 0 && !world.strategy().equals("Static");
            if (spreads) assertThat(shares.size()).as(what).isLessThanOrEqualTo(world.max());
            if (spreads) assertThat(feasible.size()).as(what).isGreaterThanOrEqualTo(world.min());
            switch (world.strategy()) {
                case "Duplicated" -> assertThat(shares.values()).as(what).isNotEmpty().containsOnly((long) world.replicas());
                case "Static" -> {
                    assertThat(sum(shares)).as(what).isEqualTo(world.replicas());
                    isWebster(what, shares, staticVotes(world, feasible));
                }
                case "Dynamic" -> {
                    assertThat(sum(shares)).as(what).isEqualTo(world.replicas());
                    if (!spreads) isWebster(what, shares, votes(feasible, world.room()));
                }
                default -> {
                    assertThat(sum(shares)).as(what).isEqualTo(world.replicas());
                    if (!spreads) assertThat(shares.size()).as(what).isLessThanOrEqualTo(fewest(world, feasible));
                }
            }
        }
    }

    private static long sum(Map<String, Long> shares) {
        return shares.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<String, Long> votes(List<String> feasible, Map<String, Long> of) {
        return feasible.stream().filter(of::containsKey)
                .collect(Collectors.toMap(name -> name, name -> of.getOrDefault(name, 0L)));
    }

    private static Map<String, Long> staticVotes(World world, List<String> feasible) {
        Map<String, Long> votes = votes(feasible, world.weights());
        return votes.isEmpty() ? feasible.stream().collect(Collectors.toMap(name -> name, _ -> 1L)) : votes;
    }

    /// A division is Webster's exactly when no seat could go to somebody with a larger claim: the smallest claim that got a seat is
    /// at least the largest that got none (Balinski and Young's min-max inequality).
    private static void isWebster(String what, Map<String, Long> seats, Map<String, Long> votes) {
        double smallest = seats.entrySet().stream()
                .mapToDouble(entry -> votes.getOrDefault(entry.getKey(), 0L) / (2.0 * entry.getValue() - 1)).min().orElse(0);
        double largest = votes.entrySet().stream()
                .mapToDouble(entry -> entry.getValue() / (2.0 * seats.getOrDefault(entry.getKey(), 0L) + 1)).max().orElse(0);
        assertThat(smallest).as(what).isGreaterThanOrEqualTo(largest);
    }

    private static int fewest(World world, List<String> feasible) {
        List<Long> rooms = feasible.stream().map(world.room()::get).sorted(Comparator.reverseOrder()).toList();
        long sum = 0;
        int count = 0;
        while (sum < world.replicas()) {
            sum += rooms.get(count++);
        }
        return count;
    }
}
