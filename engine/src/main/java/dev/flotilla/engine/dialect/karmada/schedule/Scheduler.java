package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.flotilla.engine.plan.Reason;
import org.jspecify.annotations.Nullable;

/// One pass of Karmada's scheduler over one binding.
///
/// Source: karmada: pkg/scheduler/{scheduler.go,core/generic_scheduler.go}.
public final class Scheduler {
    private static final int NO_TERM = -1;
    private static final int CANNOT_TELL = -1;

    private final Filters filters;
    private final Placement placement;
    private final Rules rules;

    /// @param upwards          which way ties by name go; see [dev.flotilla.engine.plan.replicas.Webster#upwards]
    /// @param propagatesEmpty  the scheduler's option `--enable-empty-workload-propagation`
    /// @param assumesRoom      clusters that report no capacity count as having room for every replica
    public record Rules(Release release, boolean upwards, boolean propagatesEmpty, boolean assumesRoom) {
        public static Rules of(Release release) {
            return new Rules(release, true, false, false);
        }

        public Rules withUpwards(boolean upwards) {
            return new Rules(release, upwards, propagatesEmpty, assumesRoom);
        }
    }

    public Scheduler(Filters filters, Rules rules) {
        this.filters = filters;
        this.placement = filters.placement();
        this.rules = rules;
    }

    /// What a pass came to.
    ///
    /// @param targets     the chosen clusters; after a failure to fit empty, after others the old result
    /// @param term        the affinity group that `selected` and `calculation` speak of, or -1
    /// @param observed    name of the affinity group used; empty for none
    /// @param selected    names of the clusters that went into the division
    /// @param failure     `null` when the pass succeeded
    /// @param failedTerms why each earlier affinity group was left
    public record Outcome(List<Binding.Target> targets, int term, String observed, List<String> selected, Calculation calculation,
            @Nullable Failure failure, List<Failure> failedTerms) {}

    /// The part of an outcome that one affinity group gives.
    private record Attempt(List<Binding.Target> targets, List<String> selected, Calculation calculation,
            @Nullable Failure failure) {
        static Attempt failed(Failure failure) {
            return new Attempt(List.of(), List.of(), Calculation.WHOLE, failure);
        }
    }

    public Outcome schedule(Binding binding) {
        if (placement.terms().isEmpty()) {
            Attempt attempt = attempt(binding, NO_TERM);
            return outcome(binding, attempt, NO_TERM, "", attempt.failure(), List.of());
        }
        var failures = new ArrayList<Failure>();
        for (int term = firstTerm(binding); term < placement.terms().size(); term++) {
            Attempt attempt = attempt(binding, term);
            if (attempt.failure() == null) {
                return outcome(binding, attempt, term, placement.terms().get(term).name(), null, failures);
            }
            failures.add(attempt.failure());
        }
        Attempt none = Attempt.failed(failures.getFirst());
        return outcome(binding, none, firstTerm(binding), binding.observed(), failures.getFirst(), failures);
    }

    private int firstTerm(Binding binding) {
        if (binding.fresh()) return 0;
        for (int i = 0; i < placement.terms().size(); i++) {
            if (!binding.observed().isEmpty() && placement.terms().get(i).name().equals(binding.observed())) return i;
        }
        return 0;
    }

    private static Outcome outcome(Binding binding, Attempt attempt, int term, String observed, @Nullable Failure failure,
            List<Failure> failedTerms) {
        List<Binding.Target> targets = failure == null
                ? attempt.targets()
                : failure.kind() == Failure.Kind.FIT ? List.of() : binding.previous();
        return new Outcome(targets, term, observed, attempt.selected(), attempt.calculation(), failure, List.copyOf(failedTerms));
    }

    private Attempt attempt(Binding binding, int term) {
        var options = new ArrayList<Option>();
        var refused = new HashMap<String, Integer>();
        for (FleetIndex.Candidate candidate : filters.fleet().candidates()) {
            if (candidate.cluster().leaving()) continue;
            List<Refusal> refusals = filters.refusals(binding, term, candidate);
            if (refusals.isEmpty()) options.add(option(binding, term, candidate));
            else
                refused.merge(refusals.getFirst().message(), 1, Integer::sum);
        }
        if (options.isEmpty()) return Attempt.failed(unfit(refused));
        options.sort(Option.ORDER);
        ClusterSelection.Selected selected = ClusterSelection.select(binding, placement, options, rules.release());
        if (selected.failure() != null) return Attempt.failed(selected.failure().within("failed to select clusters: "));
        List<String> names = selected.clusters().stream().map(Option::name).toList();
        var assigned = new ReplicaAssignment(binding, filters, term, rules.release(), rules.upwards())
                .assign(selected.clusters());
        Failure failure = assigned.failure();
        if (failure != null) {
            return new Attempt(List.of(), names, assigned.calculation(), failure.within("failed to assign replicas: "));
        }
        return new Attempt(rules.propagatesEmpty() ? withEmpty(assigned.targets(), names) : assigned.targets(), names,
                assigned.calculation(), null);
    }

    private Option option(Binding binding, int term, FleetIndex.Candidate candidate) {
        int score = binding.isOn(candidate.name()) ? 100 : 0;
        long allocatable = allocatable(binding, candidate.estimator());
        return new Option(candidate, Math.max(0, filters.tier(binding, term, candidate)), score, allocatable,
                allocatable + binding.previousOn(candidate.name()));
    }

    private long allocatable(Binding binding, Estimator estimator) {
        if (binding.replicas() == 0 && binding.components().isEmpty()) return Integer.MAX_VALUE;
        if (!estimator.isReported() && rules.assumesRoom()) return Math.max(binding.replicas(), binding.componentPods());
        int more = ClusterSelection.placesSet(binding, placement)
                ? estimator.moreSets(binding.components())
                : estimator.more(binding.need(), rules.release());
        // the largest number stands for "no bound" and -1 for "cannot tell"; either is taken for room for all
        return more == Integer.MAX_VALUE || more == CANNOT_TELL ? binding.replicas() : more;
    }

    private static List<Binding.Target> withEmpty(List<Binding.Target> targets, List<String> selected) {
        var there = new HashSet<String>();
        targets.forEach(target -> there.add(target.cluster()));
        var all = new ArrayList<>(targets);
        selected.stream().filter(name -> !there.contains(name)).forEach(name -> all.add(new Binding.Target(name, 0)));
        return all;
    }

    private Failure unfit(Map<String, Integer> refused) {
        int total = filters.fleet().candidates().size();
        String detail = refused.isEmpty()
                ? "no cluster exists."
                : String.join(", ",
                        refused.entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey()).sorted().toList())
                        + ".";
        var counts = new TreeMap<>(refused);
        return new Failure(Failure.Kind.FIT, "0/" + total + " clusters are available: " + detail,
                Reason.of("karmada.no-cluster-fits", total, counts.size()));
    }
}
