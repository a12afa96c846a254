package dev.flotilla.engine.status;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// A condition as the object reports it.
///
/// @param status `True`, `False` or `Unknown`
/// @param since  its last transition, or `null`
public record Condition(String type, String status, String reason, String message, @Nullable Instant since) {}
