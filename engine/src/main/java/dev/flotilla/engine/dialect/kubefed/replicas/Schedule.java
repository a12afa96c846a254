package dev.flotilla.engine.dialect.kubefed.replicas;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.flotilla.engine.dialect.kubefed.override.JsonPatch;
import dev.flotilla.engine.dialect.kubefed.override.OverrideItem;
import dev.flotilla.engine.dialect.kubefed.override.Overrides;
import dev.flotilla.engine.dialect.kubefed.placement.LabelSelector;
import dev.flotilla.engine.dialect.kubefed.placement.Placement;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// How a plan gets into the federated object.
///
/// Source: kubefed `pkg/schedulingtypes/plugin.go` Reconcile, updateOverridesMap, OverrideUpdateNeeded.
public final class Schedule {
    public static final String REPLICAS = "/spec/replicas";

    private Schedule() {}

    /// @param federated the object afterwards; the same one when nothing is written
    /// @param updated   whether anything is written
    /// @param broken    the overrides cannot be read, so that nothing can be written
    public record Written(MapValue federated, boolean updated, boolean broken) {}

    /// KubeFed writes the overrides in random order; here they are sorted by cluster.
    public static Written write(MapValue federated, SequencedMap<String, Long> replicas) {
        var overrides = Overrides.read(federated);
        Placement placement = Placement.of(federated, false);
        boolean unreadable = placement instanceof Placement.Broken(var flaws)
                && flaws.stream().anyMatch(LabelSelector.Flaw::isOfType);
        if (unreadable || !overrides.flaws().isEmpty()) return new Written(federated, false, true);
        boolean place = !List.copyOf(new TreeSet<>(replicas.keySet())).equals(names(federated));
        boolean override = needsOverrides(overrides, replicas);
        if (!place && !override) return new Written(federated, false, false);
        Value changed = federated;
        if (place) changed = changed.set(Placement.PATH.key("clusters"), names(replicas));
        if (override) changed = changed.set(Overrides.PATH, overrides(federated, replicas));
        return new Written((MapValue) changed, true, false);
    }

    /// The list as it stands, sorted; a name that stands twice counts twice. Nothing where there is no list.
    private static @Nullable List<String> names(MapValue federated) {
        if (!(federated.at(Placement.PATH.key("clusters")) instanceof ListValue clusters)) return null;
        return clusters.maps().stream().map(cluster -> cluster.textAt("name")).map(name -> name == null ? "" : name).sorted()
                .toList();
    }

    private static ListValue names(SequencedMap<String, Long> replicas) {
        return ListValue
                .of(new TreeSet<>(replicas.keySet()).stream().map(name -> MapValue.of("name", Value.text(name))).toList());
    }

    private static boolean needsOverrides(Overrides overrides, Map<String, Long> replicas) {
        for (var entry : overrides.byCluster().entrySet()) {
            if (!replicas.containsKey(entry.getKey()) && entry.getValue().stream().anyMatch(Schedule::isReplicas)) return true;
        }
        for (var entry : replicas.entrySet()) {
            boolean same = overrides.of(entry.getKey()).stream()
                    .anyMatch(item -> isReplicas(item) && isNumber(item.value(), entry.getValue()));
            if (!same) return true;
        }
        return false;
    }

    /// Numbers come as doubles and are cut to whole ones.
    private static boolean isNumber(@Nullable Value written, long wanted) {
        return switch (written) {
            case Value.Int(long n) -> n == wanted;
            case Value.Dec(double d) -> (long) d == wanted;
            case null, default -> false;
        };
    }

    private static boolean isReplicas(OverrideItem item) {
        return item.path().equals(REPLICAS);
    }

    /// All entries as Go writes them again: known fields only, an absent list as null.
    private static ListValue overrides(MapValue federated, Map<String, Long> replicas) {
        var entries = new TreeMap<String, Value>();
        for (MapValue entry : federated.listAt("spec", "overrides").maps()) {
            String name = entry.textAt("clusterName");
            Value items = entry.get("clusterOverrides");
            entries.put(name == null ? "" : name, items instanceof ListValue list ? rewritten(list) : Value.NULL);
        }
        entries.replaceAll((name, items) -> replicas.containsKey(name) ? items : withoutReplicas(items));
        replicas.forEach((name, count) -> entries.put(name, withReplicas(entries.getOrDefault(name, Value.NULL), count)));
        return ListValue.of(entries.entrySet().stream()
                .map(entry -> MapValue.builder().put("clusterName", entry.getKey()).put("clusterOverrides", entry.getValue())
                        .build())
                .toList());
    }

    private static ListValue rewritten(ListValue items) {
        return ListValue.of(items.stream().map(item -> {
            var written = MapValue.builder();
            String op = item.textAt("op");
            String path = item.textAt("path");
            Value value = item.get("value");
            if (op != null && !op.isEmpty()) written.put("op", op);
            written.put("path", path == null ? "" : path);
            if (value != null && value != Value.NULL) written.put("value", JsonPatch.written(value));
            return written.build();
        }).toList());
    }

    private static int indexOfReplicas(ListValue items) {
        for (int i = 0; i < items.size(); i++) {
            if (REPLICAS.equals(items.items().get(i).textAt("path"))) return i;
        }
        return -1;
    }

    private static Value withoutReplicas(Value items) {
        if (!(items instanceof ListValue list)) return items;
        int at = indexOfReplicas(list);
        return at < 0 ? list : list.without(at);
    }

    private static ListValue withReplicas(Value items, long count) {
        ListValue list = items instanceof ListValue written ? written : ListValue.EMPTY;
        int at = indexOfReplicas(list);
        Value number = Value.number(count);
        return at < 0
                ? list.appended(MapValue.builder().put("path", REPLICAS).put("value", number).build())
                : list.with(at, list.items().get(at).set(FieldPath.of("value"), number));
    }
}
