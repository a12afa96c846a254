package dev.flotilla.engine.sandbox.api;

import java.util.List;

/// How a write is meant.
///
/// @param manager    who writes: the query parameter `fieldManager`, or the first word of the User-Agent
/// @param dryRun     whether to answer as if, and store nothing
/// @param validation `Strict`, `Warn` or `Ignore`: what becomes of unknown fields
/// @param force      whether an apply takes over what others own
/// @param warnings   collects sentences for the answer's `Warning` headers
public record WriteOptions(String manager, boolean dryRun, String validation, boolean force, List<String> warnings) {
    /// A write by one of the sandbox's own controllers.
    public static WriteOptions of(String manager) {
        return new WriteOptions(manager, false, "Ignore", false, new java.util.ArrayList<>());
    }
}
