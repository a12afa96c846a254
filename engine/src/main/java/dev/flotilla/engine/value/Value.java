package dev.flotilla.engine.value;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// An immutable JSON value. Maps compare without regard to order, lists with it, numbers by value.
public sealed interface Value permits Value.Text, Value.Int, Value.Dec, Value.Bool, Value.Null, MapValue, ListValue {

    record Text(String value) implements Value {
        @Override
        public String toString() {
            return Json.write(this);
        }
    }

    /// A whole number that fits 64 bits.
    record Int(long value) implements Value {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /// A number with a fraction, or too large for [Int]. Made by [#number(double)] only, so that equal numbers are equal values.
    record Dec(double value) implements Value {
        @Override
        public String toString() {
            return Json.write(this);
        }
    }

    record Bool(boolean value) implements Value {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    enum Null implements Value {
        NULL;

        @Override
        public String toString() {
            return "null";
        }
    }

    /// This value, made of parts of `known` wherever both have the same at the same place, so that two versions of one object, or two
    /// objects of one kind, are kept once as far as they are alike.
    default Value sharing(Value known) {
        return equals(known) ? known : this;
    }

    Value NULL = Null.NULL;
    Value TRUE = new Bool(true);
    Value FALSE = new Bool(false);

    static Value text(String value) {
        return new Text(value);
    }

    static Value number(long value) {
        return new Int(value);
    }

    /// A whole double within 64 bits becomes an [Int], as it does on its way through Kubernetes' JSON.
    static Value number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 9.2e18) return new Int((long) value);
        return new Dec(value);
    }

    static Value bool(boolean value) {
        return value ? TRUE : FALSE;
    }

    /// From plain Java: `null`, String, Boolean, Number, Map with string keys, List, or a Value as it is.
    static Value of(@Nullable Object plain) {
        return switch (plain) {
            case null -> NULL;
            case Value v -> v;
            case String s -> text(s);
            case Boolean b -> bool(b);
            case Integer i -> number(i.longValue());
            case Long l -> number(l);
            case Number n -> number(n.doubleValue());
            case Map<?, ?> map -> {
                var builder = MapValue.builder();
                map.forEach((key, item) -> builder.put(String.valueOf(key), of(item)));
                yield builder.build();
            }
            case List<?> list -> ListValue.of(list.stream().map(Value::of).toList());
            default -> throw new IllegalArgumentException("not a JSON value: " + plain.getClass());
        };
    }

    /// The member of a map, or `null` when this is no map or has no such key.
    default @Nullable Value get(String key) {
        return null;
    }

    /// The item of a list, or `null` when this is no list or is too short.
    default @Nullable Value get(int index) {
        return null;
    }

    /// Follows keys through maps; `null` as soon as one is absent.
    default @Nullable Value at(String... keys) {
        @Nullable Value here = this;
        for (String key : keys) {
            if (here == null) return null;
            here = here.get(key);
        }
        return here;
    }

    /// What stands at `path`, or `null`.
    default @Nullable Value at(FieldPath path) {
        @Nullable Value here = this;
        for (FieldPath.Segment segment : path.segments()) {
            if (here == null) return null;
            here = switch (segment) {
                case FieldPath.Key(String name) -> here.get(name);
                case FieldPath.Index(int index) -> here.get(index);
            };
        }
        return here;
    }

    /// The string at these keys, or `null` when there is none or it is no string.
    default @Nullable String textAt(String... keys) {
        return at(keys) instanceof Text(String s) ? s : null;
    }

    /// The whole number at these keys, or `null` when there is none or it is no whole number.
    default @Nullable Long intAt(String... keys) {
        return at(keys) instanceof Int(long n) ? (Long) n : null;
    }

    /// The boolean at these keys, or `false`.
    default boolean isTrueAt(String... keys) {
        return at(keys) instanceof Bool(boolean b) && b;
    }

    /// The map at these keys, or an empty one.
    default MapValue mapAt(String... keys) {
        return at(keys) instanceof MapValue m ? m : MapValue.EMPTY;
    }

    /// The list at these keys, or an empty one.
    default ListValue listAt(String... keys) {
        return at(keys) instanceof ListValue l ? l : ListValue.EMPTY;
    }

    /// This tree with `value` at `path`, which may be new: missing maps are made on the way, a list index may be at most the
    /// list's size. A scalar in the way is replaced by a map.
    default Value set(FieldPath path, Value value) {
        return set(path.segments(), 0, value);
    }

    private Value set(List<FieldPath.Segment> path, int from, Value value) {
        if (from == path.size()) return value;
        return switch (path.get(from)) {
            case FieldPath.Key(String name) -> {
                var map = this instanceof MapValue m ? m : MapValue.EMPTY;
                Value child = map.get(name);
                yield map.with(name, (child == null ? MapValue.EMPTY : child).set(path, from + 1, value));
            }
            case FieldPath.Index(int index) -> {
                var list = this instanceof ListValue l ? l : ListValue.EMPTY;
                Value child = list.get(index);
                Value changed = (child == null ? MapValue.EMPTY : child).set(path, from + 1, value);
                yield child == null ? list.inserted(index, changed) : list.with(index, changed);
            }
        };
    }

    /// This tree without what stands at `path`; unchanged where there is nothing. The root cannot be removed.
    default Value remove(FieldPath path) {
        if (path.isRoot()) throw new IllegalArgumentException("the root cannot be removed");
        FieldPath parent = path.parent();
        Value holder = at(parent);
        Value changed = switch (path.segments().getLast()) {
            case FieldPath.Key(String name) when holder instanceof MapValue map -> map.without(name);
            case FieldPath.Index(int index) when holder instanceof ListValue list && index < list.size() -> list.without(index);
            case FieldPath.Key _,FieldPath.Index _ -> holder;
        };
        return changed == holder || changed == null ? this : set(parent, changed);
    }
}
