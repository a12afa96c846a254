package dev.flotilla.engine.diff;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// One field that differs.
///
/// @param before what is live, or `null` for nothing; masked in a Secret
/// @param after  what is planned, or `null` for nothing; masked in a Secret
public record FieldChange(FieldPath path, @Nullable Value before, @Nullable Value after) {}
