package dev.flotilla.engine.dialect.kubefed.placement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What `spec.placement` asks for.
public sealed interface Placement {
    /// Where the placement stands in a federated object.
    FieldPath PATH = FieldPath.of("spec", "placement");

    /// The explicit list, by name with the first index of each.
    record Listed(Map<String, Integer> names) implements Placement {
        public Listed {
            names = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(names));
        }
    }

    record Selected(LabelSelector selector) implements Placement {}

    /// Neither list nor selector.
    record Nothing() implements Placement {}

    /// Kubernetes would not understand it: no cluster is created, changed or removed.
    record Broken(List<LabelSelector.Flaw> flaws) implements Placement {
        public Broken {
            flaws = List.copyOf(flaws);
        }
    }

    /// Read as Go's decoder does, which takes `null` for an empty text, map or list.
    ///
    /// @param federated    the whole federated object
    /// @param selectorOnly as if there were no list; how a preference with `intersectWithClusterSelector` looks at it
    static Placement of(MapValue federated, boolean selectorOnly) {
        Value spec = federated.get("spec");
        Value placement = spec == null ? null : spec.get("placement");
        if (placement == null || placement == Value.NULL) return new Nothing();
        if (!(placement instanceof MapValue map)) {
            return new Broken(List.of(new LabelSelector.Flaw("kubefed.wrong-type", List.of("placement", "map"), FieldPath.ROOT)));
        }
        var flaws = new ArrayList<LabelSelector.Flaw>();
        Map<String, Integer> names = names(map.get("clusters"), flaws);
        if (!flaws.isEmpty()) return new Broken(flaws);
        Value selector = map.get("clusterSelector");
        if (selector == null || selector == Value.NULL) return names == null || selectorOnly ? new Nothing() : new Listed(names);
        LabelSelector.Parsed parsed = LabelSelector.parse(selector);
        if (names != null && !selectorOnly) {
            // the selector is not looked at, but it is decoded together with the list
            List<LabelSelector.Flaw> undecodable = parsed.flaws().stream().filter(LabelSelector.Flaw::isOfType).toList();
            return undecodable.isEmpty() ? new Listed(names) : broken(undecodable);
        }
        return parsed.flaws().isEmpty() ? new Selected(parsed.selector()) : broken(parsed.flaws());
    }

    private static Broken broken(List<LabelSelector.Flaw> inSelector) {
        var head = FieldPath.of("clusterSelector");
        return new Broken(inSelector.stream()
                .map(flaw -> new LabelSelector.Flaw(flaw.code(), flaw.arguments(), head.append(flaw.path()))).toList());
    }

    private static @Nullable Map<String, Integer> names(@Nullable Value clusters, List<LabelSelector.Flaw> flaws) {
        if (clusters == null || clusters == Value.NULL) return null;
        var path = FieldPath.of("clusters");
        if (!(clusters instanceof ListValue list)) {
            flaws.add(new LabelSelector.Flaw("kubefed.wrong-type", List.of("clusters", "list"), path));
            return null;
        }
        var names = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < list.size(); i++) {
            switch (list.items().get(i)) {
                case Value.Null.NULL -> names.putIfAbsent("", i);
                case MapValue item when item.get("name") instanceof Value.Text(String name) -> names.putIfAbsent(name, i);
                case MapValue item when item.get("name") == null || item.get("name") == Value.NULL -> names.putIfAbsent("", i);
                default -> flaws.add(new LabelSelector.Flaw("kubefed.wrong-type", List.of("clusters", "maps"), path.index(i)));
            }
        }
        return names;
    }

    /// Whether a cluster with this name and these labels is selected.
    default boolean selects(String cluster, Map<String, String> labels) {
        return switch (this) {
            case Listed(var names) -> names.containsKey(cluster);
            case Selected(var selector) -> selector.matches(labels);
            case Nothing _,Broken _ -> false;
        };
    }
}
