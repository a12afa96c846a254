package dev.flotilla.engine.convert;

import java.util.List;

import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// One object that a member would get otherwise after the conversion.
///
/// @param kind   `MISSING`: no longer sent; `ADDED`: not sent before; `CHANGED`: with these fields
/// @param fields empty unless changed
public record Difference(Kind kind, ObjectKey object, String cluster, List<Field> fields) {
    public Difference {
        fields = List.copyOf(fields);
    }

    public enum Kind {
        MISSING, ADDED, CHANGED
    }

    /// @param before `null` for a new field
    /// @param after  `null` for a lost one
    public record Field(FieldPath path, @Nullable Value before, @Nullable Value after) {}
}
