package dev.flotilla.engine.sandbox.schema;

import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Fills in the defaults of a structural schema.
public final class SchemaDefaults {
    private SchemaDefaults() {}

    /// @return `value` with absent members filled in; a `null` for a field that has a default and is not nullable is replaced
    public static Value fill(Value value, Schema schema) {
        return switch (value) {
            case MapValue map -> map(map, schema);
            case ListValue list when schema.type() == Schema.Type.ARRAY -> list(list, schema.items());
            case ListValue _,Value.Text _,Value.Int _,Value.Dec _,Value.Bool _,Value.Null _ -> value;
        };
    }

    private static Value map(MapValue map, Schema schema) {
        if (schema.type() == Schema.Type.ANY) return map;
        MapValue filled = map;
        for (var property : schema.properties().entrySet()) {
            Value preset = property.getValue().defaultValue();
            Value here = filled.get(property.getKey());
            if (preset != null && (here == null || here == Value.NULL && !property.getValue().isNullable())) {
                filled = filled.with(property.getKey(), preset);
            }
        }
        for (var entry : filled) {
            Schema member = schema.member(entry.getKey());
            if (member != null) filled = filled.with(entry.getKey(), fill(entry.getValue(), member));
        }
        return filled;
    }

    private static Value list(ListValue list, Schema items) {
        ListValue filled = list;
        for (int i = 0; i < list.size(); i++) {
            filled = filled.with(i, fill(list.items().get(i), items));
        }
        return filled;
    }
}
