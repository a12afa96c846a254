package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What the scheduler is asked to place.
///
/// @param uid        of the template; empty while unknown. Decides ties
/// @param need       what one replica needs; `null` where nothing is known, which is not the same as needing nothing
/// @param components 1 or more pod templates of one object, each with its own replicas; empty for ordinary objects
/// @param previous   the result of the last pass, in its order
/// @param evicting   clusters that are being left
/// @param observed   the affinity group used last; empty for none
/// @param fresh      somebody asked for a new start, without regard to the last result
public record Binding(TypeRef type, String uid, int replicas, @Nullable Need need, List<Component> components,
        List<Target> previous,
        Set<String> evicting, String observed, boolean fresh) {
    public Binding {
        components = List.copyOf(components);
        previous = List.copyOf(previous);
        evicting = Set.copyOf(evicting);
    }

    public Binding withPrevious(List<Target> previous) {
        return new Binding(type, uid, replicas, need, components, previous, evicting, observed, fresh);
    }

    public Binding withReplicas(int replicas) {
        return new Binding(type, uid, replicas, need, components, previous, evicting, observed, fresh);
    }

    /// What one replica requests, by resource.
    public record Need(Map<String, Quantity> requests) {
        public Need {
            requests = Map.copyOf(requests);
        }

        /// From `replicaRequirements`; `null` where there are none.
        public static @Nullable Need read(@Nullable Value requirements) {
            if (!(requirements instanceof MapValue map)) return null;
            var requests = new LinkedHashMap<String, Quantity>();
            for (var entry : map.mapAt("resourceRequest")) {
                Value amount = entry.getValue();
                requests.put(entry.getKey(), Quantity.orZero(amount instanceof Value.Text(String s) ? s : amount.toString()));
            }
            return new Need(requests);
        }
    }

    /// One pod template of an object that has several.
    public record Component(String name, int replicas, @Nullable Need need) {
        /// From a binding's `spec.components`.
        public static List<Component> readAll(MapValue spec) {
            return spec.listAt("components").maps().stream().map(component -> {
                Long replicas = component.intAt("replicas");
                String name = component.textAt("name");
                return new Component(name == null ? "" : name,
                        replicas == null ? 0 : (int) Math.clamp(replicas, 0, Integer.MAX_VALUE),
                        Need.read(component.get("replicaRequirements")));
            }).toList();
        }
    }

    /// A chosen cluster.
    ///
    /// @param replicas 0 for what has none
    public record Target(String cluster, int replicas) {}

    /// Whether the scheduler divides it at all; what is no workload goes to every chosen cluster as it is.
    public boolean isWorkload() {
        return replicas > 0 || need != null || !components.isEmpty();
    }

    int componentPods() {
        return components.stream().mapToInt(Component::replicas).sum();
    }

    boolean isOn(String cluster) {
        for (Target target : previous) {
            if (target.cluster().equals(cluster)) return true;
        }
        return false;
    }

    int previousOn(String cluster) {
        for (Target target : previous) {
            if (target.cluster().equals(cluster)) return target.replicas();
        }
        return 0;
    }
}
