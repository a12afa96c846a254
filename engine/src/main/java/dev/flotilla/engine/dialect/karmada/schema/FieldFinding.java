package dev.flotilla.engine.dialect.karmada.schema;

import java.util.List;

import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// A field that is not as the table has it.
///
/// @param place where a misplaced or misspelt field belongs; otherwise `null`
public record FieldFinding(Kind kind, FieldPath path, List<Object> arguments, @Nullable FieldPath place) {
    public FieldFinding {
        arguments = List.copyOf(arguments);
    }

    /// `MISPLACED` belongs elsewhere, `MISSPELT` has a near neighbour; `WRONG_TYPE` to `MISSING` are refused by the
    /// API server, the others are dropped or do nothing.
    public enum Kind {
        UNKNOWN, MISPLACED, MISSPELT, WRONG_TYPE, WRONG_VALUE, OUT_OF_RANGE, WRONG_SIZE, MISSING, DEPRECATED, IGNORED
    }
}
