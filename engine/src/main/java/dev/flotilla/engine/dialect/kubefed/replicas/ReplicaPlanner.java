package dev.flotilla.engine.dialect.kubefed.replicas;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// KubeFed's own way of handing out replicas: minimums first, then (unless it rebalances) what already runs stays, then rounds by
/// weight in which every share is rounded up, in the order of weights and of a hash.
///
/// Source: kubefed `pkg/controller/util/planner/planner.go` Plan; all arithmetic is signed 64-bit.
public final class ReplicaPlanner {
    /// All that the plan depends on.
    ///
    /// @param clusters    available ones, without doubles; their order has no meaning
    /// @param preferences by name; `*` is for who is not named
    /// @param current     replicas that run, by cluster; absent means unknown
    /// @param capacity    how many a cluster can hold, by cluster; absent means unbounded
    /// @param key         `namespace/name`; breaks ties
    public record Question(List<String> clusters, Map<String, ClusterPreference> preferences, long total, boolean rebalance,
            Map<String, Long> current, Map<String, Long> capacity, String key) {
        public Question {
            clusters = List.copyOf(clusters);
            preferences = Map.copyOf(preferences);
            current = Map.copyOf(current);
            capacity = Map.copyOf(capacity);
        }
    }

    /// @param plan     for every cluster of the question
    /// @param overflow what a cluster should have had but has no room for; asked for in addition
    /// @param steps    what happened, in order
    /// @param unplaced replicas that nobody took
    /// @param order    those that have a preference, in the order in which they are served
    /// @param tied     clusters that only a hash collision tells apart, for which KubeFed's order is chance
    /// @param replicas what is written to the clusters: plan and overflow together
    public record Answer(SequencedMap<String, Long> plan, SequencedMap<String, Long> overflow, List<Step> steps, long unplaced,
            List<Rank> order, List<String> tied, SequencedMap<String, Long> replicas) {
        public Answer {
            plan = Collections.unmodifiableSequencedMap(plan);
            overflow = Collections.unmodifiableSequencedMap(overflow);
            steps = List.copyOf(steps);
            order = List.copyOf(order);
            tied = List.copyOf(tied);
            replicas = Collections.unmodifiableSequencedMap(replicas);
        }
    }

    /// What decides the order: the larger weight, then the smaller hash.
    ///
    /// @param hash to be compared as an unsigned number
    public record Rank(String cluster, long weight, int hash) {}

    public enum Pass {
        MINIMUM, KEEP, WEIGHT
    }

    /// One cluster's turn.
    ///
    /// @param round   from 1, of weighted rounds; 0 for the other passes
    /// @param share   what the rule gives before limits
    /// @param of      by weight: what there was to share at the beginning of the round, or 0
    /// @param weight  by weight: the cluster's own, or 0
    /// @param weights by weight: of all that were still open, or 0
    /// @param given   what it came to; negative where a limit takes something back
    /// @param holds   what the cluster holds afterwards
    /// @param left    what is left to hand out afterwards
    /// @param limit   what cut the share
    public record Step(Pass pass, int round, String cluster, long share, long of, long weight, long weights, long given,
            long holds, long left, Limit limit) {}

    public enum Limit {
        NONE, MAX, CAPACITY, LEFT
    }

    private final Question question;
    private final SequencedMap<String, Long> plan = new TreeMap<>();
    private final SequencedMap<String, Long> overflow = new TreeMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Long> kept = new HashMap<>();
    private long left;

    private final Comparator<Party> ties;

    private ReplicaPlanner(Question question, Comparator<Party> ties) {
        this.question = question;
        this.ties = ties;
        this.left = question.total();
    }

    private record Party(String name, ClusterPreference preference, int hash, @Nullable Long capacity) {}

    public static Answer plan(Question question) {
        return new ReplicaPlanner(question, Comparator.comparing(Party::name)).run();
    }

    /// With those that only a hash collision tells apart the other way round.
    public static Answer planWithTiesReversed(Question question) {
        return new ReplicaPlanner(question, Comparator.comparing(Party::name).reversed()).run();
    }

    private Answer run() {
        List<Party> parties = parties();
        minimums(parties);
        if (!question.rebalance()) keep(parties);
        rounds(parties);
        if (!question.rebalance()) capOverflow();
        List<Rank> order = parties.stream().map(party -> new Rank(party.name(), party.preference().weight(), party.hash()))
                .toList();
        var replicas = new TreeMap<>(plan);
        overflow.forEach((cluster, more) -> replicas.merge(cluster, more, Long::sum));
        return new Answer(plan, overflow, steps, left, order, tied(parties), replicas);
    }

    private List<Party> parties() {
        var parties = new ArrayList<Party>();
        for (String cluster : question.clusters()) {
            plan.put(cluster, 0L);
            ClusterPreference preference = question.preferences().get(cluster);
            if (preference == null) preference = question.preferences().get("*");
            if (preference == null) continue;
            parties.add(new Party(cluster, preference, Fnv1.hash(cluster + question.key()), question.capacity().get(cluster)));
        }
        parties.sort(Comparator.comparingLong((Party party) -> party.preference().weight()).reversed()
                .thenComparing(Party::hash, Integer::compareUnsigned).thenComparing(ties));
        return parties;
    }

    private static List<String> tied(List<Party> parties) {
        var tied = new ArrayList<String>();
        for (int i = 1; i < parties.size(); i++) {
            Party a = parties.get(i - 1);
            Party b = parties.get(i);
            if (a.hash() == b.hash() && a.preference().weight() == b.preference().weight()) {
                if (!tied.contains(a.name())) tied.add(a.name());
                tied.add(b.name());
            }
        }
        return tied;
    }

    private void minimums(List<Party> parties) {
        for (Party party : parties) {
            long min = Math.min(party.preference().min(), left);
            var limit = min < party.preference().min() ? Limit.LEFT : Limit.NONE;
            if (party.capacity() != null && party.capacity() < min) {
                min = party.capacity();
                limit = Limit.CAPACITY;
            }
            left -= min;
            plan.put(party.name(), min);
            if (min != 0 || limit != Limit.NONE) {
                steps.add(new Step(Pass.MINIMUM, 0, party.name(), party.preference().min(), 0, 0, 0, min, min, left, limit));
            }
        }
    }

    private void keep(List<Party> parties) {
        for (Party party : parties) {
            long planned = plan.getOrDefault(party.name(), 0L);
            Long current = question.current().get(party.name());
            if (current == null || current <= planned) continue;
            long target = current;
            var limit = Limit.NONE;
            Long max = party.preference().max();
            if (max != null && max < target) {
                target = max;
                limit = Limit.MAX;
            }
            if (party.capacity() != null && party.capacity() < target) {
                target = party.capacity();
                limit = Limit.CAPACITY;
            }
            long more = Math.max(0, Math.min(target - planned, left));
            if (more < target - planned) limit = Limit.LEFT;
            left -= more;
            kept.put(party.name(), more);
            plan.put(party.name(), planned + more);
            steps.add(new Step(Pass.KEEP, 0, party.name(), current, 0, 0, 0, more, planned + more, left, limit));
        }
    }

    private void rounds(List<Party> parties) {
        List<Party> open = parties;
        boolean progress = true;
        for (int round = 1; progress && left > 0; round++) {
            progress = false;
            long weights = 0;
            for (Party party : open) {
                weights += party.preference().weight();
            }
            if (weights <= 0) break;
            long distributed = left;
            var next = new ArrayList<Party>();
            for (Party party : open) {
                Turn turn = turn(party, round, distributed, weights);
                progress |= turn.progress();
                if (!turn.full()) next.add(party);
            }
            open = next;
        }
    }

    private record Turn(boolean progress, boolean full) {}

    private Turn turn(Party party, int round, long distributed, long weights) {
        long start = plan.getOrDefault(party.name(), 0L);
        long share = (distributed * party.preference().weight() + weights - 1) / weights;
        long more = Math.min(share, left);
        var limit = more < share ? Limit.LEFT : Limit.NONE;
        long already = Math.min(more, kept.getOrDefault(party.name(), 0L));
        kept.merge(party.name(), -already, Long::sum);
        more -= already;
        long target = start + more;
        boolean full = false;
        Long max = party.preference().max();
        if (max != null && target > max) {
            target = max;
            full = true;
            limit = Limit.MAX;
        }
        if (party.capacity() != null && target > party.capacity()) {
            overflow.put(party.name(), target - party.capacity());
            target = party.capacity();
            full = true;
            limit = Limit.CAPACITY;
        }
        left -= target - start;
        plan.put(party.name(), target);
        steps.add(new Step(Pass.WEIGHT, round, party.name(), share, distributed,
                party.preference().weight(), weights, target - start, target, left, limit));
        return new Turn(already > 0 || target > start, full);
    }

    private void capOverflow() {
        var capped = new TreeMap<String, Long>();
        overflow.forEach((cluster, more) -> {
            long asked = Math.min(more, left);
            if (asked > 0) capped.put(cluster, asked);
        });
        overflow.clear();
        overflow.putAll(capped);
    }
}
