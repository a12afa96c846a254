package dev.flotilla.engine.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What of an object does not fit a schema: fields that it does not have, which an API server's strict decoding names and its
/// lenient one drops, and values of another type, which both refuse.
///
/// Runs on every manifest of a workspace: it looks a key up in a map for each field, and makes paths for misfits only.
public final class Misfits {
    public sealed interface Misfit {
        FieldPath path();
    }

    /// @param known the fields that its type has
    public record Unknown(FieldPath path, Set<String> known) implements Misfit {
        public Unknown {
            known = Set.copyOf(known);
        }
    }

    public record WrongType(FieldPath path, Schema.Type expected, Value found) implements Misfit {}

    /// The way to a value, from its end.
    private record Step(@Nullable Step before, FieldPath.Segment segment) {
        static FieldPath path(@Nullable Step last) {
            var segments = new ArrayList<FieldPath.Segment>();
            for (Step step = last; step != null; step = step.before()) {
                segments.addFirst(step.segment());
            }
            return new FieldPath(segments);
        }
    }

    private final List<Misfit> found = new ArrayList<>();

    private Misfits() {}

    /// What is inside of `object` and does not fit, in the order of the text.
    public static List<Misfit> in(Value object, Schema schema) {
        var misfits = new Misfits();
        misfits.inside(object, schema, null);
        return misfits.found;
    }

    private void inside(Value value, Schema schema, @Nullable Step way) {
        switch (value) {
            case MapValue map when schema.type() == Schema.Type.OBJECT -> map(map, schema, way);
            case ListValue list when schema.type() == Schema.Type.ARRAY -> list(list, schema.items(), way);
            case MapValue _,ListValue _,Value.Text _,Value.Int _,Value.Dec _,Value.Bool _,Value.Null _ -> {
            }
        }
    }

    private void map(MapValue map, Schema schema, @Nullable Step way) {
        for (var entry : map) {
            Schema member = schema.member(entry.getKey());
            Value value = entry.getValue();
            if (member == null) {
                found.add(new Unknown(Step.path(way).key(entry.getKey()), schema.properties().keySet()));
            } else if (!fits(value, member.type())) {
                found.add(new WrongType(Step.path(way).key(entry.getKey()), member.type(), value));
            } else if (value instanceof MapValue || value instanceof ListValue) {
                inside(value, member, new Step(way, new FieldPath.Key(entry.getKey())));
            }
        }
    }

    private void list(ListValue list, Schema items, @Nullable Step way) {
        for (int i = 0; i < list.size(); i++) {
            Value value = list.items().get(i);
            if (fits(value, items.type())) inside(value, items, new Step(way, new FieldPath.Index(i)));
            else
                found.add(new WrongType(Step.path(way).index(i), items.type(), value));
        }
    }

    /// `null` stands for absence everywhere; a whole number may be written with a point.
    private static boolean fits(Value value, Schema.Type type) {
        if (value == Value.NULL) return true;
        return switch (type) {
            case ANY -> true;
            case OBJECT -> value instanceof MapValue;
            case ARRAY -> value instanceof ListValue;
            case STRING -> value instanceof Value.Text;
            case INTEGER ->
                value instanceof Value.Int || value instanceof Value.Dec(double number) && number == Math.rint(number);
            case NUMBER -> value instanceof Value.Int || value instanceof Value.Dec;
            case BOOLEAN -> value instanceof Value.Bool;
            case INT_OR_STRING -> value instanceof Value.Int || value instanceof Value.Text;
            case QUANTITY -> value instanceof Value.Int || value instanceof Value.Dec || value instanceof Value.Text;
        };
    }
}
