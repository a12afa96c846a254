package dev.flotilla.app.workbench;

/// A place in an open text.
///
/// @param file   path within the workspace
/// @param line   1-based
/// @param column 1-based
/// @param offset from the start of the text, in UTF-16 units
public record Caret(String file, int line, int column, int offset) {}
