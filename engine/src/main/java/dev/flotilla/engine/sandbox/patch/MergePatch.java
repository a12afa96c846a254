package dev.flotilla.engine.sandbox.patch;

import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// JSON merge patch, RFC 7386.
public final class MergePatch {
    private MergePatch() {}

    public static Value apply(@Nullable Value target, Value patch) {
        if (!(patch instanceof MapValue changes)) return patch;
        MapValue merged = target instanceof MapValue map ? map : MapValue.EMPTY;
        for (var change : changes) {
            merged = change.getValue() == Value.NULL
                    ? merged.without(change.getKey())
                    : merged.with(change.getKey(), apply(merged.get(change.getKey()), change.getValue()));
        }
        return merged;
    }
}
