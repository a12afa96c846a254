package dev.flotilla.engine.dialect.kubefed.override;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// One operation on one tree, with the answers of evanphx/json-patch: v4.11 for KubeFed 0.8, v4.12 for 0.10.
public final class JsonPatch {
    /// What became of an operation.
    public sealed interface Outcome {}

    /// @param place    what was changed, with indices as they ended up
    /// @param replaced what stood there, or `null`
    public record Changed(Value document, FieldPath place, @Nullable Value replaced) implements Outcome {}

    /// @param code such as `kubefed.patch.missing-parent`
    public record Refused(String code, List<Object> arguments) implements Outcome {
        public Refused {
            arguments = List.copyOf(arguments);
        }
    }

    /// As Go's Atoi reads it: ASCII digits, leading zeros, at most one sign. More digits are no index of anything.
    private static final Pattern INDEX = Pattern.compile("[-+]?0*[0-9]{1,18}");

    private final Release release;
    private final OverrideItem item;

    private JsonPatch(OverrideItem item, Release release) {
        this.item = item;
        this.release = release;
    }

    public static Outcome apply(Value document, OverrideItem item, Release release) {
        return new JsonPatch(item, release).apply(document);
    }

    private Outcome apply(Value document) {
        String op = item.effectiveOp();
        if (item.path().isEmpty() && release != Release.V0_8) {
            if (op.equals("replace")) return replaceAll(document);
            if (op.equals("test")) return test(document, FieldPath.ROOT, document);
        }
        return switch (op) {
            case "add", "replace", "remove", "test" -> inside(document, op);
            case "move", "copy" -> refuse("kubefed.patch.no-from", op);
            default -> refuse("kubefed.patch.unknown-op", op);
        };
    }

    private static Refused refuse(String code, Object... arguments) {
        return new Refused(code, List.of(arguments));
    }

    /// A text, number or boolean is meant to be refused, but the library wraps an error that is not there; without any value it
    /// crashes.
    private Outcome replaceAll(Value document) {
        return switch (written()) {
            case MapValue map -> new Changed(map, FieldPath.ROOT, document);
            case ListValue list -> new Changed(list, FieldPath.ROOT, document);
            case Value.Null.NULL -> refuse("kubefed.patch.not-a-document", item.path());
            case Value.Text _,Value.Int _,Value.Dec _,Value.Bool _ -> new Changed(document, FieldPath.ROOT, document);
        };
    }

    private Outcome inside(Value document, String op) {
        String[] pieces = item.path().split("/", -1);
        if (pieces.length < 2) return refuse("kubefed.patch.no-slash", item.path());
        Value parent = document;
        var place = FieldPath.ROOT;
        for (int i = 1; i < pieces.length - 1; i++) {
            String token = decode(pieces[i]);
            switch (parent) {
                case MapValue map -> {
                    Value child = map.get(token);
                    if (child == null || child == Value.NULL)
                        return refuse("kubefed.patch.missing-parent", place.key(token).toString());
                    parent = child;
                    place = place.key(token);
                }
                case ListValue list -> {
                    Index index = index(token, list.size(), true);
                    if (index instanceof NoIndex(Refused why)) return why;
                    int at = ((At) index).position();
                    parent = list.items().get(at);
                    place = place.index(at);
                    if (parent == Value.NULL) return refuse("kubefed.patch.missing-parent", place.toString());
                }
                default -> {
                    return refuse("kubefed.patch.missing-parent", place.key(token).toString());
                }
            }
        }
        String last = decode(pieces[pieces.length - 1]);
        return switch (parent) {
            case MapValue map -> inMap(document, map, place, last, op);
            case ListValue list -> inList(document, list, place, last, op);
            default -> refuse("kubefed.patch.missing-parent", place.key(last).toString());
        };
    }

    private Outcome inMap(Value document, MapValue map, FieldPath parent, String key, String op) {
        FieldPath place = parent.key(key);
        Value before = map.get(key);
        return switch (op) {
            case "remove" -> before == null
                    ? refuse("kubefed.patch.missing-key", place.toString())
                    : new Changed(document.set(parent, map.without(key)), place, before);
            case "test" -> test(document, place, before);
            default -> new Changed(document.set(parent, map.with(key, written())), place, before);
        };
    }

    private Outcome inList(Value document, ListValue list, FieldPath parent, String token, String op) {
        if (op.equals("add")) return addToList(document, list, parent, token);
        Index index = index(token, list.size(), !op.equals("remove"));
        if (index instanceof NoIndex(Refused why)) return why;
        int at = ((At) index).position();
        Value before = list.items().get(at);
        return switch (op) {
            case "remove" -> new Changed(document.set(parent, list.without(at)), parent.index(at), before);
            case "test" -> test(document, parent.index(at), before);
            default -> new Changed(document.set(parent, list.with(at, written())), parent.index(at), before);
        };
    }

    private Outcome addToList(Value document, ListValue list, FieldPath parent, String token) {
        int at = list.size();
        if (!token.equals("-")) {
            Index index = index(token, list.size() + 1, false);
            if (index instanceof NoIndex(Refused why)) return why;
            at = ((At) index).position();
        }
        return new Changed(document.set(parent, list.inserted(at, written())), parent.index(at), null);
    }

    private Outcome test(Value document, FieldPath place, @Nullable Value before) {
        Value wanted = item.value();
        return wanted != null && before != null && written().equals(before)
                ? new Changed(document, place, before)
                : refuse("kubefed.patch.test-failed", place.toString());
    }

    private sealed interface Index {}

    private record At(int position) implements Index {}

    private record NoIndex(Refused why) implements Index {}

    /// @param crashes whether release 0.8 crashed here on a negative index
    private Index index(String token, int size, boolean crashes) {
        if (!INDEX.matcher(token).matches()) return new NoIndex(refuse("kubefed.patch.not-an-index", token, item.path()));
        long number = Long.parseLong(token);
        if (number < 0 && crashes && release == Release.V0_8)
            return new NoIndex(refuse("kubefed.patch.crash", token, item.path()));
        if (number >= size || number < -size) return new NoIndex(refuse("kubefed.patch.index-out-of-range", token, item.path()));
        return new At((int) (number < 0 ? number + size : number));
    }

    /// The value as it arrives: a missing one is `null`, and numbers have been through a double.
    private Value written() {
        return written(item.value());
    }

    /// A value of an override as KubeFed holds it in memory, and writes it again.
    public static Value written(@Nullable Value value) {
        return value == null ? Value.NULL : throughDouble(value);
    }

    private static Value throughDouble(Value value) {
        return switch (value) {
            case Value.Int(long n) when Math.abs(n) > 1L << 53 -> Value.number((double) n);
            case MapValue map -> {
                MapValue changed = map;
                for (var entry : map) {
                    changed = changed.with(entry.getKey(), throughDouble(entry.getValue()));
                }
                yield changed;
            }
            case ListValue list -> {
                var items = new ArrayList<Value>(list.size());
                boolean same = true;
                for (Value item : list) {
                    Value through = throughDouble(item);
                    same &= through == item;
                    items.add(through);
                }
                yield same ? list : ListValue.of(items);
            }
            default -> value;
        };
    }

    /// One pass from left to right, so that `~01` is `~1`.
    private static String decode(String token) {
        if (token.indexOf('~') < 0) return token;
        var out = new StringBuilder();
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            char next = i + 1 < token.length() ? token.charAt(i + 1) : ' ';
            if (c == '~' && (next == '0' || next == '1')) {
                out.append(next == '0' ? '~' : '/');
                i++;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
