package dev.flotilla.engine.value;

import java.util.ArrayList;
import java.util.List;

/// RFC 6901: `/metadata/annotations/example.com~1owner`.
///
/// @param tokens unescaped reference tokens; empty for the whole document
public record JsonPointer(List<String> tokens) {
    public JsonPointer {
        tokens = List.copyOf(tokens);
    }

    /// @throws IllegalArgumentException when `text` is neither empty nor starts with `/`
    public static JsonPointer parse(String text) {
        if (text.isEmpty()) return new JsonPointer(List.of());
        if (text.charAt(0) != '/') throw new IllegalArgumentException("a JSON pointer starts with '/': " + text);
        var tokens = new ArrayList<String>();
        for (String token : text.substring(1).split("/", -1)) {
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
        return new JsonPointer(tokens);
    }

    /// The place this pointer names in `root`: a token becomes an index where a list stands; past the known tree all are keys.
    public FieldPath in(Value root) {
        var path = FieldPath.ROOT;
        Value here = root;
        for (String token : tokens) {
            if (here instanceof ListValue list && token.matches("0|[1-9][0-9]{0,8}")) {
                int index = Integer.parseInt(token);
                path = path.index(index);
                Value item = list.get(index);
                here = item == null ? Value.NULL : item;
            } else {
                path = path.key(token);
                Value item = here.get(token);
                here = item == null ? Value.NULL : item;
            }
        }
        return path;
    }

    @Override
    public String toString() {
        var out = new StringBuilder();
        for (String token : tokens) {
            out.append('/').append(token.replace("~", "~0").replace("/", "~1"));
        }
        return out.toString();
    }
}
