package dev.flotilla.engine.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.convert.Difference.Field;
import dev.flotilla.engine.convert.Difference.Kind;
import dev.flotilla.engine.diff.Secrets;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Compares two plans, object by object and member by member. Marks that a control plane puts on what it manages do not count.
final class Equality {
    private final List<Difference> differences = new ArrayList<>();
    private int equal;

    private Equality() {}

    /// @param equal how many objects, counted for each member, are the same
    record Result(List<Difference> differences, int equal) {
        Result {
            differences = List.copyOf(differences);
        }
    }

    /// Only objects of `before` count: what else the workspace holds was not converted.
    static Result compare(List<ObjectPlan> before, List<ObjectPlan> after) {
        var equality = new Equality();
        Map<ObjectKey, Map<String, MapValue>> new_ = byKey(after);
        byKey(before).forEach((key, members) -> equality.object(key, members, new_.getOrDefault(key, Map.of())));
        return new Result(equality.differences, equality.equal);
    }

    private static Map<ObjectKey, Map<String, MapValue>> byKey(List<ObjectPlan> objects) {
        var byKey = new LinkedHashMap<ObjectKey, Map<String, MapValue>>();
        for (ObjectPlan object : objects) {
            var members = new LinkedHashMap<String, MapValue>();
            for (ClusterPlan placed : object.placements()) {
                members.put(placed.cluster(), plain(placed.manifest().root()));
            }
            byKey.put(object.key(), members);
        }
        return byKey;
    }

    private void object(ObjectKey key, Map<String, MapValue> before, Map<String, MapValue> after) {
        Set<String> clusters = new LinkedHashSet<>(before.keySet());
        clusters.addAll(after.keySet());
        for (String cluster : clusters) {
            MapValue old = before.get(cluster);
            MapValue now = after.get(cluster);
            if (old == null) {
                differences.add(new Difference(Kind.ADDED, key, cluster, List.of()));
            } else if (now == null) {
                differences.add(new Difference(Kind.MISSING, key, cluster, List.of()));
            } else {
                var fields = new ArrayList<Field>();
                fields(old, now, FieldPath.ROOT, fields);
                if (fields.isEmpty()) equal++;
                else
                    differences.add(new Difference(Kind.CHANGED, key, cluster, Secrets.isSecret(old) ? masked(fields) : fields));
            }
        }
    }

    private static void fields(@Nullable Value before, @Nullable Value after, FieldPath path, List<Field> out) {
        if (before == null ? after == null : before.equals(after)) return;
        if (before instanceof MapValue old && after instanceof MapValue now) {
            Set<String> keys = new LinkedHashSet<>(old.keys());
            keys.addAll(now.keys());
            keys.forEach(key -> fields(old.get(key), now.get(key), path.key(key), out));
        } else if (before instanceof ListValue old && after instanceof ListValue now && old.size() == now.size()) {
            for (int i = 0; i < old.size(); i++) {
                fields(old.get(i), now.get(i), path.index(i), out);
            }
        } else {
            out.add(new Field(path, before, after));
        }
    }

    private static List<Field> masked(List<Field> fields) {
        return fields.stream().map(field -> new Field(field.path(), Secrets.mask(field.before()), Secrets.mask(field.after())))
                .toList();
    }

    private static MapValue plain(MapValue manifest) {
        return ServerDefaults.filledIn(unmarked(manifest));
    }

    /// Without the labels and annotations of either control plane, and without maps that became empty by that.
    static MapValue unmarked(MapValue manifest) {
        MapValue metadata = manifest.mapAt("metadata");
        for (String field : new String[]{"labels", "annotations"}) {
            if (!(metadata.get(field) instanceof MapValue map)) continue;
            MapValue kept = map;
            for (String key : map.keys()) {
                if (isControlPlanes(key)) kept = kept.without(key);
            }
            metadata = kept.isEmpty() ? metadata.without(field) : metadata.with(field, kept);
        }
        return manifest.with("metadata", metadata);
    }

    private static boolean isControlPlanes(String key) {
        int slash = key.indexOf('/');
        String domain = slash < 0 ? "" : key.substring(0, slash);
        return domain.equals("kubefed.io") || domain.equals("karmada.io") || domain.endsWith(".karmada.io");
    }
}
