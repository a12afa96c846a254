package dev.flotilla.engine.sandbox.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import dev.flotilla.engine.sandbox.apply.PathElement.Field;
import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.schema.Schema.ListType;
import dev.flotilla.engine.schema.Schema.Type;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Objects taken apart by their schema.
final class TypedTree {
    private TypedTree() {}

    private static boolean isGranularMap(Value value, Schema schema) {
        return value instanceof MapValue && !schema.isAtomic();
    }

    private static boolean isGranularList(Value value, Schema schema) {
        return value instanceof ListValue && schema.type() == Type.ARRAY && schema.listType() != ListType.ATOMIC;
    }

    /// How an item of a granular list is addressed.
    static PathElement element(Value item, Schema list) {
        if (list.listType() == ListType.SET) return new PathElement.Item(item);
        var keys = MapValue.builder();
        for (String key : list.listKeys()) {
            Value part = item.get(key);
            // The one key field that has a default: a port's protocol.
            if (part == null && key.equals("protocol")) part = Value.text("TCP");
            if (part == null) part = list.items().memberOrAny(key).defaultValue();
            if (part != null) keys.put(key, part);
        }
        MapValue built = keys.build();
        if (built.isEmpty())
            throw ApiError.badRequest("associative list with keys has an element that omits key field \"" + list.listKeys()
                    .getFirst() + "\" (and doesn't have default value)");
        return new PathElement.Key(built);
    }

    private static SequencedMap<PathElement, Value> items(@Nullable Value list, Schema schema) {
        var items = new LinkedHashMap<PathElement, Value>();
        if (list instanceof ListValue values) {
            for (Value item : values) {
                items.putIfAbsent(element(item, schema), item);
            }
        }
        return items;
    }

    /// The fields of an applied configuration (typed/tofieldset.go).
    static FieldSet fields(Value value, Schema schema) {
        var set = new FieldSet();
        if (value instanceof MapValue map && isGranularMap(value, schema)) {
            for (var entry : map) {
                var element = new Field(entry.getKey());
                Schema member = schema.memberOrAny(entry.getKey());
                add(set, element, entry.getValue(), member);
                boolean empty = entry.getValue() == Value.NULL || entry.getValue() instanceof MapValue m && m.isEmpty();
                if (empty || !schema.hasField(entry.getKey())) set.addMember(element);
            }
        } else if (isGranularList(value, schema)) {
            items(value, schema).forEach((element, item) -> {
                add(set, element, item, schema.items());
                set.addMember(element);
            });
        }
        return set;
    }

    private static void add(FieldSet set, PathElement element, Value value, Schema schema) {
        if (isGranularMap(value, schema) || isGranularList(value, schema)) {
            set.put(element, fields(value, schema));
        } else {
            set.addMember(element);
        }
    }

    /// What a change added, modified and removed (typed/compare.go).
    record Difference(FieldSet added, FieldSet modified, FieldSet removed) {
        boolean isNone() {
            return added.isEmpty() && modified.isEmpty() && removed.isEmpty();
        }
    }

    static Difference compare(Value before, Value after, Schema schema) {
        var difference = new Difference(new FieldSet(), new FieldSet(), new FieldSet());
        compare(before, after, schema, new ArrayList<>(), difference);
        return difference;
    }

    private static void compare(@Nullable Value before, @Nullable Value after, Schema schema, List<PathElement> path,
            Difference out) {
        if (before == after) return;
        Value some = after == null ? before : after;
        if (some == null) return;
        // A `null` before stands for a field that is there and empty: what is put into it is added, it is not.
        boolean empty = before == null || before == Value.NULL;
        boolean map = isGranularMap(some, schema) && (empty || before instanceof MapValue);
        boolean list = isGranularList(some, schema) && (empty || before instanceof ListValue);
        if (!path.isEmpty()) {
            if (before == null) {
                out.added.insert(path);
            } else if (after == null) {
                out.removed.insert(path);
            } else if (!map && !list && !before.equals(after)) {
                out.modified.insert(path);
            }
        }
        if (map) {
            var left = before instanceof MapValue m ? m : MapValue.EMPTY;
            var right = after instanceof MapValue m ? m : MapValue.EMPTY;
            for (String key : left.keys()) {
                step(left.get(key), right.get(key), schema.memberOrAny(key), path, new Field(key), out);
            }
            for (String key : right.keys()) {
                if (!left.has(key)) step(null, right.get(key), schema.memberOrAny(key), path, new Field(key), out);
            }
        } else if (list) {
            var left = items(before, schema);
            var right = items(after, schema);
            left.forEach((element, item) -> step(item, right.get(element), schema.items(), path, element, out));
            right.forEach((element, item) -> {
                if (!left.containsKey(element)) step(null, item, schema.items(), path, element, out);
            });
        }
    }

    private static void step(@Nullable Value before, @Nullable Value after, Schema schema, List<PathElement> path,
            PathElement element,
            Difference out) {
        path.add(element);
        compare(before, after, schema, path, out);
        path.removeLast();
    }

    /// The live object with the configuration laid over it (typed/merge.go).
    static Value merge(@Nullable Value live, Value config, Schema schema) {
        if (live instanceof MapValue left && config instanceof MapValue right && isGranularMap(config, schema)) {
            MapValue merged = left;
            for (var entry : right) {
                merged = merged.with(entry.getKey(),
                        merge(left.get(entry.getKey()), entry.getValue(), schema.memberOrAny(entry.getKey())));
            }
            return merged;
        }
        if (live instanceof ListValue left && config instanceof ListValue && isGranularList(config, schema)) {
            return mergeItems(items(left, schema), items(config, schema), schema);
        }
        return config;
    }

    /// The configuration's items in their order; live items that it does not have stay before what follows them.
    private static ListValue mergeItems(SequencedMap<PathElement, Value> live, SequencedMap<PathElement, Value> config,
            Schema schema) {
        var merged = new LinkedHashMap<PathElement, Value>();
        var lefts = new ArrayList<>(live.keySet());
        var rights = new ArrayList<>(config.keySet());
        while (!lefts.isEmpty() || !rights.isEmpty()) {
            if (!lefts.isEmpty()
                    && (rights.isEmpty() || !config.containsKey(lefts.getFirst()) || merged.containsKey(lefts.getFirst()))) {
                PathElement element = lefts.removeFirst();
                Value item = live.get(element);
                if (item != null) merged.putIfAbsent(element, item);
            } else if (!rights.isEmpty()) {
                PathElement element = rights.removeFirst();
                Value item = config.get(element);
                if (item != null) merged.put(element, merge(live.get(element), item, schema.items()));
                lefts.remove(element);
            }
        }
        return ListValue.of(merged.values());
    }

    /// `value` without what `gone` names (typed/remove.go); `null` when that leaves an emptied container.
    static @Nullable Value remove(Value value, FieldSet gone, Schema schema) {
        if (value instanceof MapValue map && isGranularMap(value, schema)) {
            var left = MapValue.builder();
            for (var entry : map) {
                Value kept = kept(entry.getValue(), new Field(entry.getKey()), gone, schema.memberOrAny(entry.getKey()));
                if (kept != null) left.put(entry.getKey(), kept);
            }
            MapValue result = left.build();
            return result.isEmpty() && !map.isEmpty() ? null : result;
        }
        if (value instanceof ListValue list && isGranularList(value, schema)) {
            var left = new ArrayList<Value>();
            for (Value item : list) {
                Value kept = kept(item, element(item, schema), gone, schema.items());
                if (kept != null) left.add(kept);
            }
            return left.isEmpty() && !list.isEmpty() ? null : ListValue.of(left);
        }
        return value;
    }

    private static @Nullable Value kept(Value value, PathElement element, FieldSet gone, Schema schema) {
        if (gone.isMember(element)) return null;
        FieldSet below = gone.below(element);
        return below.isEmpty() ? value : remove(value, below, schema);
    }

    /// `set` with the named fields on the way to its members (fieldpath/set.go, EnsureNamedFieldsAreMembers).
    static FieldSet withNamedParents(FieldSet set, Schema schema) {
        var all = new FieldSet();
        set.members().forEach(all::addMember);
        set.children().forEach((element, child) -> {
            Schema member = element instanceof Field(String name) ? schema.memberOrAny(name) : schema.items();
            all.put(element, withNamedParents(child, member));
            if (element instanceof Field(String name) && schema.hasField(name)) all.addMember(element);
        });
        return all;
    }
}
