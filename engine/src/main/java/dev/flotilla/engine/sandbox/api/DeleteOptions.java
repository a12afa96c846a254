package dev.flotilla.engine.sandbox.api;

import org.jspecify.annotations.Nullable;

/// How an object is to go.
///
/// @param propagation `Background`, `Foreground`, `Orphan`, or `null` for the kind's default
/// @param grace       seconds, or `null` for the object's own
/// @param uid         the uid it must have, or `null`
/// @param version     the resourceVersion it must have, or `null`
public record DeleteOptions(@Nullable String propagation, @Nullable Long grace, @Nullable String uid, @Nullable String version,
        boolean dryRun) {
    public static final DeleteOptions BACKGROUND = new DeleteOptions("Background", null, null, null, false);
    /// At once, without grace.
    public static final DeleteOptions NOW = new DeleteOptions("Background", 0L, null, null, false);
}
