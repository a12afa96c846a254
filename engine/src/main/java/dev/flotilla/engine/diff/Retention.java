package dev.flotilla.engine.diff;

import java.util.ArrayList;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Brings a dialect's retain rules, made for sending whole objects, to server-side apply.
///
/// With a whole object, everything that the member may keep has to be copied into it. With server-side apply what is not sent
/// stays anyway, so only fields that *are* sent take the retained value; metadata is sent as planned, since labels and
/// annotations of others stay by themselves.
final class Retention {
    private Retention() {}

    /// @param retained what the dialect made of `desired` and the live object
    static Manifest narrowed(Manifest desired, Manifest retained) {
        var root = MapValue.builder();
        desired.root().forEach((key, value) -> {
            Value kept = retained.root().get(key);
            root.put(key, key.equals("metadata") || kept == null ? value : take(value, kept));
        });
        return new Manifest(root.build());
    }

    private static Value take(Value desired, Value retained) {
        if (desired.equals(retained)) return desired;
        if (desired instanceof MapValue map && retained instanceof MapValue other) {
            var taken = MapValue.builder();
            map.forEach((key, value) -> {
                Value kept = other.get(key);
                taken.put(key, kept == null ? value : take(value, kept));
            });
            return taken.build();
        }
        if (desired instanceof ListValue list && retained instanceof ListValue other) {
            if (list.size() != other.size()) return desired;
            var taken = new ArrayList<Value>();
            for (int i = 0; i < list.size(); i++) {
                taken.add(take(list.items().get(i), other.items().get(i)));
            }
            return ListValue.of(taken);
        }
        return retained;
    }
}
