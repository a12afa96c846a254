package dev.flotilla.engine.dialect.kubefed.replicas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.flotilla.engine.dialect.kubefed.override.OverrideItem;
import dev.flotilla.engine.dialect.kubefed.override.Overrides;
import dev.flotilla.engine.dialect.kubefed.placement.Placement;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

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
        if (!overrides.flaws().isEmpty()) return new Written(federated, false, true);
        boolean place = !(placement instanceof Placement.Listed(var names))
                || !new TreeSet<>(names.keySet()).equals(replicas.keySet());
        boolean override = needsOverrides(overrides, replicas);
        if (!place && !override) return new Written(federated, false, false);
        Value changed = federated;
        if (place) changed = changed.set(Placement.PATH.key("clusters"), names(replicas));
        if (override) changed = changed.set(Overrides.PATH, overrides(federated, replicas));
        return new Written((MapValue) changed, true, false);
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
                    .anyMatch(item -> isReplicas(item) && Value.number(entry.getValue()).equals(item.value()));
            if (!same) return true;
        }
        return false;
    }

    private static boolean isReplicas(OverrideItem item) {
        return item.path().equals(REPLICAS);
    }

    private static ListValue overrides(MapValue federated, Map<String, Long> replicas) {
        var entries = new TreeMap<String, MapValue>();
        Value written = federated.at(Overrides.PATH);
        if (written instanceof ListValue list) {
            for (Value entry : list) {
                MapValue map = entry instanceof MapValue m ? m : MapValue.EMPTY;
                String name = map.textAt("clusterName");
                entries.put(name == null ? "" : name, map);
            }
        }
        entries.replaceAll((name, entry) -> replicas.containsKey(name) ? entry : withoutReplicas(entry));
        replicas.forEach((name, count) -> entries.put(name,
                withReplicas(entries.getOrDefault(name, MapValue.of("clusterName", Value.text(name))), count)));
        return ListValue.of(entries.values());
    }

    private static int indexOfReplicas(ListValue items) {
        for (int i = 0; i < items.size(); i++) {
            if (REPLICAS.equals(items.items().get(i).textAt("path"))) return i;
        }
        return -1;
    }

    private static MapValue withoutReplicas(MapValue entry) {
        ListValue items = entry.listAt("clusterOverrides");
        int at = indexOfReplicas(items);
        return at < 0 ? entry : entry.with("clusterOverrides", items.without(at));
    }

    private static MapValue withReplicas(MapValue entry, long count) {
        List<Value> items = new ArrayList<>(entry.listAt("clusterOverrides").items());
        int at = indexOfReplicas(entry.listAt("clusterOverrides"));
        Value number = Value.number(count);
        if (at < 0) {
            items.add(MapValue.builder().put("path", REPLICAS).put("value", number).build());
        } else {
            items.set(at, items.get(at).set(FieldPath.of("value"), number));
        }
        return entry.with("clusterOverrides", ListValue.of(items));
    }
}
