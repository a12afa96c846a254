package dev.flotilla.engine.status;

import java.time.Instant;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// A field that is live in another way than it was planned.
///
/// @param live    `null` for nothing; masked in a Secret
/// @param planned `null` for nothing; masked in a Secret
/// @param manager who set it, or empty where nobody says
/// @param at      when that manager last wrote to the object, or `null`
public record Drift(FieldPath path, @Nullable Value live, @Nullable Value planned, String manager, @Nullable Instant at) {}
