package dev.flotilla.engine.dialect.karmada.override;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// YAML text in the style of sigs.k8s.io/yaml: block style, keys sorted as people count, lists not indented under their key,
/// strings quoted where they would be read as something else.
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./+][A-Za-z0-9_./+ @%^()=~$;<>!?*&|\\\\-]*");
    private static final Pattern SEXAGESIMAL = Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*");

    private YamlText() {}

    static String write(Value value) {
        var out = new StringBuilder();
        switch (value) {
            case MapValue map when !map.isEmpty() -> map(map, 0, false, out);
            case ListValue list when !list.isEmpty() -> list(list, 0, out);
            default -> out.append(scalar(value, 0)).append('\n');
        }
        return out.toString();
    }

    private static void map(MapValue map, int indent, boolean afterDash, StringBuilder out) {
        List<String> keys = new ArrayList<>(map.keys());
        keys.sort(YamlText::compare);
        for (int i = 0; i < keys.size(); i++) {
            if (i > 0 || !afterDash) out.repeat(' ', indent);
            Value value = map.get(keys.get(i));
            out.append(quoted(keys.get(i))).append(':');
            entry(value == null ? Value.NULL : value, indent, out);
        }
    }

    /// Where two keys part: what is no letter comes first, letters by code point, numbers by value and then by length.
    ///
    /// Source: go.yaml.in/yaml/v2 sorter.go.
    private static int compare(String one, String other) {
        int[] a = one.codePoints().toArray();
        int[] b = other.codePoints().toArray();
        int at = Arrays.mismatch(a, b);
        if (at < 0) return 0;
        if (at == a.length || at == b.length) return Integer.compare(a.length, b.length);
        boolean letter = Character.isLetter(a[at]);
        if (letter != Character.isLetter(b[at])) return letter ? 1 : -1;
        if (letter) return Integer.compare(a[at], b[at]);
        // a zero counts when other digits stand before it
        boolean inside = (a[at] == '0' || b[at] == '0') && continuesNumber(a, at);
        int byValue = Long.compare(number(a, at, inside), number(b, at, inside));
        if (byValue != 0) return byValue;
        int byLength = Integer.compare(digits(a, at), digits(b, at));
        return byLength != 0 ? byLength : Integer.compare(a[at], b[at]);
    }

    private static boolean continuesNumber(int[] text, int at) {
        for (int i = at - 1; i >= 0 && Character.isDigit(text[i]); i--) {
            if (text[i] != '0') return true;
        }
        return false;
    }

    private static int digits(int[] text, int from) {
        int to = from;
        while (to < text.length && Character.isDigit(text[to])) {
            to++;
        }
        return to - from;
    }

    private static long number(int[] text, int from, boolean inside) {
        long number = inside ? 1 : 0;
        for (int i = from; i < from + digits(text, from); i++) {
            number = number * 10 + text[i] - '0';
        }
        return number;
    }

    private static void entry(Value value, int indent, StringBuilder out) {
        switch (value) {
            case MapValue map when !map.isEmpty() -> {
                out.append('\n');
                map(map, indent + 2, false, out);
            }
            case ListValue list when !list.isEmpty() -> {
                out.append('\n');
                list(list, indent, out);
            }
            default -> out.append(' ').append(scalar(value, indent + 2)).append('\n');
        }
    }

    private static void list(ListValue list, int indent, StringBuilder out) {
        for (Value item : list) {
            out.repeat(' ', indent).append('-').append(' ');
            switch (item) {
                case MapValue map when !map.isEmpty() -> map(map, indent + 2, true, out);
                case ListValue inner when !inner.isEmpty() -> {
                    int start = out.length();
                    list(inner, indent + 2, out);
                    out.delete(start, start + indent + 2);
                }
                default -> out.append(scalar(item, indent + 2)).append('\n');
            }
        }
    }

    private static String scalar(Value value, int indent) {
        return switch (value) {
            case Value.Text(String text) when text.indexOf('\n') >= 0 && isBlock(text) -> block(text, indent);
            case Value.Text(String text) -> quoted(text);
            case MapValue _ -> "{}";
            case ListValue _ -> "[]";
            case Value.Dec(double number) -> number(number);
            default -> value.toString();
        };
    }

    /// Go's shortest form (`strconv`, format `g`): an exponent below 1e-4 and from 1e6 on, of at least two digits.
    private static String number(double number) {
        var shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 6) return shortest.toPlainString();
        String digits = shortest.movePointLeft(exponent).toPlainString();
        return digits + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /// A literal block keeps the text only when no line ends in a blank and the first is not indented.
    private static boolean isBlock(String text) {
        if (text.startsWith(" ") || text.startsWith("\n") || text.contains(" \n") || text.endsWith(" ")) return false;
        return text.chars()
                .allMatch(c -> c == '\n' || c >= 0x20 && c != 0x7f && c != 0x85 && c != 0x2028 && c != 0x2029 && c != 0xfeff);
    }

    private static String block(String text, int indent) {
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        String mark = !text.endsWith("\n") ? "|-" : text.endsWith("\n\n") ? "|+" : "|";
        var out = new StringBuilder(mark);
        for (String line : body.split("\n", -1)) {
            out.append('\n');
            if (!line.isEmpty()) out.repeat(' ', indent).append(line);
        }
        return out.toString();
    }

    private static String quoted(String text) {
        if (!text.isEmpty() && !meansMore(text)) {
            if (isPlain(text)) return text;
            if (text.chars().allMatch(c -> c >= 0x20 && c < 0x7f || c > 0xa0 && c < 0xd800))
                return "'" + text.replace("'", "''") + "'";
        }
        return Json.write(Value.text(text));
    }

    /// Whether a reader would take the bare word for a number, a truth value, null or a date.
    private static boolean meansMore(String text) {
        if (SEXAGESIMAL.matcher(text).matches() || DATE.matcher(text).matches() || text.equals("<<") || text.equals("="))
            return true;
        if (!PLAIN.matcher(text).matches() && !text.equals("~")) return false;
        var documents = YamlReader.read(new SourceFile("", text)).documents();
        return documents.isEmpty() || !(documents.getFirst().root() instanceof Value.Text);
    }

    private static boolean isPlain(String text) {
        if (text.startsWith(" ") || text.endsWith(" ") || text.contains(": ") || text.contains(" #") || text.endsWith(":"))
            return false;
        if (text.startsWith("---") || text.startsWith("...")) return false;
        char first = text.charAt(0);
        if ("-?:".indexOf(first) >= 0) return text.length() > 1 && text.charAt(1) != ' ' && rest(text);
        return ",[]{}#&*!|>'\"%@`".indexOf(first) < 0 && rest(text);
    }

    private static boolean rest(String text) {
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f || c > 0xa0 && c < 0xd800);
    }
}
