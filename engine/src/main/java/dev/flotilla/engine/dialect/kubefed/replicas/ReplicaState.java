package dev.flotilla.engine.dialect.kubefed.replicas;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

import dev.flotilla.engine.value.MapValue;

/// What runs of a workload where, and how many replicas a cluster was seen to hold.
///
/// @param current  by cluster, for every cluster that has the object
/// @param capacity by cluster, only where pods have waited too long for a node
/// @param settling some pods have only just failed to find a node, so that the answer may change within a minute
///
/// Source: kubefed `pkg/schedulingtypes/replicascheduler.go` clustersReplicaState, `pkg/controller/util/podanalyzer/pod_helper.go`.
public record ReplicaState(SequencedMap<String, Long> current, SequencedMap<String, Long> capacity, boolean settling) {
    /// How long a pod may wait for a node before its cluster counts as full.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public ReplicaState {
        current = java.util.Collections.unmodifiableSequencedMap(new TreeMap<>(current));
        capacity = java.util.Collections.unmodifiableSequencedMap(new TreeMap<>(capacity));
    }

    /// @param object as seen in the member
    /// @param pods   those that the object's selector matches
    public record Seen(MapValue object, List<MapValue> pods) {
        public Seen {
            pods = List.copyOf(pods);
        }
    }

    /// @param members by cluster; clusters without the object are absent
    public static ReplicaState of(Map<String, Seen> members, Instant now) {
        var current = new TreeMap<String, Long>();
        var capacity = new TreeMap<String, Long>();
        boolean settling = false;
        for (var member : new TreeMap<>(members).entrySet()) {
            MapValue object = member.getValue().object();
            long wanted = number(object.intAt("spec", "replicas"));
            if (isSettled(object)) {
                current.put(member.getKey(), wanted);
                continue;
            }
            var count = new Count(now);
            member.getValue().pods().forEach(count::add);
            current.put(member.getKey(), count.running);
            if (count.stuck > 0) capacity.put(member.getKey(), wanted - count.stuck);
            settling |= count.waiting != count.stuck;
        }
        return new ReplicaState(current, capacity, settling);
    }

    /// Whether everything wanted is ready, so that no pod has to be looked at.
    public static boolean isSettled(MapValue object) {
        return number(object.intAt("spec", "replicas")) == number(object.intAt("status", "readyReplicas"));
    }

    private static long number(@org.jspecify.annotations.Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static final class Count {
        private final Instant now;
        private long running;
        private long waiting;
        private long stuck;

        Count(Instant now) {
            this.now = now;
        }

        /// A running pod counts by having a Ready condition; what the condition says is not looked at.
        void add(MapValue pod) {
            boolean runs = "Running".equals(pod.textAt("status", "phase"));
            for (MapValue condition : pod.listAt("status", "conditions").maps()) {
                String type = condition.textAt("type");
                if (runs) {
                    if ("Ready".equals(type)) running++;
                } else if ("PodScheduled".equals(type) && "False".equals(condition.textAt("status"))
                        && "Unschedulable".equals(condition.textAt("reason"))) {
                    waiting++;
                    if (waitsTooLong(condition.textAt("lastTransitionTime"))) stuck++;
                }
            }
        }

        /// No time at all is the year 1, which is long ago.
        private boolean waitsTooLong(@org.jspecify.annotations.Nullable String since) {
            if (since == null) return true;
            try {
                return Instant.parse(since).plus(PATIENCE).isBefore(now);
            } catch (DateTimeException _) {
                return true;
            }
        }
    }
}
