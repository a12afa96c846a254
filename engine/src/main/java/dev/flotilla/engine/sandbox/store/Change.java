package dev.flotilla.engine.sandbox.store;

import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// One write.
///
/// @param object   after the write; for a deletion the last state, with the deletion's own resourceVersion
/// @param previous before it, or `null` for a new object
public record Change(long revision, Type type, ObjectId id, MapValue object, @Nullable MapValue previous) {
    public enum Type {
        ADDED, MODIFIED, DELETED
    }
}
