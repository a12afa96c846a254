package dev.flotilla.engine.dialect.karmada.override;

import java.util.Comparator;
import java.util.List;

import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Puts origins into the order in which a reader meets their fields.
public final class Origins {
    private Origins() {}

    /// @param manifest the finished one; fields that it does not have come last within their parent
    public static List<Origin> inOrder(List<Origin> origins, Value manifest) {
        if (origins.size() < 2) return origins;
        Comparator<Origin> order = (one, other) -> compare(one.path(), other.path(), manifest);
        return origins.stream().sorted(order).toList();
    }

    private static int compare(FieldPath one, FieldPath other, Value manifest) {
        @Nullable Value here = manifest;
        int shared = Math.min(one.segments().size(), other.segments().size());
        for (int i = 0; i < shared; i++) {
            FieldPath.Segment left = one.segments().get(i);
            FieldPath.Segment right = other.segments().get(i);
            if (!left.equals(right)) return Integer.compare(position(left, here), position(right, here));
            here = here == null ? null : switch (left) {
                case FieldPath.Key(String name) -> here.get(name);
                case FieldPath.Index(int index) -> here.get(index);
            };
        }
        return Integer.compare(one.segments().size(), other.segments().size());
    }

    private static int position(FieldPath.Segment segment, @Nullable Value holder) {
        return switch (segment) {
            case FieldPath.Index(int index) -> index;
            case FieldPath.Key(String name) -> {
                int found = holder instanceof MapValue map ? map.keys().indexOf(name) : -1;
                yield found < 0 ? Integer.MAX_VALUE : found;
            }
        };
    }
}
