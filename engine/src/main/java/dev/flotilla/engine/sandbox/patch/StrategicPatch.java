package dev.flotilla.engine.sandbox.patch;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Strategic merge patch: a merge patch that knows which lists merge and by which key, with the directives `$patch`,
/// `$retainKeys`, `$deleteFromPrimitiveList/…` and `$setElementOrder/…`.
///
/// Source: kubernetes `staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go`.
public final class StrategicPatch {
    private static final String DIRECTIVE = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String DELETE_FROM = "$deleteFromPrimitiveList/";
    private static final String ORDER = "$setElementOrder/";

    private StrategicPatch() {}

    public static MapValue apply(MapValue target, MapValue patch, Schema schema) {
        String directive = patch.textAt(DIRECTIVE);
        if (directive != null) {
            MapValue rest = patch.without(DIRECTIVE);
            switch (directive) {
                case "replace" -> {
                    return (MapValue) withoutDirectives(rest);
                }
                case "delete" -> {
                    return MapValue.EMPTY;
                }
                case "merge" -> {
                    return apply(target, rest, schema);
                }
                default -> throw ApiError.badRequest("Unknown patch type found: " + directive);
            }
        }
        MapValue merged = target;
        if (patch.get(RETAIN) instanceof ListValue kept) {
            for (String key : target.keys()) {
                if (!kept.texts().contains(key)) merged = merged.without(key);
            }
        }
        for (var change : patch) {
            merged = member(merged, change.getKey(), change.getValue(), patch, schema);
        }
        return merged;
    }

    private static MapValue member(MapValue merged, String key, Value change, MapValue patch, Schema schema) {
        if (key.equals(RETAIN)) return merged;
        if (key.startsWith(DELETE_FROM)) return deletedFrom(merged, key.substring(DELETE_FROM.length()), change);
        if (key.startsWith(ORDER)) {
            String list = key.substring(ORDER.length());
            // A list that the patch changes too is ordered with that change.
            return patch.has(list) ? merged : ordered(merged, list, change, schema.memberOrAny(list));
        }
        if (change == Value.NULL) return merged.without(key);
        Value old = merged.get(key);
        Schema type = schema.memberOrAny(key);
        if (change instanceof MapValue map) {
            if ("delete".equals(map.textAt(DIRECTIVE))) return merged.without(key);
            return merged.with(key, apply(old instanceof MapValue before ? before : MapValue.EMPTY, map, type));
        }
        if (change instanceof ListValue list && type.patchMerges()) {
            var before = old instanceof ListValue o ? o : ListValue.EMPTY;
            MapValue result = merged.with(key, mergedList(before, list, type));
            Value order = patch.get(ORDER + key);
            return order == null ? result : ordered(result, key, order, type, before);
        }
        return merged.with(key, change instanceof ListValue ? withoutDirectives(change) : change);
    }

    private static MapValue deletedFrom(MapValue merged, String key, Value gone) {
        if (!(merged.get(key) instanceof ListValue list) || !(gone instanceof ListValue values)) return merged;
        return merged.with(key, ListValue.of(list.stream().filter(item -> !values.items().contains(item)).toList()));
    }

    private static ListValue mergedList(ListValue before, ListValue patch, Schema type) {
        String key = type.mergeKey();
        if (key == null) {
            var items = new ArrayList<>(before.items());
            for (Value item : patch) {
                if (!items.contains(item)) items.add(item);
            }
            return ListValue.of(items);
        }
        List<MapValue> changes = patch.maps();
        boolean replaces = changes.stream().anyMatch(item -> "replace".equals(item.textAt(DIRECTIVE)) && item.size() == 1);
        var items = new ArrayList<Value>(replaces ? List.of() : before.items());
        for (MapValue item : changes) {
            String directive = item.textAt(DIRECTIVE);
            if ("replace".equals(directive) && item.size() == 1) continue;
            Value name = item.get(key);
            if (name == null) throw ApiError.badRequest("map: " + item + " does not contain declared merge key: " + key);
            int at = indexOf(items, key, name);
            if ("delete".equals(directive)) {
                items.removeIf(one -> name.equals(one.get(key)));
            } else if (at < 0) {
                items.add(apply(MapValue.EMPTY, item, type.items()));
            } else {
                items.set(at, apply((MapValue) items.get(at), item, type.items()));
            }
        }
        return ListValue.of(items);
    }

    private static int indexOf(List<Value> items, String key, Value name) {
        for (int i = 0; i < items.size(); i++) {
            if (name.equals(items.get(i).get(key))) return i;
        }
        return -1;
    }

    private static MapValue ordered(MapValue merged, String list, Value order, Schema type) {
        return ordered(merged, list, order, type, merged.listAt(list));
    }

    /// Brings the listed items into the patch's order; the others keep their place relative to the list as it was.
    private static MapValue ordered(MapValue merged, String list, Value order, Schema type, ListValue before) {
        if (!(merged.get(list) instanceof ListValue items) || !(order instanceof ListValue wanted)) return merged;
        @Nullable String key = type.mergeKey();
        List<Value> names = wanted.stream().map(item -> name(item, key)).toList();
        List<Value> old = before.stream().map(item -> name(item, key)).toList();
        var listed = new ArrayList<Value>();
        for (Value name : names) {
            items.stream().filter(item -> name(item, key).equals(name)).findFirst().ifPresent(listed::add);
        }
        var others = new ArrayList<>(items.items());
        others.removeAll(listed);
        var result = new ArrayList<Value>();
        while (!listed.isEmpty() && !others.isEmpty()) {
            int left = old.indexOf(name(listed.getFirst(), key));
            int right = old.indexOf(name(others.getFirst(), key));
            result.add(left >= 0 && right >= 0 && right < left ? others.removeFirst() : listed.removeFirst());
        }
        result.addAll(listed);
        result.addAll(others);
        return merged.with(list, ListValue.of(result));
    }

    private static Value name(Value item, @Nullable String key) {
        Value name = key == null ? item : item.get(key);
        return name == null ? item : name;
    }

    private static Value withoutDirectives(Value value) {
        return switch (value) {
            case MapValue map -> {
                var clean = MapValue.builder();
                map.forEach((key, item) -> {
                    if (!key.startsWith("$") && item != Value.NULL) clean.put(key, withoutDirectives(item));
                });
                yield clean.build();
            }
            case ListValue list -> ListValue.of(list.stream().map(StrategicPatch::withoutDirectives).toList());
            case Value.Text _,Value.Int _,Value.Dec _,Value.Bool _,Value.Null _ -> value;
        };
    }
}
