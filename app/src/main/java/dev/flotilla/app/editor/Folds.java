package dev.flotilla.app.editor;

import java.util.function.IntFunction;

/// Which lines of a YAML text stand below which, read from indentation alone, so that it also works in text that does not parse.
///
/// @param line  a line's text
/// @param count how many lines there are
record Folds(IntFunction<String> line, int count) {
    /// Whether lines that can be folded away stand below this one.
    boolean opens(int head) {
        String content = line.apply(head);
        if (isBare(content) || content.startsWith("---")) return false;
        int next = next(head);
        return next < count && isBelow(head, line.apply(next));
    }

    /// The last line of the block below a line; the line itself where nothing is.
    int end(int head) {
        if (!opens(head)) return head;
        int end = head;
        for (int at = head + 1; at < count; at++) {
            String content = line.apply(at);
            if (content.isBlank()) continue;
            boolean below = isBelow(head, content);
            if (below) {
                end = at;
            } else if (!isBare(content)) {
                break;
            }
        }
        return end;
    }

    /// The nearest line above that has this one in its block, or the line itself where it heads one; -1 for none.
    int headOf(int inside) {
        if (opens(inside)) return inside;
        for (int at = inside - 1; at >= 0; at--) {
            if (opens(at) && end(at) >= inside) return at;
        }
        return -1;
    }

    private int next(int from) {
        int at = from + 1;
        while (at < count && isBare(line.apply(at))) {
            at++;
        }
        return at;
    }

    /// Deeper than the head, or an item of a list that stands at the column of its key.
    private boolean isBelow(int head, String content) {
        String above = line.apply(head);
        int indent = indent(above);
        int here = indent(content);
        boolean item = content.startsWith("-", here) && !content.startsWith("---");
        return here > indent || here == indent && item && !above.startsWith("-", indent) && above.stripTrailing().endsWith(":");
    }

    /// Blank, or nothing but a comment.
    static boolean isBare(String content) {
        String words = content.stripLeading();
        return words.isEmpty() || words.startsWith("#");
    }

    private static int indent(String content) {
        int at = 0;
        while (at < content.length() && content.charAt(at) == ' ') {
            at++;
        }
        return at;
    }
}
