package dev.flotilla.engine.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.flotilla.engine.diagnostics.Location;

/// A text and the name it goes by.
public final class SourceFile {
    private final String path;
    private final String text;
    private final int[] lineStarts;
    private final int malformedAt;

    /// @param path relative to the workspace, with `/` between its parts
    /// @param text the whole content, decoded
    public SourceFile(String path, String text) {
        this(path, text, -1);
    }

    private SourceFile(String path, String text, int malformedAt) {
        this.malformedAt = malformedAt;
        this.path = path;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    /// A file's bytes as text. They should be UTF-8; what starts with the mark of UTF-16 is taken for that. Bytes that are neither
    /// become U+FFFD, and [#malformedAt] tells where.
    public static SourceFile decode(String path, byte[] bytes) {
        boolean big = bytes.length >= 2 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff;
        boolean little = bytes.length >= 2 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe;
        if (big || little) return new SourceFile(path, new String(bytes, StandardCharsets.UTF_16));
        String text = new String(bytes, StandardCharsets.UTF_8);
        int suspect = text.indexOf('\ufffd');
        boolean sound = suspect < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
        return new SourceFile(path, text, sound ? -1 : suspect);
    }

    /// Offset of the first byte that could not be decoded, or -1 when all could.
    public int malformedAt() {
        return malformedAt;
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
