package dev.flotilla.engine.diagnostics;

/// A range of text in a file.
///
/// @param file        path relative to the workspace, with `/` between its parts
/// @param start       offset of the first character, in UTF-16 units from the start of the file
/// @param end         offset behind the last character; equal to `start` for a point
/// @param line        1-based line of `start`
/// @param column      1-based column of `start`, in UTF-16 units
/// @param endLine     1-based line of `end`
/// @param endColumn   1-based column of `end`
public record Location(String file, int start, int end, int line, int column, int endLine, int endColumn) {
    public Location {
        if (start < 0 || end < start) throw new IllegalArgumentException("a range runs forward: " + start + ".." + end);
        if (line < 1 || column < 1) throw new IllegalArgumentException("lines and columns count from 1");
    }

    /// The start of a file, for what concerns it as a whole.
    public static Location startOf(String file) {
        return new Location(file, 0, 0, 1, 1, 1, 1);
    }

    /// `file:line:column`, as compilers write it.
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
