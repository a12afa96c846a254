package dev.flotilla.app.fleet;

/// A file of the workspace and the text it is to have.
///
/// @param path   relative to the workspace, with `/` between its parts
/// @param before the text until now; empty for a new file
public record FileChange(String path, String before, String text) {}
