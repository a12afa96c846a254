package dev.flotilla.engine.dialect.karmada.override;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// JSON text as Go's encoder writes it: compact, with `<`, `>` and `&` escaped.
public final class GoJson {
    private GoJson() {}

    /// @param sorted whether keys are sorted, as those of a Go map; otherwise they keep their order
    public static String write(Value value, boolean sorted) {
        var out = new StringBuilder();
        write(value, sorted, out);
        return out.toString();
    }

    private static void write(Value value, boolean sorted, StringBuilder out) {
        switch (value) {
            case MapValue map -> {
                out.append('{');
                List<String> keys = new ArrayList<>(map.keys());
                if (sorted) keys.sort(null);
                for (int i = 0; i < keys.size(); i++) {
                    Value item = map.get(keys.get(i));
                    if (i > 0) out.append(',');
                    text(Value.text(keys.get(i)), out);
                    out.append(':');
                    write(item == null ? Value.NULL : item, sorted, out);
                }
                out.append('}');
            }
            case ListValue list -> {
                out.append('[');
                for (int i = 0; i < list.size(); i++) {
                    if (i > 0) out.append(',');
                    write(list.items().get(i), sorted, out);
                }
                out.append(']');
            }
            case Value.Text text -> text(text, out);
            default -> out.append(Json.write(value));
        }
    }

    private static void text(Value text, StringBuilder out) {
        out.append(Json.write(text).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
                .replace(String.valueOf((char) 0x2028), "\\u2028").replace(String.valueOf((char) 0x2029), "\\u2029"));
    }
}
