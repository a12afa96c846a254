package dev.flotilla.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Values as YAML text in the house's style: two spaces a level, lists indented below their key, block style, and quotes only
/// where a parser, of YAML 1.1 or 1.2, could take a string for something else. What is written into somebody's text follows that
/// text's own [Layout] instead.
public final class YamlWriter {
    private static final Pattern SAFE = Pattern
            .compile("[A-Za-z_./][A-Za-z0-9_./@+=%$~^()<>;!?|*&'-]*(?::[A-Za-z0-9_./@+=%$~-]+)*");
    private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<",
            ".inf",
            ".nan");

    private final List<Line> lines = new ArrayList<>();
    private final Layout layout;

    private YamlWriter(Layout layout) {
        this.layout = layout;
    }

    /// How far blocks are indented below their key.
    ///
    /// @param maps  columns, 1 or more
    /// @param lists columns from the key to the dash, 0 or more
    record Layout(int maps, int lists) {
        static final Layout HOUSE = new Layout(2, 2);

        int below(Value value) {
            return value instanceof ListValue ? lists : maps;
        }
    }

    /// One line of the text.
    ///
    /// @param text without its line break
    /// @param path of the value that is written or begun on this line; for a line of a block of text, the text's
    public record Line(String text, FieldPath path) {}

    /// @return lines, each with its line break
    public static String write(Value value) {
        var out = new StringBuilder();
        for (Line line : lines(value)) {
            out.append(line.text()).append('\n');
        }
        return out.toString();
    }

    /// The text line by line, each with what it says.
    public static List<Line> lines(Value value) {
        return lines(value, Layout.HOUSE);
    }

    static List<Line> lines(Value value, Layout layout) {
        var writer = new YamlWriter(layout);
        writer.block("", 0, value, FieldPath.ROOT);
        return List.copyOf(writer.lines);
    }

    /// A value behind `prefix`: on the same line where it is a scalar, below it where it is not.
    private void block(String prefix, int indent, Value value, FieldPath path) {
        switch (value) {
            case MapValue map when map.isEmpty() -> lines.add(new Line(prefix + "{}", path));
            case ListValue list when list.isEmpty() -> lines.add(new Line(prefix + "[]", path));
            case MapValue map -> map(prefix, indent, map, path);
            case ListValue list -> list(prefix, indent, list, path);
            case Value.Text(String text) when isBlock(text) -> text(prefix, indent, text, path);
            case Value.Text(String text) -> lines.add(new Line(prefix + scalar(text), path));
            case Value.Int _,Value.Dec _,Value.Bool _,Value.Null _ -> lines.add(new Line(prefix + value, path));
        }
    }

    /// The first entry stands behind `prefix`, as after a list's dash.
    private void map(String prefix, int indent, MapValue map, FieldPath path) {
        String margin = " ".repeat(indent);
        String start = prefix.isEmpty() ? margin : prefix;
        for (var entry : map) {
            String key = start + scalar(entry.getKey()) + ":";
            start = margin;
            entry(key, indent, entry.getValue(), path.key(entry.getKey()));
        }
    }

    private void entry(String key, int indent, Value value, FieldPath path) {
        boolean below = value instanceof MapValue map && !map.isEmpty() || value instanceof ListValue list && !list.isEmpty();
        if (below) {
            lines.add(new Line(key, path));
            block("", indent + layout.below(value), value, path);
        } else {
            block(key + " ", indent + layout.maps(), value, path);
        }
    }

    private void list(String prefix, int indent, ListValue list, FieldPath path) {
        String margin = " ".repeat(indent);
        String start = prefix.isEmpty() ? margin : prefix;
        for (int i = 0; i < list.size(); i++) {
            block(start + "- ", indent + 2, list.items().get(i), path.index(i));
            start = margin;
        }
    }

    private void text(String prefix, int indent, String text, FieldPath path) {
        String margin = " ".repeat(indent);
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        int breaks = text.length() - end;
        String header = (text.startsWith(" ") ? "|" + layout.maps() : "|") + (breaks == 0 ? "-" : breaks == 1 ? "" : "+");
        lines.add(new Line(prefix + header, path));
        String body = text.substring(0, breaks > 1 ? text.length() - 1 : end);
        for (String line : body.split("\n", -1)) {
            lines.add(new Line(line.isEmpty() ? "" : margin + line, path));
        }
    }

    /// Whether a text is best written over several lines: it has some, and nothing that only an escape can carry.
    private static boolean isBlock(String text) {
        return text.contains("\n") && !text.isBlank() && !text.startsWith("\n")
                && text.lines().noneMatch(line -> line.isBlank() && !line.isEmpty())
                && text.chars().allMatch(c -> c == '\n' || c >= ' ' && c != 0x7f && c != 0x85 && !isOddBreak(c));
    }

    private static boolean isOddBreak(int c) {
        return c >= 0x80 && c < 0xa0 || c == 0x2028 || c == 0x2029 || c == 0xfeff || Character.isSurrogate((char) c)
                || c >= 0xfffe;
    }

    /// A value on one line, as it may also stand inside brackets.
    public static String onOneLine(Value value) {
        return flow(value, YamlWriter::scalar);
    }

    /// @param strings how keys and texts are written
    static String flow(Value value, UnaryOperator<String> strings) {
        return switch (value) {
            case MapValue map -> {
                var entries = new ArrayList<String>();
                map.forEach((key, item) -> entries.add(strings.apply(key) + ": " + flow(item, strings)));
                yield "{" + String.join(", ", entries) + "}";
            }
            case ListValue list -> list.stream().map(item -> flow(item, strings)).collect(Collectors.joining(", ", "[", "]"));
            case Value.Text(String text) -> strings.apply(text);
            case Value.Int _,Value.Dec _,Value.Bool _,Value.Null _ -> value.toString();
        };
    }

    /// A string on one line, in quotes where it needs them.
    static String scalar(String text) {
        if (isPlain(text)) return text;
        return Json.write(Value.text(text)).replace("\u007f", "\\u007f").replace("\u0085", "\\u0085").replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029").replace("\ufeff", "\\ufeff");
    }

    private static boolean isPlain(String text) {
        return !WORDS.contains(text.toLowerCase(Locale.ROOT)) && (SAFE.matcher(text).matches() || isWordy(text))
                && YamlScalars.plain(text) instanceof Value.Text && !isNumberLike(text);
    }

    /// Several words, in any script, with nothing in them that means something to YAML.
    private static boolean isWordy(String text) {
        return !text.isEmpty() && Character.isLetter(text.charAt(0)) && !text.endsWith(" ")
                && text.chars()
                        .allMatch(c -> Character.isLetterOrDigit(c) || c == ' ' || c == '.' || c == '-' || c == '_' || c == '/'
                                || c == '(' || c == ')');
    }

    /// Dates, sexagesimals and the like, which parsers of YAML 1.1 take for themselves.
    private static boolean isNumberLike(String text) {
        return text.chars()
                .allMatch(c -> c >= '0' && c <= '9' || c == ':' || c == '.' || c == '-' || c == '+' || c == '_' || c == 'e'
                        || c == 'E' || c == 'T' || c == 'Z');
    }
}
