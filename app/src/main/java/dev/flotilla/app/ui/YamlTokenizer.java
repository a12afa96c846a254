package dev.flotilla.app.ui;

import java.util.ArrayList;
import java.util.List;

/// Tells the parts of a line of YAML apart, for colours only. Works line by line, so that after a keystroke only the lines that
/// changed, and those behind them whose meaning changed, are looked at again.
public final class YamlTokenizer {
    /// What a piece of text is; its style class is the lower-case name.
    public enum Kind {
        KEY, TEXT, NUMBER, COMMENT, PUNCTUATION
    }

    /// @param start first column, from 0
    /// @param end   column behind the last
    public record Token(Kind kind, int start, int end) {}

    /// A line's tokens, and what the next line needs to know.
    ///
    /// @param block the indentation of the key or item whose block of text goes on, or -1 outside of such a block
    public record Line(List<Token> tokens, int block) {}

    private static final int OUTSIDE = -1;

    private YamlTokenizer() {}

    /// @param block as the line before gave it; -1 for the first line
    public static Line line(String text, int block) {
        int indent = indent(text);
        if (block != OUTSIDE) {
            if (indent == text.length()) return new Line(List.of(), block);
            if (indent > block) return new Line(List.of(new Token(Kind.TEXT, indent, text.length())), block);
        }
        var tokens = new ArrayList<Token>(6);
        int at = indent;
        if (text.startsWith("---") || text.startsWith("...")) {
            tokens.add(new Token(Kind.PUNCTUATION, 0, 3));
            at = 3;
        }
        int owner = indent;
        while (at < text.length() && text.charAt(at) == '-' && (at + 1 == text.length() || text.charAt(at + 1) == ' ')) {
            tokens.add(new Token(Kind.PUNCTUATION, at, at + 1));
            owner = at;
            at = skipSpace(text, at + 1);
        }
        int colon = keyEnd(text, at);
        if (colon >= 0) {
            owner = at;
            tokens.add(new Token(Kind.KEY, at, colon));
            tokens.add(new Token(Kind.PUNCTUATION, colon, colon + 1));
            at = skipSpace(text, colon + 1);
        }
        boolean opensBlock = at < text.length() && (text.charAt(at) == '|' || text.charAt(at) == '>');
        value(text, at, tokens);
        return new Line(tokens, opensBlock ? owner : OUTSIDE);
    }

    /// Where a key that starts at `from` ends, or -1 where none does.
    public static int keyEnd(String text, int from) {
        if (from >= text.length()) return -1;
        char first = text.charAt(from);
        if (first == '"' || first == '\'') {
            int close = quoteEnd(text, from);
            return close < text.length() && text.charAt(close) == ':' ? close : -1;
        }
        if (first == '#' || first == '{' || first == '[') return -1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':' && (i + 1 == text.length() || text.charAt(i + 1) == ' ')) return i;
            if (c == '#' && i > from && text.charAt(i - 1) == ' ') return -1;
        }
        return -1;
    }

    private static void value(String text, int from, List<Token> tokens) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t') {
                at++;
            } else if (c == '#' && (at == 0 || Character.isWhitespace(text.charAt(at - 1)))) {
                tokens.add(new Token(Kind.COMMENT, at, text.length()));
                return;
            } else if (c == '"' || c == '\'') {
                int end = quoteEnd(text, at);
                tokens.add(new Token(Kind.TEXT, at, end));
                at = end;
            } else if (isFlow(c)) {
                tokens.add(new Token(Kind.PUNCTUATION, at, at + 1));
                at++;
            } else {
                int end = plainEnd(text, at, from);
                tokens.add(new Token(isNumber(text.substring(at, end).strip()) ? Kind.NUMBER : Kind.TEXT, at, end));
                at = end;
            }
        }
    }

    private static boolean isFlow(char c) {
        return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == '|' || c == '>';
    }

    private static int plainEnd(String text, int at, int valueStart) {
        char opener = text.charAt(valueStart);
        boolean inFlow = opener == '{' || opener == '[';
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '#' && i > 0 && Character.isWhitespace(text.charAt(i - 1))) return i;
            if (inFlow && (c == ',' || c == ']' || c == '}')) return Math.max(i, at + 1);
        }
        return text.length();
    }

    private static boolean isNumber(String word) {
        return switch (word) {
            case "true", "false", "null", "~", "yes", "no", "on", "off" -> true;
            default -> !word.isEmpty() && (Character.isDigit(word.charAt(0)) || word.charAt(0) == '-')
                    && word.chars().allMatch(c -> Character.isDigit(c) || c == '.' || c == '-' || c == 'e' || c == '_');
        };
    }

    private static int quoteEnd(String text, int open) {
        char quote = text.charAt(open);
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && quote == '"') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i + 1;
            }
        }
        return text.length();
    }

    private static int indent(String text) {
        return skipSpace(text, 0);
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }
}
