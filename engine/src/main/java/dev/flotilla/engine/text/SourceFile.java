package dev.flotilla.engine.text;

import java.util.Arrays;

import dev.flotilla.engine.diagnostics.Location;

/// A text and the name it goes by.
public final class SourceFile {
    private final String path;
    private final String text;
    private final int[] lineStarts;

    /// @param path relative to the workspace, with `/` between its parts
    /// @param text the whole content, decoded
    public SourceFile(String path, String text) {
        this.path = path;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            if (count == starts.length) starts = Arrays.copyOf(starts, count * 2);
            starts[count++] = i + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    public String path() {
        return path;
    }

    public String text() {
        return text;
    }

    /// How many lines; a text without a line break has one.
    public int lines() {
        return lineStarts.length;
    }

    /// Offset of the first character of a 1-based line.
    public int lineStart(int line) {
        return lineStarts[line - 1];
    }

    /// The range from `start` up to, not including, `end`; both are moved inside the text.
    public Location location(int start, int end) {
        int from = Math.clamp(start, 0, text.length());
        int to = Math.clamp(end, from, text.length());
        int line = lineOf(from);
        int endLine = lineOf(to);
        return new Location(path, from, to, line, from - lineStarts[line - 1] + 1, endLine, to - lineStarts[endLine - 1] + 1);
    }

    private int lineOf(int offset) {
        int i = Arrays.binarySearch(lineStarts, offset);
        return i >= 0 ? i + 1 : -i - 1;
    }
}
