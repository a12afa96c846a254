package dev.flotilla.engine.dialect.karmada.interpret;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// A Go type as JSON knows it: what it accepts, and what it writes back. Reading drops what the type does not know and
/// refuses what it cannot hold; writing adds the zero values of fields that are always written.
///
/// Source: Go's encoding/json and apimachinery: pkg/runtime/converter.go.
public sealed interface Shape {
    /// What stands for `value` after it went through the type.
    ///
    /// @param value `null` for an absent one, which gives the type's zero value
    /// @param field path of the value, for messages
    Value through(@Nullable Value value, String field) throws UnreadableException;

    Shape INT32 = new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
    Shape INT64 = new Whole(Long.MIN_VALUE, Long.MAX_VALUE);
    Shape TEXT = new Plain("");
    Shape BOOL = new Flag();
    Shape TIME = new Time();
    Shape ANY = new Anything();
    Shape QUANTITY = new Quantity();

    static Shape listOf(Shape item) {
        return new Items(item);
    }

    static Shape mapOf(Shape value) {
        return new Entries(value);
    }

    static Struct struct(Field... fields) {
        return new Struct(List.of(fields));
    }

    /// A field that is always written.
    static Field always(String name, Shape shape) {
        return new Field(name, shape, Written.ALWAYS);
    }

    /// A field that is left out when it is zero (`omitempty`).
    static Field optional(String name, Shape shape) {
        return new Field(name, shape, Written.UNLESS_ZERO);
    }

    /// A pointer that is left out when it is nil; a zero that somebody set stays.
    static Field pointer(String name, Shape shape) {
        return new Field(name, shape, Written.IF_SET);
    }

    enum Written {
        ALWAYS, UNLESS_ZERO, IF_SET
    }

    record Field(String name, Shape shape, Written written) {}

    record Whole(long min, long max) implements Shape {
        @Override
        public Value through(@Nullable Value value, String field) throws UnreadableException {
            if (value == null || value == Value.NULL) return Value.number(0);
            if (value instanceof Value.Int(long n) && n >= min && n <= max) return value;
            throw new UnreadableException(field, max == Integer.MAX_VALUE ? "int32" : "int64");
        }
    }

    record Plain(String zero) implements Shape {
        @Override
        public Value through(@Nullable Value value, String field) throws UnreadableException {
            if (value == null || value == Value.NULL) return Value.text(zero);
            if (value instanceof Value.Text) return value;
            throw new UnreadableException(field, "string");
        }
    }

    record Flag() implements Shape {
        @Override
        public Value through(@Nullable Value value, String field) throws UnreadableException {
            if (value == null || value == Value.NULL) return Value.FALSE;
            if (value instanceof Value.Bool) return value;
            throw new UnreadableException(field, "bool");
        }
    }

    /// `metav1.Time`: seconds in UTC, or null.
    record Time() implements Shape {
        private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");

        @Override
        public Value through(@Nullable Value value, String field) throws UnreadableException {
            if (value == null || value == Value.NULL) return Value.NULL;
            if (!(value instanceof Value.Text(String text))) throw new UnreadableException(field, "time");
            try {
                var time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
                return Value.text(SECONDS.format(time));
            } catch (DateTimeParseException _) {
                throw new UnreadableException(field, "time");
            }
        }
    }

    record Anything() implements Shape {
        @Override
        public Value through(@Nullable Value value, String field) {
            return value == null ? Value.NULL : value;
        }
    }

    /// A quantity, kept as it was written.
    record Quantity() implements Shape {
        @Override
        public Value through(@Nullable Value value, String field) throws UnreadableException {
            return switch (value) {
                case null -> Value.text("0");
                case Value.Null _ -> Value.text("0");
                case Value.Text(String s) when dev.flotilla.engine.value.Quantity.parse(s) != null -> value;
                case Value.Int(long n) -> Value.text(Long.toString(n));
                case Value.Dec dec when dev.flotilla.engine.value.Quantity.parse(dec.toString()) != null ->
                    Value.text(dec.toString());
                default -> throw new UnreadableException(field, "quantity");
            };
        }
    }

    /// A slice; nil is null.
    record Items(Shape item) implements Shape {
        @Override
        public Value through(@Nullable Value value, String field) throws UnreadableException {
            if (value == null || value == Value.NULL) return Value.NULL;
            if (!(value instanceof ListValue list)) throw new UnreadableException(field, "list");
            var items = new ArrayList<Value>(list.size());
            for (int i = 0; i < list.size(); i++) {
                items.add(item.through(list.get(i), field + "[" + i + "]"));
            }
            return ListValue.of(items);
        }
    }

    /// A map; nil is null.
    record Entries(Shape value) implements Shape {
        @Override
        public Value through(@Nullable Value given, String field) throws UnreadableException {
            if (given == null || given == Value.NULL) return Value.NULL;
            if (!(given instanceof MapValue map)) throw new UnreadableException(field, "map");
            var entries = MapValue.builder();
            for (var entry : map) {
                entries.put(entry.getKey(), value.through(entry.getValue(), field + "." + entry.getKey()));
            }
            return entries.build();
        }
    }

    record Struct(List<Field> fields) implements Shape {
        public Struct {
            fields = List.copyOf(fields);
        }

        @Override
        public MapValue through(@Nullable Value value, String path) throws UnreadableException {
            if (value != null && value != Value.NULL && !(value instanceof MapValue))
                throw new UnreadableException(path, "struct");
            var out = MapValue.builder();
            for (Field field : fields) {
                Value given = value == null ? null : value.get(field.name());
                if (field.written() == Written.IF_SET && (given == null || given == Value.NULL)) continue;
                Value through = field.shape().through(given, path.isEmpty() ? field.name() : path + "." + field.name());
                if (field.written() == Written.UNLESS_ZERO && isZero(field.shape(), through)) continue;
                out.put(field.name(), through);
            }
            return out.build();
        }

        /// Go leaves out empty scalars, lists and maps; it never leaves out a struct.
        private static boolean isZero(Shape shape, Value value) {
            return switch (shape) {
                case Struct _,Time _,Quantity _ -> false;
                case Whole _,Plain _,Flag _,Anything _,Items _,Entries _ -> switch (value) {
                    case Value.Text(String s) -> s.isEmpty();
                    case Value.Int(long n) -> n == 0;
                    case Value.Dec(double d) -> d == 0;
                    case Value.Bool(boolean b) -> !b;
                    case Value.Null.NULL -> true;
                    case MapValue map -> map.isEmpty();
                    case ListValue list -> list.isEmpty();
                };
            };
        }
    }
}
