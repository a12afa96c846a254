package dev.flotilla.engine.value;

import java.util.ArrayList;
import java.util.List;

/// Where a value stands in a tree, written as Kubernetes does: `spec.containers[0].image`.
public record FieldPath(List<Segment> segments) {
    public static final FieldPath ROOT = new FieldPath(List.of());

    public sealed interface Segment {}

    public record Key(String name) implements Segment {}

    public record Index(int index) implements Segment {}

    public FieldPath {
        segments = List.copyOf(segments);
    }

    /// A path of map keys; a key may hold any character.
    public static FieldPath of(String... keys) {
        var path = new ArrayList<Segment>(keys.length);
        for (String key : keys) {
            path.add(new Key(key));
        }
        return new FieldPath(path);
    }

    public FieldPath key(String name) {
        return then(new Key(name));
    }

    public FieldPath index(int index) {
        return then(new Index(index));
    }

    private FieldPath then(Segment segment) {
        var path = new ArrayList<>(segments);
        path.add(segment);
        return new FieldPath(path);
    }

    public FieldPath append(FieldPath tail) {
        var path = new ArrayList<>(segments);
        path.addAll(tail.segments);
        return new FieldPath(path);
    }

    public boolean isRoot() {
        return segments.isEmpty();
    }

    /// The path one step up; the root's parent is the root.
    public FieldPath parent() {
        return isRoot() ? this : new FieldPath(segments.subList(0, segments.size() - 1));
    }

    public boolean startsWith(FieldPath head) {
        return segments.size() >= head.segments.size() && segments.subList(0, head.segments.size()).equals(head.segments);
    }

    @Override
    public String toString() {
        var out = new StringBuilder();
        for (Segment segment : segments) {
            switch (segment) {
                case Key(String name) when isPlain(name) -> out.append(out.isEmpty() ? "" : ".").append(name);
                case Key(String name) -> out.append('[').append(name).append(']');
                case Index(int index) -> out.append('[').append(index).append(']');
            }
        }
        return out.toString();
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.chars().noneMatch(c -> c == '.' || c == '[' || c == ']');
    }
}
