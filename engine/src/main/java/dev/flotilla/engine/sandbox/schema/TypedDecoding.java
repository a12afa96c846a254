package dev.flotilla.engine.sandbox.schema;

import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What reading JSON into a Go type does to a built-in object: a value of the wrong type is refused, `null` means absent, a whole
/// number given for a quantity becomes text.
public final class TypedDecoding {
    private final String kind;
    private final String version;

    private TypedDecoding(String kind, String version) {
        this.kind = kind;
        this.version = version;
    }

    public static MapValue decode(MapValue object, Schema schema, String kind, String version) {
        return (MapValue) new TypedDecoding(kind, version).value(object, schema, "", "");
    }

    private Value value(Value value, Schema schema, String type, String path) {
        return switch (schema.type()) {
            case ANY -> value;
            case OBJECT -> value instanceof MapValue map ? map(map, schema, type, path) : refuse(value, type, path, "object");
            case ARRAY -> value instanceof ListValue list ? list(list, schema, type, path) : refuse(value, type, path, "array");
            case STRING -> value instanceof Value.Text ? value : refuse(value, type, path, "string");
            case INTEGER -> value instanceof Value.Int ? value : refuse(value, type, path, schema.format());
            case NUMBER ->
                value instanceof Value.Int || value instanceof Value.Dec ? value : refuse(value, type, path, "float64");
            case BOOLEAN -> value instanceof Value.Bool ? value : refuse(value, type, path, "bool");
            case INT_OR_STRING -> value instanceof Value.Int || value instanceof Value.Text
                    ? value
                    : refuse(value, type, path,
                            "intstr.IntOrString");
            case QUANTITY -> quantity(value, type, path);
        };
    }

    private Value quantity(Value value, String type, String path) {
        return switch (value) {
            case Value.Text(String text) when Quantity.parse(text) != null -> Value.text(Quantity.canonical(text));
            case Value.Int(long number) -> Value.text(Long.toString(number));
            case Value.Dec number -> Value.text(Quantity.canonical(number.toString()));
            case Value.Text _ -> throw ApiError.badRequest(prefix()
                    + "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
            case MapValue _,ListValue _,Value.Bool _,Value.Null _ -> refuse(value, type, path, "resource.Quantity");
        };
    }

    private MapValue map(MapValue map, Schema schema, String type, String path) {
        MapValue decoded = map;
        String name = schema.name();
        String owner = name == null ? type : name.substring(name.lastIndexOf('.') + 1);
        for (var entry : map) {
            Schema member = schema.member(entry.getKey());
            if (member == null) continue;
            if (entry.getValue() == Value.NULL && member.type() != Schema.Type.ANY) {
                decoded = decoded.without(entry.getKey());
            } else {
                decoded = decoded.with(entry.getKey(),
                        value(entry.getValue(), member, owner, path.isEmpty()
                                ? entry.getKey()
                                : path + "."
                                        + entry.getKey()));
            }
        }
        return decoded;
    }

    private ListValue list(ListValue list, Schema schema, String type, String path) {
        ListValue decoded = list;
        for (int i = 0; i < list.size(); i++) {
            decoded = decoded.with(i, value(list.items().get(i), schema.items(), type, path));
        }
        return decoded;
    }

    private String prefix() {
        return kind + " in version \"" + version + "\" cannot be handled as a " + kind + ": ";
    }

    private Value refuse(@Nullable Value value, String type, String path, String expected) {
        String found = switch (value) {
            case MapValue _ -> "object";
            case ListValue _ -> "array";
            case Value.Text _ -> "string";
            case Value.Int _ -> "number";
            case Value.Dec d -> "number " + d;
            case Value.Bool _ -> "bool";
            case Value.Null _ -> "null";
            case null -> "null";
        };
        throw ApiError.badRequest(
                prefix() + "json: cannot unmarshal " + found + " into Go struct field " + type + "." + path + " of type "
                        + expected);
    }
}
