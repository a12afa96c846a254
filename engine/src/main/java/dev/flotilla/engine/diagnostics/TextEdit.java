package dev.flotilla.engine.diagnostics;

/// One replacement of text; edits of one [QuickFix] do not overlap.
///
/// @param range   what is replaced; a point inserts
/// @param newText what stands there afterwards; empty deletes
public record TextEdit(Location range, String newText) {}
