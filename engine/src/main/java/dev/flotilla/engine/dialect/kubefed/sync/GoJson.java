package dev.flotilla.engine.dialect.kubefed.sync;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;

import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// JSON exactly as Go's encoder writes it: keys in byte order, no spaces, HTML's special characters escaped.
///
/// Source: Go `encoding/json` Encoder with its defaults.
final class GoJson {
    private GoJson() {}

    static String write(Value value) {
        var out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Value value, StringBuilder out) {
        switch (value) {
            case Value.Text(String text) -> quote(text, out);
            case Value.Int(long number) -> out.append(number);
            case Value.Dec(double number) -> out.append(number(number));
            case Value.Bool(boolean flag) -> out.append(flag);
            case Value.Null.NULL -> out.append("null");
            case MapValue map -> {
                var keys = new ArrayList<>(map.keys());
                keys.sort(
                        (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
                String separator = "{";
                for (String key : keys) {
                    out.append(separator);
                    quote(key, out);
                    out.append(':');
                    Value item = map.get(key);
                    write(item == null ? Value.NULL : item, out);
                    separator = ",";
                }
                out.append(keys.isEmpty() ? "{}" : "}");
            }
            case ListValue list -> {
                String separator = "[";
                for (Value item : list) {
                    out.append(separator);
                    write(item, out);
                    separator = ",";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            }
        }
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

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
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
