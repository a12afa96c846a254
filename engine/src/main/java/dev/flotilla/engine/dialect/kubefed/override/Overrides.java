package dev.flotilla.engine.dialect.kubefed.override;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// `spec.overrides` of a federated object, read for all clusters together.
///
/// @param byCluster in the order written
/// @param flaws     when there are any, no cluster is served
///
/// Source: kubefed `pkg/controller/util/overrides.go` GetOverrides.
public record Overrides(Map<String, List<OverrideItem>> byCluster, List<Flaw> flaws) {
    public static final FieldPath PATH = FieldPath.of("spec", "overrides");
    private static final Set<String> FORBIDDEN = Set.of("/metadata/namespace", "/metadata/name", "/metadata/generateName",
            "/kind");

    public Overrides {
        byCluster = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byCluster));
        flaws = List.copyOf(flaws);
    }

    public List<OverrideItem> of(String cluster) {
        return byCluster.getOrDefault(cluster, List.of());
    }

    public static Overrides read(MapValue federated) {
        Value spec = federated.get("spec");
        return spec == null ? new Overrides(Map.of(), List.of()) : new Reading().read(spec.get("overrides"));
    }

    private static final class Reading {
        private final Map<String, List<OverrideItem>> byCluster = new LinkedHashMap<>();
        private final Map<String, FieldPath> firsts = new HashMap<>();
        private final List<Flaw> flaws = new ArrayList<>();

        Overrides read(@Nullable Value overrides) {
            if (overrides instanceof ListValue list) {
                for (int i = 0; i < list.size(); i++) {
                    cluster(list.items().get(i), PATH.index(i));
                }
            } else if (overrides != null && overrides != Value.NULL) {
                wrongType(PATH, "overrides", "list");
            }
            return new Overrides(byCluster, flaws);
        }

        private void wrongType(FieldPath place, String field, String expected) {
            flaws.add(Flaw.of("kubefed.wrong-type", place, field, expected));
        }

        private void cluster(Value entry, FieldPath place) {
            MapValue map = map(entry, place, "overrides");
            if (map == null) return;
            String name = text(map, "clusterName", place);
            FieldPath first = firsts.putIfAbsent(name, place);
            if (first != null) flaws.add(Flaw.of("kubefed.cluster-overridden-twice", place.key("clusterName"), name));
            var items = new ArrayList<OverrideItem>();
            switch (map.get("clusterOverrides")) {
                case null -> {
                }
                case Value.Null.NULL -> {
                }
                case ListValue list -> {
                    var paths = new HashMap<String, Integer>();
                    for (int i = 0; i < list.size(); i++) {
                        item(name, list.items().get(i), place.key("clusterOverrides").index(i), paths, items);
                    }
                }
                default -> wrongType(place.key("clusterOverrides"), "clusterOverrides", "list");
            }
            if (first == null) byCluster.put(name, List.copyOf(items));
        }

        private void item(String cluster, Value entry, FieldPath place, Map<String, Integer> paths, List<OverrideItem> out) {
            MapValue map = map(entry, place, "clusterOverrides");
            if (map == null) return;
            Value value = map.get("value");
            var item = new OverrideItem(text(map, "op", place), text(map, "path", place), value == Value.NULL ? null : value,
                    place);
            if (FORBIDDEN.contains(item.path())) {
                flaws.add(Flaw.of("kubefed.forbidden-path", place.key("path"), item.path(), cluster));
            }
            if (paths.put(item.path(), out.size()) != null) {
                flaws.add(Flaw.of("kubefed.path-twice", place.key("path"), item.path(), cluster));
            }
            out.add(item);
        }

        /// Go's decoder takes `null` for an empty struct.
        private @Nullable MapValue map(Value entry, FieldPath place, String field) {
            if (entry instanceof MapValue map) return map;
            if (entry == Value.NULL) return MapValue.EMPTY;
            wrongType(place, field, "maps");
            return null;
        }

        private String text(MapValue map, String key, FieldPath place) {
            Value value = map.get(key);
            if (value instanceof Value.Text(String text)) return text;
            if (value != null && value != Value.NULL) wrongType(place.key(key), key, "string");
            return "";
        }
    }
}
