package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.flotilla.engine.dialect.karmada.match.LabelSelector;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.fleet.Taint;
import org.jspecify.annotations.Nullable;

/// The filters of one placement over one fleet. What does not depend on the object is worked out once.
///
/// Source: karmada: pkg/scheduler/framework/plugins.
public final class Filters {
    private static final int NO_TERM = -1;

    private final Placement placement;
    private final FleetIndex fleet;
    private final Release release;
    private final long[] firstWeights;
    private final long[] largestWeights;
    private final @Nullable Refusal[] taints;
    private final @Nullable Refusal[] properties;
    private final @Nullable Refusal[][] affinities;

    public Filters(Placement placement, FleetIndex fleet) {
        this(placement, fleet, Release.NEWEST);
    }

    public Filters(Placement placement, FleetIndex fleet, Release release) {
        this.placement = placement;
        this.fleet = fleet;
        this.release = release;
        int members = fleet.candidates().size();
        firstWeights = new long[members];
        largestWeights = new long[members];
        taints = new @Nullable Refusal[members];
        properties = new @Nullable Refusal[members];
        affinities = new @Nullable Refusal[placement.terms().size() + 1][members];
        for (FleetIndex.Candidate candidate : fleet.candidates()) {
            int i = candidate.index();
            weigh(candidate);
            taints[i] = taint(candidate.cluster());
            properties[i] = property(candidate.cluster());
            affinities[0][i] = placement.affinity() == null ? null : affinity(placement.affinity(), candidate.cluster());
            for (int term = 0; term < placement.terms().size(); term++) {
                affinities[term + 1][i] = affinity(placement.terms().get(term).affinity(), candidate.cluster());
            }
        }
    }

    private void weigh(FleetIndex.Candidate candidate) {
        Placement.Scheduling scheduling = placement.scheduling();
        Placement.Weights weights = scheduling == null ? null : scheduling.weights();
        if (weights == null) return;
        boolean first = true;
        for (Placement.StaticWeight rule : weights.rules()) {
            if (!rule.target().matches(candidate.cluster())) continue;
            if (first) firstWeights[candidate.index()] = rule.weight();
            first = false;
            largestWeights[candidate.index()] = Math.max(largestWeights[candidate.index()], rule.weight());
        }
    }

    /// A member's static weight; 0 where no rule names it.
    public long weight(FleetIndex.Candidate candidate, Release release) {
        return (release.takesLargestWeight() ? largestWeights : firstWeights)[candidate.index()];
    }

    public Placement placement() {
        return placement;
    }

    public FleetIndex fleet() {
        return fleet;
    }

    /// Everything that keeps a cluster out, in [Step] order; empty when it may take the object.
    ///
    /// @param term the affinity group, or -1 for the placement's only affinity
    public List<Refusal> refusals(Binding binding, int term, FleetIndex.Candidate candidate) {
        int i = candidate.index();
        boolean there = !release.isBeforeOne() && binding.isOn(candidate.name());
        Refusal api = there || candidate.serves(binding.type()) ? null : api(binding);
        Refusal taint = there ? null : taints[i];
        Refusal affinity = tier(binding, term, candidate) >= 0 ? null : affinities[term + 1][i];
        Refusal property = properties[i];
        Refusal eviction = binding.evicting().contains(candidate.name()) ? EVICTION : null;
        if (api == null && taint == null && affinity == null && property == null && eviction == null) return List.of();
        var refusals = new ArrayList<Refusal>(2);
        if (api != null) refusals.add(api);
        if (taint != null) refusals.add(taint);
        if (affinity != null) refusals.add(affinity);
        if (property != null) refusals.add(property);
        if (eviction != null) refusals.add(eviction);
        return refusals;
    }

    /// 0 for a cluster in the affinity itself, the position of the first overflow affinity that has it, or -1.
    int tier(Binding binding, int term, FleetIndex.Candidate candidate) {
        if (affinities[term + 1][candidate.index()] == null) return 0;
        if (term == NO_TERM || !binding.isWorkload()) return -1;
        List<Affinity> overflow = placement.terms().get(term).overflow();
        for (int i = 0; i < overflow.size(); i++) {
            if (overflow.get(i).matches(candidate.cluster())) return i + 1;
        }
        return -1;
    }

    private static Refusal api(Binding binding) {
        return Refusal.of(Step.API_ENABLEMENT, "cluster(s) did not have the API resource", "karmada.api-not-served",
                binding.type().apiVersion(), binding.type().kind());
    }

    private static final Refusal EVICTION = Refusal.of(Step.CLUSTER_EVICTION, "cluster(s) is in the process of eviction",
            "karmada.being-evicted");

    private @Nullable Refusal taint(MemberCluster cluster) {
        if (release.wantsReadyMembers() && cluster.readiness() == Readiness.NOT_READY) {
            return Refusal.of(Step.TAINT_TOLERATION, "cluster(s) were not ready", "karmada.not-ready", cluster.name());
        }
        List<Taint> taints = release.isBeforeOne()
                ? cluster.taints().stream().filter(taint -> taint.effect().equals("NoSchedule")).toList()
                : cluster.taints();
        Taint taint = Toleration.firstUntolerated(taints, placement.tolerations());
        return taint == null
                ? null
                : Refusal.of(Step.TAINT_TOLERATION, "cluster(s) had untolerated taint {" + Toleration.print(taint) + "}",
                        "karmada.taint-not-tolerated", Toleration.print(taint), cluster.name());
    }

    private @Nullable Refusal property(MemberCluster cluster) {
        if (release.wantsReadyMembers()) return null;
        for (Placement.Spread spread : placement.spreads()) {
            MemberCluster.Locality location = cluster.location();
            boolean missing = switch (spread.field()) {
                case "provider" -> location.provider().isEmpty();
                case "region" -> location.region().isEmpty();
                case "zone" -> location.zones().isEmpty();
                default -> false;
            };
            if (missing) {
                String property = spread.field().equals("zone") ? "zones" : spread.field();
                return Refusal.of(Step.SPREAD_CONSTRAINT, "cluster(s) did not have " + property + " property",
                        "karmada.property-missing", property, cluster.name());
            }
        }
        return null;
    }

    private static @Nullable Refusal affinity(Affinity affinity, MemberCluster cluster) {
        Affinity.Part part = affinity.refusal(cluster);
        if (part == null) return null;
        String message = "cluster(s) did not match the placement cluster affinity constraint";
        return switch (part) {
            case EXCLUDE -> Refusal.of(Step.CLUSTER_AFFINITY, message, "karmada.affinity-excludes", cluster.name());
            case LABELS -> Refusal.of(Step.CLUSTER_AFFINITY, message, "karmada.affinity-labels", labels(affinity),
                    cluster.labels()
                            .entrySet().stream().sorted(java.util.Map.Entry.comparingByKey()).map(Object::toString)
                            .collect(Collectors.joining(", ")));
            case FIELDS ->
                Refusal.of(Step.CLUSTER_AFFINITY, message, "karmada.affinity-fields", fields(affinity), location(cluster));
            case NAMES -> Refusal.of(Step.CLUSTER_AFFINITY, message, "karmada.affinity-names", cluster.name(),
                    affinity.names().stream().sorted().collect(Collectors.joining(", ")));
        };
    }

    private static String labels(Affinity affinity) {
        LabelSelector labels = affinity.labels();
        return labels == null || !labels.valid() ? "" : conditions(labels.requirements());
    }

    private static String fields(Affinity affinity) {
        var all = new ArrayList<>(affinity.zones());
        all.addAll(affinity.fields().requirements());
        return conditions(all);
    }

    private static String conditions(List<LabelSelector.Requirement> requirements) {
        return requirements.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String location(MemberCluster cluster) {
        MemberCluster.Locality location = cluster.location();
        return "provider=" + location.provider() + ", region=" + location.region() + ", zones=" + location.zones();
    }
}
