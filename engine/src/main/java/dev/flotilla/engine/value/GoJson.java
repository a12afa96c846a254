package dev.flotilla.engine.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// JSON to the letter as Go's encoder writes it, for what control planes hash or note down: no spaces, HTML's special characters
/// escaped.
///
/// Source: Go `encoding/json`, Encoder with its defaults, and `RawMessage`.
public final class GoJson {
    /// What KubeFed was built with: a backspace or form feed has no letter of its own.
    public static final GoJson BEFORE_1_22 = new GoJson(false);
    /// What Karmada is built with.
    public static final GoJson SINCE_1_22 = new GoJson(true);

    private final boolean letters;

    /// @param letters whether backspace and form feed are `\b` and `\f`
    private GoJson(boolean letters) {
        this.letters = letters;
    }

    /// As Go writes maps: keys in byte order.
    public String write(Value value) {
        var out = new StringBuilder();
        write(value, true, out);
        return out.toString();
    }

    /// As Go passes on what it holds as raw text: keys in their order.
    public String writeInOrder(Value value) {
        var out = new StringBuilder();
        write(value, false, out);
        return out.toString();
    }

    private void write(Value value, boolean sorted, StringBuilder out) {
        switch (value) {
            case Value.Text(String text) -> quote(text, out);
            case Value.Int(long number) -> out.append(number);
            case Value.Dec(double number) -> out.append(number(number));
            case Value.Bool(boolean flag) -> out.append(flag);
            case Value.Null.NULL -> out.append("null");
            case MapValue map -> {
                List<String> keys = new ArrayList<>(map.keys());
                if (sorted) keys.sort((a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b)));
                String separator = "{";
                for (String key : keys) {
                    out.append(separator);
                    quote(key, out);
                    out.append(':');
                    Value item = map.get(key);
                    write(item == null ? Value.NULL : item, sorted, out);
                    separator = ",";
                }
                out.append(keys.isEmpty() ? "{}" : "}");
            }
            case ListValue list -> {
                String separator = "[";
                for (Value item : list) {
                    out.append(separator);
                    write(item, sorted, out);
                    separator = ",";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The shortest digits that read back as the same number; with an exponent only when very small or very large.
    private static String number(double number) {
        double size = Math.abs(number);
        if (size != 0 && (size < 1e-6 || size >= 1e21)) {
            String text = Double.toString(number).replace(".0E", "E");
            int e = text.indexOf('E');
            if (e < 0) return text;
            String exponent = text.substring(e + 1);
            return text.substring(0, e) + (exponent.startsWith("-") ? "e" : "e+") + exponent;
        }
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    private void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append(letters ? "\\b" : "\\u0008");
                case '\f' -> out.append(letters ? "\\f" : "\\u000c");
                case '<', '>', '&', '\u2028', '\u2029' -> escape(c, out);
                default -> {
                    if (c < ' ') escape(c, out);
                    else
                        out.append(c);
                }
            }
        }
        out.append('"');
    }

    private static void escape(char c, StringBuilder out) {
        out.append("\\u").append(String.format("%04x", (int) c));
    }
}
