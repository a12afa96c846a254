package dev.flotilla.app.editor;

import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.workbench.Destination;

/// A place that a word of a text leads to.
///
/// @param title  what is there
/// @param detail where that is: a file and line, or a member
record Link(String title, String detail, Glyph glyph, Destination to) {}
