package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.replicas.LargestWeights;
import dev.flotilla.engine.plan.replicas.Webster;
import org.jspecify.annotations.Nullable;

/// How many replicas each chosen cluster gets.
///
/// Source: karmada: pkg/scheduler/core/{assignment,division_algorithm}.go.
final class ReplicaAssignment {
    private final Binding binding;
    private final Filters filters;
    private final Placement placement;
    private final int term;
    private final Release release;
    private final boolean upwards;

    /// @param term the affinity group, or -1 for the placement's only affinity
    ReplicaAssignment(Binding binding, Filters filters, int term, Release release, boolean upwards) {
        this.binding = binding;
        this.filters = filters;
        this.placement = filters.placement();
        this.term = term;
        this.release = release;
        this.upwards = upwards;
    }

    /// @param targets empty where `failure` says why
    record Assigned(List<Binding.Target> targets, Calculation calculation, @Nullable Failure failure) {
        static Assigned failed(Calculation calculation, Failure failure) {
            return new Assigned(List.of(), calculation, failure);
        }
    }

    /// @param chosen in selection order
    Assigned assign(List<Option> chosen) {
        if (chosen.isEmpty()) {
            return Assigned.failed(Calculation.WHOLE,
                    Failure.other("no clusters available to schedule", "karmada.nothing-selected"));
        }
        boolean divides = (binding.replicas() > 0 || binding.need() != null) && binding.components().size() <= 1;
        if (!divides) {
            return new Assigned(chosen.stream().map(option -> new Binding.Target(option.name(), 0)).toList(), Calculation.WHOLE,
                    null);
        }
        Placement.Scheduling scheduling = placement.scheduling();
        Assigned assigned;
        if (scheduling == null || placement.isDuplicated()) {
            assigned = new Assigned(chosen.stream().map(option -> new Binding.Target(option.name(), binding.replicas())).toList(),
                    Calculation.DUPLICATED, null);
        } else if (release.isBeforeOne() && scheduling.isAggregated()) {
            assigned = firstFit(chosen);
        } else if (release.isBeforeOne() && scheduling.isWeighted() && scheduling.weights() == null) {
            return Assigned.failed(Calculation.WHOLE, Failure.other("no WeightPreference find to divide replicas",
                    "karmada.weights-missing"));
        } else if (scheduling.isAggregated() || scheduling.isDynamic()) {
            assigned = hasTiers() ? tiered(chosen, scheduling) : dynamic(chosen, scheduling, binding.replicas());
        } else if (scheduling.isWeighted()) {
            assigned = fixed(chosen);
        } else {
            return Assigned.failed(Calculation.WHOLE,
                    Failure.other("unsupported replica scheduling strategy, replicaSchedulingType: "
                            + scheduling.type() + ", replicaDivisionPreference: " + scheduling.preference()
                            + ", please try another scheduling strategy", "karmada.strategy-unsupported", scheduling.type(),
                            scheduling.preference()));
        }
        if (!release.dropsEmptyTargets()) return assigned;
        return new Assigned(assigned.targets().stream().filter(target -> target.replicas() > 0).toList(), assigned.calculation(),
                assigned.failure());
    }

    /// The aggregation of 2021: all to the first cluster where a replica asks for nothing; otherwise onto the fewest clusters that
    /// hold all, those in use first, in proportion to their room.
    private Assigned firstFit(List<Option> chosen) {
        var votes = new LinkedHashMap<String, Long>();
        chosen.stream().sorted(Comparator.comparingInt((Option option) -> -Math.min(1, binding.previousOn(option.name())))
                .thenComparing(Comparator.comparingLong(Option::allocatable).reversed()).thenComparing(Option::name))
                .forEach(option -> votes.put(option.name(), option.allocatable()));
        Binding.Need need = binding.need();
        if (need == null || need.requests().isEmpty()) {
            String first = chosen.stream().map(Option::name).sorted().findFirst().orElseThrow();
            votes.replaceAll((name, _) -> name.equals(first) ? 1L : 0L);
        } else {
            long sum = 0;
            for (var entry : votes.entrySet()) {
                boolean enough = sum >= binding.replicas();
                sum += entry.getValue();
                if (enough) entry.setValue(0L);
            }
            if (sum < binding.replicas()) {
                return Assigned.failed(Calculation.WHOLE, new Failure(Failure.Kind.UNSCHEDULABLE,
                        "clusters resources are not enough to schedule, max " + sum + " replicas are support",
                        Reason.of("karmada.capacity-short", sum, binding.replicas())));
            }
        }
        var calculation = new Calculation(Calculation.Method.AGGREGATED_FRESH, binding.replicas(), votes, Map.of(), held(),
                release,
                upwards);
        return new Assigned(targets(split(binding.replicas(), votes)), calculation, null);
    }

    private boolean hasTiers() {
        return term >= 0 && !placement.terms().get(term).overflow().isEmpty();
    }

    private Assigned fixed(List<Option> chosen) {
        var votes = new LinkedHashMap<String, Long>();
        for (Option option : chosen) {
            long weight = filters.weight(option.candidate(), release);
            if (weight > 0) votes.put(option.name(), weight);
        }
        boolean equal = votes.isEmpty();
        if (!equal && release.keepsUnweightedMembers()) chosen.forEach(option -> votes.putIfAbsent(option.name(), 0L));
        if (equal) chosen.forEach(option -> votes.put(option.name(), 1L));
        var calculation = new Calculation(equal ? Calculation.Method.EQUAL_WEIGHTS : Calculation.Method.STATIC_WEIGHTS,
                binding.replicas(),
                votes, Map.of(), held(), release, upwards);
        return new Assigned(targets(split(binding.replicas(), votes)), calculation, null);
    }

    private SortedMap<String, Long> split(long seats, Map<String, Long> votes) {
        return release.dividesByWebster()
                ? Webster.split(seats, votes, upwards)
                : LargestWeights.split(seats, votes, release.breaksTiesAtRandom() ? held() : Map.of(), upwards);
    }

    private Map<String, Long> held() {
        var held = new TreeMap<String, Long>();
        binding.previous().forEach(target -> held.put(target.cluster(), (long) target.replicas()));
        return held;
    }

    private static List<Binding.Target> targets(Map<String, Long> replicas) {
        return replicas.entrySet().stream().map(entry -> new Binding.Target(entry.getKey(), entry.getValue().intValue()))
                .toList();
    }

    /// Fills the affinity first, then each overflow affinity with what is left.
    private Assigned tiered(List<Option> chosen, Placement.Scheduling scheduling) {
        var tiers = new TreeMap<Integer, List<Option>>();
        chosen.forEach(option -> tiers.computeIfAbsent(option.tier(), _ -> new ArrayList<>()).add(option));
        long left = binding.replicas();
        var targets = new ArrayList<Binding.Target>();
        Calculation shown = Calculation.WHOLE;
        for (List<Option> tier : tiers.values()) {
            if (left <= 0) break;
            long share = Math.min(left, tier.stream().mapToLong(Option::available).sum());
            if (share <= 0) continue;
            Assigned assigned = dynamic(tier, scheduling, (int) share);
            if (assigned.failure() != null) return assigned;
            targets.addAll(assigned.targets());
            shown = assigned.calculation();
            left -= share;
        }
        if (left > 0) {
            return Assigned.failed(shown, new Failure(Failure.Kind.UNSCHEDULABLE,
                    "Clusters available replicas are not enough to schedule.",
                    Reason.of("karmada.capacity-short", binding.replicas() - left, binding.replicas())));
        }
        return new Assigned(targets, shown, null);
    }

    /// One cluster's say in a division by capacity.
    private record Room(String cluster, long replicas) {}

    private Assigned dynamic(List<Option> chosen, Placement.Scheduling scheduling, int replicas) {
        boolean aggregated = scheduling.isAggregated();
        SequencedMap<String, Long> scheduled = scheduled(chosen);
        long assigned = scheduled.values().stream().mapToLong(Long::longValue).sum();
        if (binding.fresh()) {
            List<Room> rooms = chosen.stream().map(option -> new Room(option.name(), (int) option.available())).toList();
            return divide(rooms, replicas, Map.of(), Calculation.Method.of(aggregated, Calculation.Mode.FRESH), false);
        }
        if (assigned > replicas) {
            List<Room> rooms = scheduled.entrySet().stream().map(entry -> new Room(entry.getKey(), entry.getValue())).toList();
            return divide(rooms, replicas, Map.of(), Calculation.Method.of(aggregated, Calculation.Mode.DOWN), false);
        }
        if (assigned < replicas) {
            List<Room> rooms = chosen.stream().map(option -> new Room(option.name(), option.allocatable())).toList();
            return divide(rooms, replicas - assigned, scheduled, Calculation.Method.of(aggregated, Calculation.Mode.UP),
                    aggregated);
        }
        var calculation = new Calculation(Calculation.Method.KEPT, replicas, scheduled, Map.of(), held(), release, upwards);
        return new Assigned(targets(scheduled), calculation, null);
    }

    /// What the chosen clusters hold, in the order of the last result: where they hold equally much, that order decides which of
    /// them an aggregation leaves.
    private SequencedMap<String, Long> scheduled(List<Option> chosen) {
        var names = new HashSet<String>();
        chosen.forEach(option -> names.add(option.name()));
        var scheduled = new LinkedHashMap<String, Long>();
        for (Binding.Target target : binding.previous()) {
            if (names.contains(target.cluster())) scheduled.putIfAbsent(target.cluster(), (long) target.replicas());
        }
        return scheduled;
    }

    private Assigned divide(List<Room> rooms, long target, Map<String, Long> base, Calculation.Method method, boolean usedFirst) {
        List<Room> sorted = new ArrayList<>(rooms);
        sorted.sort(Comparator.comparingLong(Room::replicas).reversed());
        // as in the original, a sum beyond 32 bits comes out negative and is never enough
        int sum = (int) sorted.stream().mapToLong(Room::replicas).sum();
        if (sum < target) {
            var failure = new Failure(Failure.Kind.UNSCHEDULABLE,
                    "Clusters available replicas " + sum + " are not enough to schedule.",
                    Reason.of("karmada.capacity-short", sum, target));
            return Assigned.failed(calculation(method, target, sorted, base), failure.within(method.prefix()));
        }
        if (method.isAggregated()) sorted = prefix(sorted, target, usedFirst ? base : Map.of());
        var votes = new LinkedHashMap<String, Long>();
        sorted.forEach(room -> votes.put(room.cluster(), room.replicas()));
        var result = new TreeMap<String, Long>(base);
        split(target, votes).forEach((cluster, seats) -> result.merge(cluster, seats, Long::sum));
        return new Assigned(targets(result), calculation(method, target, sorted, base), null);
    }

    private Calculation calculation(Calculation.Method method, long target, List<Room> rooms, Map<String, Long> base) {
        var votes = new LinkedHashMap<String, Long>();
        rooms.forEach(room -> votes.put(room.cluster(), room.replicas()));
        return new Calculation(method, target, votes, base, held(), release, upwards);
    }

    /// As few clusters as hold all of it, those in use first.
    private static List<Room> prefix(List<Room> sorted, long target, Map<String, Long> used) {
        var ordered = new ArrayList<Room>();
        sorted.stream().filter(room -> used.getOrDefault(room.cluster(), 0L) > 0).forEach(ordered::add);
        sorted.stream().filter(room -> used.getOrDefault(room.cluster(), 0L) <= 0).forEach(ordered::add);
        int sum = 0;
        for (int i = 0; i < ordered.size(); i++) {
            sum += (int) ordered.get(i).replicas();
            if (sum >= target) return ordered.subList(0, i + 1);
        }
        return ordered;
    }
}
