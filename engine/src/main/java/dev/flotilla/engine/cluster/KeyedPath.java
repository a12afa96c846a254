package dev.flotilla.engine.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// A field as server-side apply names it: items of lists by their keys, not by their place, so that one path means the same item
/// in two objects whose lists have another order.
///
/// Source: structured-merge-diff, `fieldpath/element.go` and `fieldpath/serialize-pe.go`.
public record KeyedPath(List<Part> parts) {
    public static final KeyedPath ROOT = new KeyedPath(List.of());

    public KeyedPath {
        parts = List.copyOf(parts);
    }

    public sealed interface Part {}

    public record Field(String name) implements Part {}

    /// The item of a list whose fields equal these.
    public record Item(MapValue keys) implements Part {}

    /// The item of a set of scalars.
    public record Member(Value value) implements Part {}

    public record At(int index) implements Part {}

    public KeyedPath then(Part part) {
        var longer = new ArrayList<>(parts);
        longer.add(part);
        return new KeyedPath(longer);
    }

    /// A key of FieldsV1: `f:name`, `k:{…}`, `v:…`, `i:n`; empty for `.`, which stands for the thing itself.
    public static Optional<Part> part(String key) {
        if (key.length() < 2 || key.charAt(1) != ':') return Optional.empty();
        String rest = key.substring(2);
        try {
            return switch (key.charAt(0)) {
                case 'f' -> Optional.of(new Field(rest));
                case 'k' -> Json.read(rest) instanceof MapValue keys ? Optional.of(new Item(keys)) : Optional.empty();
                case 'v' -> Optional.of(new Member(Json.read(rest)));
                case 'i' -> Optional.of(new At(Integer.parseInt(rest)));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Where this is in `root`; empty where there is no such thing.
    public Optional<FieldPath> in(Value root) {
        FieldPath path = FieldPath.ROOT;
        Value here = root;
        for (Part part : parts) {
            Value next;
            switch (part) {
                case Field(String name) -> {
                    next = here.get(name);
                    path = path.key(name);
                }
                case At(int index) -> {
                    next = here.get(index);
                    path = path.index(index);
                }
                case Item _,Member _ -> {
                    int index = here instanceof ListValue list ? find(list, part) : -1;
                    next = here.get(index);
                    path = path.index(Math.max(index, 0));
                }
            }
            if (next == null) return Optional.empty();
            here = next;
        }
        return Optional.of(path);
    }

    /// The place of the item that `part` names, or -1.
    public static int find(ListValue list, Part part) {
        for (int i = 0; i < list.size(); i++) {
            Value item = list.items().get(i);
            boolean same = switch (part) {
                case Item(MapValue keys) -> hasKeys(item, keys);
                case Member(Value value) -> item.equals(value);
                case At(int index) -> index == i;
                case Field _ -> false;
            };
            if (same) return i;
        }
        return -1;
    }

    /// Whether an item has these keys. A protocol that is not written is TCP, the one default among the merge keys of the core API.
    private static boolean hasKeys(Value item, MapValue keys) {
        for (Map.Entry<String, Value> key : keys) {
            Value value = item.get(key.getKey());
            if (value == null && key.getKey().equals("protocol")) value = Value.text("TCP");
            if (!key.getValue().equals(value)) return false;
        }
        return true;
    }

    /// Reads the text form, `.spec.ports[port=80,protocol="TCP"].name`. Names may hold dots, so the text is read along an
    /// object that has the field.
    public static KeyedPath parse(String text, Value object) {
        KeyedPath path = ROOT;
        Value here = object;
        String rest = text;
        while (!rest.isEmpty()) {
            Part part;
            if (rest.charAt(0) == '[') {
                int close = closing(rest);
                part = bracket(rest.substring(1, close));
                rest = rest.substring(Math.min(close + 1, rest.length()));
            } else {
                String names = rest.charAt(0) == '.' ? rest.substring(1) : rest;
                String name = longestKey(here, names);
                part = new Field(name);
                rest = names.substring(name.length());
            }
            path = path.then(part);
            here = new KeyedPath(List.of(part)).in(here).map(here::at).orElse(Value.NULL);
        }
        return path;
    }

    private static String longestKey(Value here, String names) {
        String best = "";
        if (here instanceof MapValue map) {
            for (String key : map.keys()) {
                boolean fits = names.equals(key) || names.startsWith(key + ".") || names.startsWith(key + "[");
                if (fits && key.length() > best.length()) best = key;
            }
        }
        if (!best.isEmpty()) return best;
        int end = 0;
        while (end < names.length() && names.charAt(end) != '.' && names.charAt(end) != '[') {
            end++;
        }
        return names.substring(0, Math.max(end, 1));
    }

    private static int closing(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ']' && !quoted) {
                return i;
            }
        }
        return text.length();
    }

    private static Part bracket(String inside) {
        if (inside.startsWith("=")) return new Member(scalar(inside.substring(1)));
        if (inside.matches("\\d{1,9}")) return new At(Integer.parseInt(inside));
        var keys = MapValue.builder();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= inside.length(); i++) {
            if (i < inside.length() && inside.charAt(i) == '"') quoted = !quoted;
            if (i == inside.length() || inside.charAt(i) == ',' && !quoted) {
                String pair = inside.substring(start, i);
                int equals = pair.indexOf('=');
                if (equals > 0) keys.put(pair.substring(0, equals), scalar(pair.substring(equals + 1)));
                start = i + 1;
            }
        }
        return new Item(keys.build());
    }

    private static Value scalar(String text) {
        try {
            return Json.read(text);
        } catch (IllegalArgumentException _) {
            return Value.text(text);
        }
    }
}
