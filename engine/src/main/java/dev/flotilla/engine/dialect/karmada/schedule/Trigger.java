package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.Set;

import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Whether the scheduler runs at all for a binding that it is told to look at.
///
/// Source: karmada: pkg/scheduler/scheduler.go, doScheduleBinding, and pkg/scheduler/helper.go.
public final class Trigger {
    private Trigger() {}

    /// @param placement as it is now
    /// @param applied   as it was in the last pass; `null` when there was none
    /// @param leaving   names of the clusters that are being removed
    public static boolean schedules(Binding binding, MapValue placement, @Nullable MapValue applied, Set<String> leaving) {
        if (applied == null || isChanged(placement, applied, binding.observed())) return true;
        Placement now = Placement.read(placement);
        if (haveReplicasChanged(binding, now) || binding.fresh()) return true;
        if (!binding.isWorkload() || now.isDuplicated()) return true;
        return binding.previous().stream().anyMatch(target -> leaving.contains(target.cluster()));
    }

    private static boolean isChanged(MapValue placement, MapValue applied, String observed) {
        MapValue now = meaningful(placement);
        MapValue then = meaningful(applied);
        if (now.equals(then)) return false;
        if (!now.without("clusterAffinities").equals(then.without("clusterAffinities"))) return true;
        Value term = term(now, observed);
        return observed.isEmpty() || term == null || !term.equals(term(then, observed));
    }

    private static @Nullable Value term(MapValue placement, String name) {
        return placement.listAt("clusterAffinities").maps().stream().filter(term -> name.equals(term.textAt("affinityName")))
                .findFirst()
                .orElse(null);
    }

    /// Without what Karmada's serialised form leaves out: empty strings, zeros, empty lists, and empty maps where no pointer
    /// tells them from absent ones.
    private static MapValue meaningful(MapValue map) {
        var builder = MapValue.builder();
        for (var entry : map) {
            Value value = switch (entry.getValue()) {
                case MapValue child -> meaningful(child);
                case ListValue list -> ListValue
                        .of(list.stream().map(item -> item instanceof MapValue child ? meaningful(child) : item).toList());
                case Value other -> other;
            };
            if (!isLeftOut(entry.getKey(), value)) builder.put(entry.getKey(), value);
        }
        return builder.build();
    }

    private static boolean isLeftOut(String key, Value value) {
        return switch (value) {
            case Value.Text(String s) -> s.isEmpty();
            case Value.Int(long n) -> n == 0 && !key.equals("tolerationSeconds");
            case Value.Null.NULL -> true;
            case ListValue list -> list.isEmpty();
            case MapValue child -> child.isEmpty() && (key.equals("matchLabels") || key.equals("targetCluster"));
            case Value.Bool _,Value.Dec _ -> false;
        };
    }

    private static boolean haveReplicasChanged(Binding binding, Placement placement) {
        Placement.Scheduling scheduling = placement.scheduling();
        if (scheduling == null) return false;
        // a set of components that was evicted; its replicas are no sum that could tell
        if (!binding.components().isEmpty() && binding.previous().isEmpty()) return true;
        if (scheduling.divided()) {
            return binding.previous().stream().mapToLong(Binding.Target::replicas).sum() != binding.replicas();
        }
        return scheduling.type().equals("Duplicated")
                && binding.previous().stream().anyMatch(target -> target.replicas() != binding.replicas());
    }
}
