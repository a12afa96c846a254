package dev.flotilla.engine.text;

import java.util.function.BiFunction;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// One YAML document: its value, and where in the file each part of it was written.
public final class YamlDocument {
    private final SourceFile source;
    private final Value root;
    private final Node node;
    private final int offset;

    /// @param offset where in the file the composed part starts
    YamlDocument(SourceFile source, Value root, Node node, int offset) {
        this.source = source;
        this.root = root;
        this.node = node;
        this.offset = offset;
    }

    public SourceFile source() {
        return source;
    }

    public Value root() {
        return root;
    }

    /// Where the value at `path` was written; the nearest parent's key where it is absent.
    public Location location(FieldPath path) {
        return locate(path, (_, value) -> range(value));
    }

    /// Where the key of `path` was written; for list items and the root, the value.
    public Location keyLocation(FieldPath path) {
        return locate(path, (key, value) -> range(key == null ? value : key));
    }

    /// Whether the document writes something at `path` itself, not by a merge key.
    public boolean writes(FieldPath path) {
        @Nullable Node here = node;
        for (FieldPath.Segment segment : path.segments()) {
            here = here == null ? null : child(here, segment).value();
        }
        return here != null;
    }

    private Location locate(FieldPath path, BiFunction<@Nullable Node, Node, Location> found) {
        Node here = node;
        @Nullable Node key = null;
        for (FieldPath.Segment segment : path.segments()) {
            Child child = child(here, segment);
            if (child.value() == null) return range(key == null ? firstLine(here) : key);
            key = child.key();
            here = child.value();
        }
        return found.apply(key, here);
    }

    private static Node firstLine(Node node) {
        return node instanceof MappingNode map && !map.getValue().isEmpty() ? map.getValue().getFirst().getKeyNode() : node;
    }

    private record Child(@Nullable Node key, @Nullable Node value) {}

    private static Child child(Node node, FieldPath.Segment segment) {
        return switch (segment) {
            case FieldPath.Key(String name) when node instanceof MappingNode map -> {
                Child last = new Child(null, null);
                for (NodeTuple tuple : map.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode key && YamlScalars.keyText(key).equals(name)) {
                        last = new Child(key, tuple.getValueNode());
                    }
                }
                yield last;
            }
            case FieldPath.Index(int index) when node instanceof SequenceNode list && index < list.getValue().size() -> new Child(
                    null, list.getValue().get(index));
            case FieldPath.Key _,FieldPath.Index _ -> new Child(null, null);
        };
    }

    private Location range(Node node) {
        int start = index(node.getStartMark().orElse(null));
        int end = index(node.getEndMark().orElse(null));
        if (!(node instanceof ScalarNode scalar) || scalar.getScalarStyle() == ScalarStyle.LITERAL
                || scalar.getScalarStyle() == ScalarStyle.FOLDED) {
            end = withoutTrailingSpace(start, end);
        }
        return source.location(start, end);
    }

    private int withoutTrailingSpace(int start, int end) {
        int to = Math.min(end, source.text().length());
        while (to > start && Character.isWhitespace(source.text().charAt(to - 1))) {
            to--;
        }
        return to;
    }

    private int index(@Nullable Mark mark) {
        return mark == null ? offset : YamlReader.utf16(source.text(), offset, mark);
    }
}
