package dev.flotilla.engine.dialect.karmada.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.flotilla.engine.dialect.karmada.schema.FieldFinding.Kind;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.FieldCatalog.Shape;
import dev.flotilla.engine.text.Spelling;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Holds one object against the table of fields.
public final class FieldCheck {
    private static final int DEEPEST = 12;

    private final Manifest manifest;
    private final Node root;
    private final List<FieldFinding> findings = new ArrayList<>();

    private FieldCheck(Manifest manifest, Node root) {
        this.manifest = manifest;
        this.root = root;
    }

    /// Everything that is not as it should be, in document order; empty for types the table does not have.
    public static List<FieldFinding> findings(Manifest manifest) {
        Node root = Schemas.standard().root(manifest.type());
        if (root == null) return List.of();
        var check = new FieldCheck(manifest, root);
        check.object(FieldPath.ROOT, manifest.root(), root);
        return check.findings;
    }

    private void object(FieldPath path, MapValue map, Node node) {
        for (var entry : map) {
            Node child = node.children().get(entry.getKey());
            FieldPath field = path.key(entry.getKey());
            if (child == null) unknown(field, entry.getKey(), node);
            else
                value(field, entry.getValue(), child);
        }
        for (Node child : node.children().values()) {
            if (child.field().required() && !map.has(child.name()) && !child.name().equals("metadata")) {
                add(Kind.MISSING, path, null, path.key(child.name()).toString());
            }
        }
    }

    private void add(Kind kind, FieldPath path, @Nullable FieldPath place, Object... arguments) {
        findings.add(new FieldFinding(kind, path, List.of(arguments), place));
    }

    private void value(FieldPath path, Value value, Node node) {
        if (value == Value.NULL) return;
        if (node.ignored()) add(Kind.IGNORED, path, null, node.name());
        else if (node.field().deprecated()) add(Kind.DEPRECATED, path, null, node.name());
        if (!fits(value, node.field().shape())) {
            add(Kind.WRONG_TYPE, path, null, path.toString(), node.field().shape().name().toLowerCase(Locale.ROOT));
            return;
        }
        range(path, value, node);
        switch (value) {
            case MapValue map when node.field().shape() == Shape.OBJECT -> object(path, map, node);
            case ListValue list when node.field().shape() == Shape.LIST -> items(path, list, node);
            case Value.Text(String text) when !node.values().isEmpty() && !text.isEmpty() && !node.values().contains(text) -> add(
                    Kind.WRONG_VALUE, path, null, text, String.join(", ", node.values()));
            default -> {
            }
        }
    }

    private void range(FieldPath path, Value value, Node node) {
        Node.Range range = node.range();
        if (range == null) return;
        switch (value) {
            case Value.Int(long number) when !range.holds(number) ->
                add(Kind.OUT_OF_RANGE, path, null, path.toString(), number, range.toString());
            case Value.Text(String text) when !range.holds(text.codePointCount(0, text.length())) ->
                add(Kind.WRONG_SIZE, path, null, path.toString(), text.codePointCount(0, text.length()), range.toString());
            case ListValue list when !range.holds(list.size()) ->
                add(Kind.WRONG_SIZE, path, null, path.toString(), list.size(), range.toString());
            default -> {
            }
        }
    }

    private void items(FieldPath path, ListValue list, Node node) {
        for (int i = 0; i < list.size(); i++) {
            Value item = list.items().get(i);
            FieldPath field = path.index(i);
            Shape scalar = node.items();
            if (scalar != null) {
                if (item != Value.NULL && !fits(item, scalar)) {
                    add(Kind.WRONG_TYPE, field, null, field.toString(), scalar.name().toLowerCase(Locale.ROOT));
                } else if (item instanceof Value.Text(String text) && !node.values().isEmpty() && !node.values().contains(text)) {
                    add(Kind.WRONG_VALUE, field, null, text, String.join(", ", node.values()));
                }
            } else if (item instanceof MapValue map) {
                object(field, map, node);
            } else {
                add(Kind.WRONG_TYPE, field, null, field.toString(), "object");
            }
        }
    }

    private static boolean fits(Value value, Shape shape) {
        return switch (shape) {
            case TEXT -> value instanceof Value.Text;
            case NUMBER -> value instanceof Value.Int;
            case BOOLEAN -> value instanceof Value.Bool;
            case OBJECT, MAP -> value instanceof MapValue;
            case LIST -> value instanceof ListValue;
            case QUANTITY, NUMBER_OR_TEXT ->
                value instanceof Value.Text || value instanceof Value.Int || value instanceof Value.Dec;
            case ANY -> true;
        };
    }

    private void unknown(FieldPath path, String name, Node parent) {
        FieldPath place = nearest(path, name);
        var sibling = Spelling.nearest(name, parent.children().keySet());
        if (place == null && sibling.isPresent()) {
            FieldPath meant = path.parent().key(sibling.get());
            add(Kind.MISSPELT, path, meant, path.toString(), meant.toString());
            return;
        }
        if (place == null) add(Kind.UNKNOWN, path, null, path.toString(), manifest.kind());
        else
            add(Kind.MISPLACED, path, place, path.toString(), place.toString());
    }

    /// The place of a field with this name that is the fewest steps away.
    private @Nullable FieldPath nearest(FieldPath from, String name) {
        var places = new ArrayList<FieldPath>();
        collect(FieldPath.ROOT, root, name, places, Collections.newSetFromMap(new IdentityHashMap<>()));
        FieldPath best = null;
        int least = Integer.MAX_VALUE;
        for (FieldPath place : places) {
            int steps = distance(from, place);
            if (steps < least) {
                best = place;
                least = steps;
            }
        }
        return best;
    }

    private void collect(FieldPath path, Node node, String name, List<FieldPath> places, Set<Node> above) {
        if (path.segments().size() > DEEPEST || !above.add(node)) return;
        for (Node child : node.children().values()) {
            if (path.isRoot() && (child.name().equals("metadata") || child.name().equals("status"))) continue;
            FieldPath field = path.key(child.name());
            if (child.name().equals(name)) places.add(field);
            collect(written(field, child), child, name, places, above);
        }
        above.remove(node);
    }

    /// A list is entered at its first item.
    private static FieldPath written(FieldPath path, Node node) {
        return node.field().shape() == Shape.LIST ? path.index(0) : path;
    }

    private static int distance(FieldPath from, FieldPath to) {
        List<FieldPath.Segment> one = from.parent().segments();
        List<FieldPath.Segment> other = to.parent().segments();
        int shared = 0;
        while (shared < one.size() && shared < other.size() && one.get(shared).equals(other.get(shared))) {
            shared++;
        }
        return one.size() - shared + other.size() - shared;
    }
}
