package dev.flotilla.engine.dialect.karmada.work;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;

import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What becomes of a binding's graceful eviction tasks: a cluster keeps its copy until the others are well, or the time is up.
///
/// Source: karmada: pkg/controllers/gracefuleviction/evictiontask.go.
public final class Evictions {
    /// The flag `--graceful-eviction-timeout` where nobody sets it.
    public static final Duration TIMEOUT = Duration.ofMinutes(10);

    private Evictions() {}

    /// What a control plane does with a task when it next looks at it.
    public sealed interface Fate {
        /// It notes down the time, from which on the task has so long.
        record Begins(Duration limit) implements Fate {}

        /// It keeps the task, however long that takes: somebody is to let go of the copy.
        record Kept() implements Fate {}

        /// It keeps the task until this time has passed, or the others are well.
        record Until(Instant end) implements Fate {}

        /// It is done with the task, and the cluster's copy goes.
        record Over() implements Fate {}
    }

    /// @param task    of `spec.gracefulEvictionTasks`
    /// @param settled whether the others are well
    /// @param timeout for a task that brings no grace period
    public static Fate of(MapValue task, boolean settled, Duration timeout) {
        Long grace = task.intAt("gracePeriodSeconds");
        Duration limit = grace == null ? timeout : Duration.ofSeconds(grace);
        Instant created = created(task);
        if (created == null) return new Fate.Begins(limit);
        if (task.get("suppressDeletion") instanceof Value.Bool(boolean suppressed)) {
            return suppressed ? new Fate.Kept() : new Fate.Over();
        }
        return settled ? new Fate.Over() : new Fate.Until(created.plus(limit));
    }

    /// Whether all clusters that are to have the object are well.
    ///
    /// @param clusters  where the binding is scheduled to
    /// @param health    cluster to `Healthy`, `Unhealthy` or `Unknown`, as reported
    /// @param scheduled whether the scheduler has seen the binding as it is
    public static boolean isSettled(Collection<String> clusters, Map<String, String> health, boolean scheduled) {
        return scheduled && clusters.stream().allMatch(cluster -> "Healthy".equals(health.get(cluster)));
    }

    private static @Nullable Instant created(MapValue task) {
        String text = task.textAt("creationTimestamp");
        if (text == null) return null;
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
