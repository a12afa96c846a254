package dev.flotilla.engine.dialect.kubefed.check;

import java.util.List;
import java.util.Set;

import dev.flotilla.engine.plan.FieldCatalog.Shape;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// What an API server that has KubeFed's CRDs would refuse, and what it would drop without a word.
final class SchemaCheck {

    /// Fields whose values only their reader checks; the CRDs take any text.
    private static final Set<String> UNCHECKED = Set.of("operator", "targetKind");

    private final Report report;
    private final YamlEdits edits;

    private SchemaCheck(Report report) {
        this.report = report;
        this.edits = new YamlEdits(report.document().source());
    }

    static void check(Report report, Schema schema) {
        new SchemaCheck(report).object(report.document().manifest().root(), schema, FieldPath.ROOT);
    }

    private void object(MapValue map, Schema schema, FieldPath place) {
        for (var entry : map) {
            FieldPath here = place.key(entry.getKey());
            schema.child(entry.getKey()).ifPresentOrElse(child -> value(entry.getValue(), child, here),
                    () -> unknown(entry.getKey(), schema, place));
        }
        for (Schema child : schema.children()) {
            Value value = map.get(child.field().name());
            boolean absent = value == null || value == Value.NULL;
            if (child.field().required() && absent)
                report.error("kubefed.required", place, place.key(child.field().name()).toString());
        }
    }

    private void unknown(String key, Schema schema, FieldPath place) {
        boolean ours = !place.isRoot() && place.startsWith(FieldPath.of("spec"));
        if (!ours && !place.isRoot()) return;
        var names = schema.children().stream().map(child -> child.field().name()).toList();
        var nearest = Nearest.of(key, names);
        report.warningAtKey("kubefed.unknown-field", place.key(key), place.key(key).toString(), nearest.orElse(""));
        nearest.ifPresent(name -> report.fix("kubefed.rename-field", edits.rename(place.key(key), name), key, name));
    }

    private void value(Value value, Schema schema, FieldPath place) {
        if (value == Value.NULL) return;
        switch (schema.field().shape()) {
            case ANY -> {
            }
            case TEXT -> text(value, schema, place);
            case NUMBER -> expect(value instanceof Value.Int, "number", place);
            case QUANTITY, NUMBER_OR_TEXT ->
                expect(value instanceof Value.Int || value instanceof Value.Text, "number-or-text", place);
            case BOOLEAN -> expect(value instanceof Value.Bool, "boolean", place);
            case OBJECT -> {
                if (value instanceof MapValue map) object(map, schema, place);
                else
                    expect(false, "map", place);
            }
            case LIST -> {
                if (value instanceof ListValue list) items(list, schema, place);
                else
                    expect(false, "list", place);
            }
            case MAP -> {
                if (value instanceof MapValue map) entries(map, schema, place);
                else
                    expect(false, "map", place);
            }
        }
    }

    private void text(Value value, Schema schema, FieldPath place) {
        if (!(value instanceof Value.Text(String text))) {
            expect(false, "string", place);
            return;
        }
        List<String> values = schema.field().values();
        if (values.isEmpty() || values.contains(text) || UNCHECKED.contains(schema.field().name())) return;
        report.error("kubefed.not-one-of", place, place.toString(), text,
                String.join(", ", values.stream().filter(v -> !v.isEmpty()).toList()));
        Nearest.of(text, values).filter(near -> !near.isEmpty())
                .ifPresent(near -> report.fix("kubefed.replace-value", edits.set(place, Value.text(near)), text, near));
    }

    private void items(ListValue list, Schema schema, FieldPath place) {
        for (int i = 0; i < list.size(); i++) {
            element(list.items().get(i), schema, place.index(i));
        }
    }

    private void entries(MapValue map, Schema schema, FieldPath place) {
        map.forEach((key, value) -> element(value, schema, place.key(key)));
    }

    private void element(Value value, Schema schema, FieldPath place) {
        boolean scalars = schema.children().isEmpty();
        if (scalars) {
            expect(value instanceof Value.Text, "string", place);
        } else if (value instanceof MapValue map) {
            object(map, schema, place);
        } else if (value != Value.NULL) {
            expect(false, "map", place);
        }
    }

    private void expect(boolean holds, String expected, FieldPath place) {
        if (!holds) report.error("kubefed.wrong-type", place, place.toString(), expected);
    }
}
