package dev.flotilla.engine.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Fields that a schema does not have: those that an API server's strict decoding names ("unknown field") and its lenient one drops.
///
/// Runs on every manifest of a workspace: it looks a key up in a map for each field, and makes paths for unknown ones only.
public final class UnknownFields {
    /// @param path  of the field
    /// @param known the fields that its type has
    public record Unknown(FieldPath path, Set<String> known) {
        public Unknown {
            known = Set.copyOf(known);
        }
    }

    /// The way to a map or list, from its end.
    private record Step(@Nullable Step before, FieldPath.Segment segment) {
        static FieldPath path(@Nullable Step last) {
            var segments = new ArrayList<FieldPath.Segment>();
            for (Step step = last; step != null; step = step.before()) {
                segments.addFirst(step.segment());
            }
            return new FieldPath(segments);
        }
    }

    private final List<Unknown> found = new ArrayList<>();

    private UnknownFields() {}

    /// In the order of the text.
    public static List<Unknown> in(Value value, Schema schema) {
        var fields = new UnknownFields();
        fields.value(value, schema, null);
        return fields.found;
    }

    private void value(Value value, Schema schema, @Nullable Step way) {
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
            if (member == null) {
                found.add(new Unknown(Step.path(way).key(entry.getKey()), schema.properties().keySet()));
            } else if (entry.getValue() instanceof MapValue || entry.getValue() instanceof ListValue) {
                value(entry.getValue(), member, new Step(way, new FieldPath.Key(entry.getKey())));
            }
        }
    }

    private void list(ListValue list, Schema items, @Nullable Step way) {
        for (int i = 0; i < list.size(); i++) {
            value(list.items().get(i), items, new Step(way, new FieldPath.Index(i)));
        }
    }
}
