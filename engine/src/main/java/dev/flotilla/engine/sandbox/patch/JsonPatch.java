package dev.flotilla.engine.sandbox.patch;

import java.util.List;

import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.value.JsonPointer;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// JSON patch, RFC 6902. A patch that does not fit the object is refused as a whole.
public final class JsonPatch {
    private JsonPatch() {}

    public static Value apply(Value target, Value patch) {
        if (!(patch instanceof ListValue operations)) throw ApiError.badRequest("error decoding patch: a JSON patch is a list");
        Value patched = target;
        for (Value operation : operations) {
            patched = step(patched, operation);
        }
        return patched;
    }

    private static Value step(Value target, Value operation) {
        List<String> path = pointer(operation, "path");
        return switch (String.valueOf(operation.textAt("op"))) {
            case "add" -> add(target, path, value(operation));
            case "remove" -> remove(target, path, 0);
            case "replace" -> {
                find(target, path);
                yield path.isEmpty() ? value(operation) : replace(target, path, 0, value(operation));
            }
            case "move" -> {
                List<String> from = pointer(operation, "from");
                Value moved = find(target, from);
                yield add(remove(target, from, 0), path, moved);
            }
            case "copy" -> add(target, path, find(target, pointer(operation, "from")));
            case "test" -> {
                Value wanted = operation.get("value");
                if (!find(target, path).equals(wanted == null ? Value.NULL : wanted)) {
                    throw refused("testing value " + operation.textAt("path") + " failed: test failed");
                }
                yield target;
            }
            default -> throw refused("Unexpected kind: " + operation.textAt("op"));
        };
    }

    private static List<String> pointer(Value operation, String field) {
        String text = operation.textAt(field);
        if (text == null) throw refused("missing " + field);
        try {
            return JsonPointer.parse(text).tokens();
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private static Value value(Value operation) {
        Value value = operation.get("value");
        return value == null ? Value.NULL : value;
    }

    private static ApiError refused(@Nullable String why) {
        return new ApiError(422, "Invalid", "the server rejected our request due to an error in our request: " + why,
                MapValue.EMPTY);
    }

    private static ApiError missing(String token) {
        return refused("doc is missing path: " + token + ": missing value");
    }

    private static Value find(Value target, List<String> path) {
        Value here = target;
        for (String token : path) {
            Value next = here instanceof ListValue list ? list.get(index(token, list.size() - 1)) : here.get(token);
            if (next == null) throw missing(token);
            here = next;
        }
        return here;
    }

    private static Value add(Value target, List<String> path, Value value) {
        return path.isEmpty() ? value : add(target, path, 0, value);
    }

    private static Value add(Value target, List<String> path, int at, Value value) {
        String token = path.get(at);
        boolean last = at == path.size() - 1;
        return switch (target) {
            case MapValue map when last -> map.with(token, value);
            case MapValue map -> map.with(token, add(child(map, token), path, at + 1, value));
            case ListValue list when last -> list.inserted(token.equals("-") ? list.size() : index(token, list.size()), value);
            case ListValue list -> {
                int i = index(token, list.size() - 1);
                yield list.with(i, add(list.items().get(i), path, at + 1, value));
            }
            case Value.Text _,Value.Int _,Value.Dec _,Value.Bool _,Value.Null _ -> throw missing(token);
        };
    }

    private static Value replace(Value target, List<String> path, int at, Value value) {
        if (at == path.size()) return value;
        String token = path.get(at);
        if (target instanceof ListValue list) {
            int i = index(token, list.size() - 1);
            return list.with(i, replace(list.items().get(i), path, at + 1, value));
        }
        return ((MapValue) target).with(token, replace(child(target, token), path, at + 1, value));
    }

    private static Value remove(Value target, List<String> path, int at) {
        if (path.isEmpty()) throw refused("the whole document cannot be removed");
        String token = path.get(at);
        boolean last = at == path.size() - 1;
        if (target instanceof ListValue list) {
            int i = index(token, list.size() - 1);
            return last ? list.without(i) : list.with(i, remove(list.items().get(i), path, at + 1));
        }
        Value child = child(target, token);
        MapValue map = (MapValue) target;
        return last ? map.without(token) : map.with(token, remove(child, path, at + 1));
    }

    private static Value child(Value map, String token) {
        Value child = map.get(token);
        if (child == null) throw missing(token);
        return child;
    }

    private static int index(String token, int most) {
        if (!token.matches("0|[1-9][0-9]{0,8}") || Integer.parseInt(token) > most) {
            throw refused("Unable to access invalid index: " + token + ": invalid index referenced");
        }
        return Integer.parseInt(token);
    }
}
