package dev.flotilla.engine.dialect.karmada.work;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What becomes of a binding's graceful eviction tasks: a cluster keeps its copy until the others are well, or the time is up.
///
/// Source: karmada: pkg/controllers/gracefuleviction/evictiontask.go.
public final class Evictions {
    private static final String CREATED = "creationTimestamp";

    private Evictions() {}

    /// @param tasks   those that stay, with the time of their creation
    /// @param evicted the clusters whose task is done, in order
    public record Outcome(List<MapValue> tasks, List<String> evicted) {
        public Outcome {
            tasks = List.copyOf(tasks);
            evicted = List.copyOf(evicted);
        }
    }

    /// @param tasks     `spec.gracefulEvictionTasks`
    /// @param clusters  where the binding is scheduled to
    /// @param health    cluster to `Healthy`, `Unhealthy` or `Unknown`, as reported
    /// @param scheduled whether the scheduler has seen the binding as it is
    /// @param timeout   for tasks that bring no grace period
    public static Outcome assess(List<MapValue> tasks, List<String> clusters, Map<String, String> health, boolean scheduled,
            Duration timeout, Instant now) {
        var kept = new ArrayList<MapValue>();
        var evicted = new ArrayList<String>();
        boolean settled = scheduled && clusters.stream().allMatch(cluster -> "Healthy".equals(health.get(cluster)));
        for (MapValue task : tasks) {
            Instant created = created(task);
            if (created == null) {
                kept.add(task.with(CREATED, Value.text(now.truncatedTo(ChronoUnit.SECONDS).toString())));
            } else if (isOver(task, created, settled, timeout, now)) {
                String cluster = task.textAt("fromCluster");
                evicted.add(cluster == null ? "" : cluster);
            } else {
                kept.add(task);
            }
        }
        return new Outcome(kept, evicted);
    }

    private static boolean isOver(MapValue task, Instant created, boolean settled, Duration timeout, Instant now) {
        if (task.get("suppressDeletion") instanceof Value.Bool(boolean suppressed)) return !suppressed;
        Long grace = task.intAt("gracePeriodSeconds");
        Duration limit = grace == null ? timeout : Duration.ofSeconds(grace);
        return Duration.between(created, now).compareTo(limit) > 0 || settled;
    }

    private static @Nullable Instant created(MapValue task) {
        String text = task.textAt(CREATED);
        if (text == null) return null;
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
