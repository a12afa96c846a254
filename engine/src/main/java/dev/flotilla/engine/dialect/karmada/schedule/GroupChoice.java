package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Which groups of clusters are taken: of all combinations that have enough clusters, the one worth most.
///
/// Source: karmada: pkg/scheduler/core/spreadconstraint/group_clusters.go and select_groups.go. The search is exponential there
/// as well; it is cut off after a number of combinations no fleet in practice reaches.
final class GroupChoice {
    private static final int MOST_PATHS = 100_000;
    private static final int MOST_STEPS = 2_000_000;

    private final List<Group> groups;
    private final long min;
    private final long max;
    private final long target;
    private final List<Path> paths = new ArrayList<>();
    private final List<Group> current = new ArrayList<>();
    private int steps;

    /// @param clusters how many clusters the group has
    /// @param weight   what it is worth
    record Group(String name, long clusters, long weight) {}

    private record Path(int id, List<Group> groups, long weight, long clusters) {
        static Path of(int id, List<Group> groups) {
            List<Group> sorted = groups.stream()
                    .sorted(Comparator.comparingLong(Group::weight).reversed().thenComparing(Group::name)).toList();
            return new Path(id, sorted, groups.stream().mapToLong(Group::weight).sum(),
                    groups.stream().mapToLong(Group::clusters).sum());
        }

        boolean isStartOf(Path other) {
            return groups.size() < other.groups.size() && other.groups.subList(0, groups.size()).equals(groups);
        }
    }

    private GroupChoice(List<Group> groups, long min, long max, long target) {
        this.groups = groups.stream().sorted(Comparator.comparingLong(Group::clusters)
                .thenComparing(Comparator.comparingLong(Group::weight).reversed()).thenComparing(Group::name)).toList();
        this.min = min;
        this.max = max;
        this.target = target;
    }

    /// @param target how many clusters there must be in all
    /// @return the groups taken, best first; empty when no combination does
    static List<Group> select(List<Group> groups, long min, long max, long target) {
        if (groups.isEmpty()) return List.of();
        var choice = new GroupChoice(groups, min, max, target);
        choice.search(0, 0);
        Path best = choice.best();
        return best == null ? List.of() : best.groups();
    }

    private void search(long sum, int begin) {
        if (sum >= target && current.size() >= min && current.size() <= max) {
            paths.add(Path.of(paths.size() + 1, current));
            return;
        }
        if (current.size() >= max) return;
        for (int i = begin; i < groups.size(); i++) {
            if (paths.size() >= MOST_PATHS || steps++ >= MOST_STEPS) return;
            current.add(groups.get(i));
            search(sum + groups.get(i).clusters(), i + 1);
            if (groups.size() == min) break;
            current.removeLast();
        }
    }

    private @Nullable Path best() {
        paths.sort(Comparator.comparingLong(Path::weight).reversed()
                .thenComparing(Comparator.comparingLong(Path::clusters).reversed())
                .thenComparingInt(Path::id));
        Path best = null;
        for (Path path : paths) {
            if (best == null || path.isStartOf(best)) best = path;
        }
        return best;
    }
}
