package dev.flotilla.engine.workspace;

import java.util.regex.Pattern;

/// A pattern of paths with `/` between their parts: `*` and `?` stay within a part, `**` crosses parts, and `**/` may also stand
/// for nothing, as it does for git and editors (and not for `java.nio`); `{a,b}` chooses, `[a-z]` is a class.
final class Glob {
    private final Pattern pattern;

    /// @throws java.util.regex.PatternSyntaxException when a bracket or brace stays open
    Glob(String text) {
        this.pattern = Pattern.compile(regex(text.startsWith("./") ? text.substring(2) : text));
    }

    boolean matches(String path) {
        return pattern.matcher(path).matches();
    }

    private static String regex(String glob) {
        var out = new StringBuilder();
        boolean inBraces = false;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i) && (i == 0 || glob.charAt(i - 1) == '/')) {
                out.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                out.append(".*");
                i++;
            } else if (c == '[') {
                int end = glob.indexOf(']', i + 2);
                String inside = end < 0 ? glob.substring(i) : glob.substring(i + 1, end);
                out.append('[').append(inside.startsWith("!") ? "^" + inside.substring(1) : inside).append(end < 0 ? "" : "]");
                i = end < 0 ? glob.length() : end;
            } else {
                inBraces = c == '{' || inBraces && c != '}';
                out.append(switch (c) {
                    case '*' -> "[^/]*";
                    case '?' -> "[^/]";
                    case '{' -> "(?:";
                    case '}' -> ")";
                    case ',' -> inBraces ? "|" : ",";
                    default -> Pattern.quote(String.valueOf(c));
                });
            }
        }
        return out.toString();
    }
}
