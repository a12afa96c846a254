package dev.flotilla.engine.dialect.karmada.override;

import java.util.List;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// RFC 6902 with the liberties of Karmada's library: a negative index counts from the end, an index may have leading zeros, the
/// text before a path's first slash does not count, an empty token names the container itself.
///
/// Source: github.com/evanphx/json-patch/v5 v5.9.11, default options.
final class JsonPatch {
    /// Hears of every change.
    interface Listener {
        /// @param at       the field; behind an insertion it has its final index
        /// @param replaced what stood there, or `null` for nothing
        void changed(FieldPath at, String operation, @Nullable Value replaced);

        /// Items of a list moved.
        ///
        /// @param from the first item that moved, at its old place
        /// @param by   1 after an insertion, -1 after a removal
        void shifted(FieldPath list, int from, int by);
    }

    /// @param value [Value#NULL] where none was written
    record Operation(String operator, String path, Value value) {}

    private final Value start;
    private final Operation operation;
    private final Listener listener;
    private final String[] tokens;
    private boolean detached;

    private JsonPatch(Value start, Operation operation, Listener listener) {
        this.start = start;
        this.operation = operation;
        this.listener = listener;
        this.tokens = operation.path().split("/", -1);
    }

    /// Applies all operations, or none.
    static Value apply(Value root, List<Operation> operations, Listener listener) throws OverrideException {
        for (Operation operation : operations) {
            switch (operation.operator()) {
                case "add", "replace", "remove", "test" -> {
                }
                default -> throw new OverrideException("karmada.override-operator-unknown", operation.operator());
            }
        }
        Value changed = root;
        for (Operation operation : operations) {
            changed = new JsonPatch(root, operation, listener).apply(changed);
        }
        return changed;
    }

    private Value apply(Value root) throws OverrideException {
        if (operation.path().isEmpty()) return whole(root);
        if (tokens.length < 2) throw pathMissing();
        Value changed = step(root, 1, FieldPath.ROOT);
        return detached ? root : changed;
    }

    private Value whole(Value root) throws OverrideException {
        Value value = operation.value();
        return switch (operation.operator()) {
            case "add" -> {
                if (!(value instanceof MapValue) && !(value instanceof ListValue))
                    throw new OverrideException("karmada.override-not-an-object", "");
                listener.changed(FieldPath.ROOT, "add", root);
                yield value;
            }
            case "replace" -> {
                // a scalar is silently ignored: the library wraps an error that is nil
                if (value == Value.NULL) throw new OverrideException("karmada.override-not-an-object", "");
                if (!(value instanceof MapValue) && !(value instanceof ListValue)) yield root;
                listener.changed(FieldPath.ROOT, "replace", root);
                yield value;
            }
            case "test" -> {
                if (!root.equals(value)) throw new OverrideException("karmada.override-test-failed", "");
                yield root;
            }
            default -> leaf(root, "", FieldPath.ROOT);
        };
    }

    private Value step(Value here, int i, FieldPath at) throws OverrideException {
        String token = decoded(tokens[i]);
        if (i == tokens.length - 1) return leaf(here, token, at);
        if (token.isEmpty()) {
            // the container itself; only the document has one to offer, as it was before the patch
            if (!at.isRoot()) throw pathMissing();
            detached = true;
            return step(start, i + 1, at);
        }
        return switch (here) {
            case MapValue map -> {
                Value child = container(map.get(token));
                Value changed = step(child, i + 1, at.key(token));
                yield changed == child ? map : map.with(token, changed);
            }
            case ListValue list -> {
                int index = index(list.size(), token);
                Value child = container(list.get(index));
                Value changed = step(child, i + 1, at.index(index));
                yield changed == child ? list : list.with(index, changed);
            }
            default -> throw pathMissing();
        };
    }

    private Value container(@Nullable Value value) throws OverrideException {
        if (value instanceof MapValue || value instanceof ListValue) return value;
        throw pathMissing();
    }

    private Value leaf(Value here, String token, FieldPath at) throws OverrideException {
        return switch (here) {
            case MapValue map -> inMap(map, token, at);
            case ListValue list -> inList(list, token, at);
            default -> throw new OverrideException("karmada.override-not-an-object", operation.path());
        };
    }

    private Value inMap(MapValue map, String key, FieldPath at) throws OverrideException {
        Value now = map.get(key);
        switch (operation.operator()) {
            case "remove" -> {
                if (now == null)
                    throw new OverrideException("karmada.override-key-missing", operation.operator(), operation.path());
                change(at.key(key), now);
                return map.without(key);
            }
            case "test" -> {
                test(now);
                return map;
            }
            default -> {
                if (now == null && operation.operator().equals("replace") && !key.isEmpty()) {
                    throw new OverrideException("karmada.override-key-missing", operation.operator(), operation.path());
                }
                change(at.key(key), now);
                return map.with(key, operation.value());
            }
        }
    }

    private Value inList(ListValue list, String token, FieldPath at) throws OverrideException {
        if (operation.operator().equals("add")) {
            int index = token.equals("-") ? list.size() : index(list.size() + 1, token);
            if (index < 0) throw new OverrideException("karmada.override-bad-index", operation.operator(), operation.path());
            if (!detached) listener.shifted(at, index, 1);
            change(at.index(index), null);
            return list.inserted(index, operation.value());
        }
        int index = index(list.size(), token);
        if (index < 0) throw new OverrideException("karmada.override-bad-index", operation.operator(), operation.path());
        Value now = list.get(index);
        switch (operation.operator()) {
            case "remove" -> {
                if (!detached) listener.shifted(at, index, -1);
                change(at.index(index), now);
                return list.without(index);
            }
            case "test" -> {
                test(now);
                return list;
            }
            default -> {
                change(at.index(index), now);
                return list.with(index, operation.value());
            }
        }
    }

    private void test(@Nullable Value now) throws OverrideException {
        Value value = now == null ? Value.NULL : now;
        if (!value.equals(operation.value())) throw new OverrideException("karmada.override-test-failed", operation.path());
    }

    private void change(FieldPath at, @Nullable Value replaced) {
        if (!detached) listener.changed(at, operation.operator(), replaced);
    }

    /// Go's `Atoi`; -1 for no number and for what is outside.
    private static int index(int size, String token) {
        int start = token.startsWith("-") || token.startsWith("+") ? 1 : 0;
        if (token.length() == start || token.length() > 12) return -1;
        for (int i = start; i < token.length(); i++) {
            if (token.charAt(i) < '0' || token.charAt(i) > '9') return -1;
        }
        long number = Long.parseLong(token);
        long index = number < 0 ? number + size : number;
        return index >= 0 && index < size ? (int) index : -1;
    }

    private static String decoded(String token) {
        return token.indexOf('~') < 0 ? token : token.replace("~1", "/").replace("~0", "~");
    }

    private OverrideException pathMissing() {
        return new OverrideException("karmada.override-path-missing", operation.operator(), operation.path());
    }
}
