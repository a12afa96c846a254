package dev.flotilla.engine.dialect.karmada.override;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.JsonPointer;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Between paths and JSON pointers.
final class Pointers {
    private Pointers() {}

    static String text(FieldPath path) {
        return new JsonPointer(path.segments().stream().map(segment -> switch (segment) {
            case FieldPath.Key(String name) -> name;
            case FieldPath.Index(int index) -> Integer.toString(index);
        }).toList()).toString();
    }

    /// Whether writing there can change an object's namespace.
    static boolean meansNamespace(String pointer) {
        return pointer.isEmpty() || pointer.endsWith("/metadata") || pointer.endsWith("/metadata/namespace");
    }

    static FieldPath path(String pointer, Value root) {
        return JsonPointer.parse(pointer).in(root);
    }

    /// The item at a decimal index, or `null`.
    static @Nullable Value item(ListValue list, String index) {
        return index.matches("[+]?[0-9]{1,9}") ? list.get(Integer.parseInt(index)) : null;
    }
}
