package dev.flotilla.engine.sandbox.schema;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Drops fields that a schema does not know, as the typed decoding of built-in kinds and the pruning of custom ones do.
public final class Pruning {
    private final List<String> unknown = new ArrayList<>();

    private Pruning() {}

    /// @param object  what is left
    /// @param unknown paths of what was dropped, in the order met: `spec.replica`
    public record Pruned(MapValue object, List<String> unknown) {}

    public static Pruned prune(MapValue object, Schema schema) {
        var pruning = new Pruning();
        var left = pruning.value(object, schema, "");
        return new Pruned((MapValue) left, pruning.unknown);
    }

    private Value value(Value value, Schema schema, String path) {
        if (schema.type() == Schema.Type.ANY) return value;
        return switch (value) {
            case MapValue map -> map(map, schema, path);
            case ListValue list when schema.type() == Schema.Type.ARRAY -> list(list, schema.items(), path);
            case ListValue _,Value.Text _,Value.Int _,Value.Dec _,Value.Bool _,Value.Null _ -> value;
        };
    }

    private Value map(MapValue map, Schema schema, String path) {
        @Nullable MapValue left = null;
        for (var entry : map) {
            String at = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            Schema member = schema.member(entry.getKey());
            if (member == null) {
                unknown.add(at);
                left = (left == null ? map : left).without(entry.getKey());
            } else {
                Value child = value(entry.getValue(), member, at);
                if (child != entry.getValue()) left = (left == null ? map : left).with(entry.getKey(), child);
            }
        }
        return left == null ? map : left;
    }

    private Value list(ListValue list, Schema items, String path) {
        ListValue left = list;
        for (int i = 0; i < list.size(); i++) {
            left = left.with(i, value(list.items().get(i), items, path + "[" + i + "]"));
        }
        return left;
    }
}
