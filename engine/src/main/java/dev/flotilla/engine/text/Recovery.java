package dev.flotilla.engine.text;

/// A text from which broken stretches are taken out, line by line, without moving anything else.
final class Recovery {
    private final StringBuilder text;
    private int blankFrom = Integer.MAX_VALUE;
    private int blankTo = -1;

    Recovery(String text) {
        this.text = new StringBuilder(text);
    }

    String text() {
        return text.toString();
    }

    /// Blanks the lines from `from` to `at`, with their siblings: everything below the nearest line above that is indented less.
    /// Where that is what was blanked last, the next level up goes.
    ///
    /// @return whether something was left to blank
    boolean blank(int from, int at) {
        boolean again = isNear(from, at, false);
        int first = lineStart(again ? Math.min(from, blankFrom) : from);
        int last = lineEnd(again ? Math.max(at, Math.min(blankTo, text.length()) - 1) : at);
        int indent = Math.min(indent(first), smallestIndent(first, last));
        int top = first;
        while (top > 0 && (isBlank(top) || indent(top) >= indent || top == first)) {
            int above = lineStart(top - 1);
            if (!isBlank(above) && indent(above) < indent) break;
            top = above;
        }
        if (again && top > 0 && top >= blankFrom) top = lineStart(top - 1);
        int level = top < first && !isBlank(top) ? Math.min(indent, indent(top)) : indent;
        int bottom = last;
        while (bottom < text.length() && (isBlank(bottom) || indent(bottom) >= Math.max(level, 1))) {
            bottom = lineEnd(bottom);
        }
        boolean changed = false;
        for (int i = top; i < bottom; i++) {
            if (text.charAt(i) != '\n' && text.charAt(i) != '\r' && text.charAt(i) != ' ') {
                text.setCharAt(i, ' ');
                changed = true;
            }
        }
        blankFrom = again ? Math.min(blankFrom, top) : top;
        blankTo = again ? Math.max(blankTo, bottom) : bottom;
        return changed;
    }

    /// Whether a problem may well be an echo of what was blanked: inside it, or on the line before or behind.
    ///
    /// @param alone the problem is one of its characters alone, whatever stands around them
    boolean isNear(int from, int at, boolean alone) {
        if (blankTo < 0) return false;
        if (alone) return at >= blankFrom && from < blankTo;
        return at >= lineStart(Math.max(0, blankFrom - 1)) && from <= lineEnd(Math.min(blankTo, text.length()));
    }

    private int lineStart(int at) {
        int i = Math.clamp(at, 0, text.length());
        while (i > 0 && text.charAt(i - 1) != '\n') {
            i--;
        }
        return i;
    }

    private int lineEnd(int at) {
        int i = Math.clamp(at, 0, text.length());
        while (i < text.length() && text.charAt(i) != '\n') {
            i++;
        }
        return Math.min(i + 1, text.length());
    }

    private boolean isBlank(int line) {
        for (int i = line; i < text.length() && text.charAt(i) != '\n'; i++) {
            if (!Character.isWhitespace(text.charAt(i))) return text.charAt(i) == '#';
        }
        return true;
    }

    private int indent(int line) {
        int i = line;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i - line;
    }

    private int smallestIndent(int from, int to) {
        int smallest = Integer.MAX_VALUE;
        for (int line = from; line < to; line = lineEnd(line)) {
            if (!isBlank(line)) smallest = Math.min(smallest, indent(line));
        }
        return smallest;
    }
}
