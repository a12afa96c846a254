package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/// Which of the fitting clusters are taken, by spread constraints.
///
/// Source: karmada: pkg/scheduler/core/spreadconstraint.
final class ClusterSelection {
    private static final long WITHOUT_CAPACITY = -1;

    private final Placement placement;
    private final List<Option> options;
    private final long replicas;
    private final long need;

    /// Either clusters, in order, or a failure.
    record Selected(List<Option> clusters, @Nullable Failure failure) {
        static Selected failed(String message, String code, Object... arguments) {
            return new Selected(List.of(), Failure.other(message, code, arguments));
        }
    }

    private ClusterSelection(Binding binding, Placement placement, List<Option> options) {
        this.placement = placement;
        this.options = options;
        replicas = binding.replicas();
        long wanted = placement.isDuplicated() ? WITHOUT_CAPACITY : replicas;
        need = placesSet(binding, placement) ? 1 : wanted;
    }

    /// @param options sorted by [Option#ORDER]
    static Selected select(Binding binding, Placement placement, List<Option> options, Release release) {
        if (placement.spreads().isEmpty()) return new Selected(options, null);
        if (release.isBeforeOne()) return new Selected(first(placement.spreads(), options), null);
        if (ignoresSpread(placement)) return new Selected(options, null);
        var selection = new ClusterSelection(binding, placement, options);
        Placement.Spread region = placement.spreadBy("region");
        Placement.Spread cluster = placement.spreadBy("cluster");
        if (region != null) return selection.byRegion(region, cluster == null ? new Placement.Spread("cluster", 0, 0) : cluster);
        if (cluster != null) return selection.byCluster(cluster);
        return Selected.failed("just support cluster and region spread constraint", "karmada.spread-unsupported");
    }

    /// The selection of 2021: at most one constraint, for clusters; which ones are left out was decided by chance, here by name.
    private static List<Option> first(List<Placement.Spread> spreads, List<Option> options) {
        Placement.Spread only = spreads.getFirst();
        if (spreads.size() > 1 || !only.field().equals("cluster") || options.size() < only.min()) return List.of();
        return options.subList(0, (int) Math.clamp(only.max(), 0, options.size()));
    }

    /// Whether the object goes to one cluster as a set of components, so that room is counted in sets and one must fit.
    static boolean placesSet(Binding binding, Placement placement) {
        return binding.components().size() > 1 && placement.spreads().stream()
                .anyMatch(spread -> spread.field().equals("cluster") && spread.min() == 1 && spread.max() == 1);
    }

    /// Static weights never look at spread constraints.
    static boolean ignoresSpread(Placement placement) {
        Placement.Scheduling scheduling = placement.scheduling();
        if (scheduling == null || !scheduling.isWeighted()) return false;
        Placement.Weights weights = scheduling.weights();
        return weights == null || !weights.rules().isEmpty() && weights.dynamic().isEmpty();
    }

    private Selected byCluster(Placement.Spread spread) {
        int total = options.size();
        if (total < spread.min()) {
            return Selected.failed("the number of feasible clusters is less than spreadConstraint.MinGroups",
                    "karmada.too-few-clusters",
                    total, spread.min());
        }
        int n = (int) Math.min(total, Math.max(0, spread.max()));
        var chosen = new ArrayList<>(options.subList(0, n));
        if (need == WITHOUT_CAPACITY) return new Selected(chosen, null);
        var others = new ArrayList<>(options.subList(n, total));
        for (int i = n - 1; i >= 0 && sum(chosen) < need; i--) {
            int best = -1;
            long most = chosen.get(i).available();
            for (int j = 0; j < others.size(); j++) {
                if (others.get(j).available() > most) {
                    most = others.get(j).available();
                    best = j;
                }
            }
            if (best >= 0) {
                Option swapped = chosen.get(i);
                chosen.set(i, others.get(best));
                others.set(best, swapped);
            }
        }
        if (n == 0 || sum(chosen) < need) {
            return Selected.failed("no enough resource when selecting " + n + " clusters", n == 0
                    ? "karmada.spread-max-missing"
                    : "karmada.selection-too-small", n, sum(chosen), need);
        }
        return new Selected(chosen, null);
    }

    private static long sum(List<Option> options) {
        return options.stream().mapToLong(Option::available).sum();
    }

    private Selected byRegion(Placement.Spread region, Placement.Spread cluster) {
        SequencedMap<String, List<Option>> regions = new TreeMap<>();
        for (Option option : options) {
            if (!option.region().isEmpty()) regions.computeIfAbsent(option.region(), _ -> new ArrayList<>()).add(option);
        }
        if (regions.size() < region.min()) {
            return Selected.failed("the number of feasible region is less than spreadConstraint.MinGroups",
                    "karmada.too-few-regions",
                    regions.size(), region.min());
        }
        List<GroupChoice.Group> groups = regions.entrySet().stream()
                .map(entry -> new GroupChoice.Group(entry.getKey(), entry.getValue().size(),
                        score(entry.getValue(), region, cluster)))
                .toList();
        List<GroupChoice.Group> taken = GroupChoice.select(groups, region.min(), region.max(), cluster.min());
        if (taken.isEmpty()) {
            return Selected.failed("the number of clusters is less than the cluster spreadConstraint.MinGroups",
                    region.max() == 0 ? "karmada.spread-max-missing" : "karmada.too-few-clusters-in-regions", regions.size(),
                    cluster.min());
        }
        var chosen = new ArrayList<Option>();
        var rest = new ArrayList<Option>();
        for (GroupChoice.Group group : taken) {
            List<Option> members = regions.getOrDefault(group.name(), List.of());
            chosen.add(members.getFirst());
            rest.addAll(members.subList(1, members.size()));
        }
        rest.sort(Option.ORDER);
        long n = Math.min(chosen.size() + (long) rest.size(), cluster.max());
        for (int i = 0; chosen.size() < n; i++) {
            chosen.add(rest.get(i));
        }
        return new Selected(chosen, null);
    }

    private long score(List<Option> members, Placement.Spread region, Placement.Spread cluster) {
        if (placement.isDuplicated()) {
            List<Option> valid = members.stream().filter(option -> option.available() >= replicas).toList();
            if (valid.isEmpty()) return 0;
            return valid.size() * 1000L + valid.stream().mapToLong(Option::score).sum() / valid.size();
        }
        long groups = Math.max(1, region.min());
        long target = Math.ceilDiv(replicas, groups);
        long wanted = Math.max(cluster.min(), region.min());
        long available = 0;
        long score = 0;
        long count = 0;
        for (Option option : members) {
            available += option.available();
            score += option.score();
            count++;
            if (count >= wanted && available >= target) break;
        }
        return available < target ? available * 1000 + score / members.size() : target * 1000 + score / count;
    }

}
