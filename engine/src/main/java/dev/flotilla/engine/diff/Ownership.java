package dev.flotilla.engine.diff;

import dev.flotilla.engine.cluster.KeyedPath;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;

/// Whose field is it, by the live object's managed fields (KEP-555).
public final class Ownership {
    private static final int FULL_DEPTH = 64;

    private Ownership() {}

    /// @param path of the object that is sent, or of the live one
    public static boolean owns(LiveObject.Manager manager, FieldPath path, MapValue sent, LiveObject live) {
        return owns(manager.fields(), KeyedPath.ROOT, path, sent, live, 0);
    }

    private static boolean owns(MapValue fields, KeyedPath here, FieldPath path, MapValue sent, LiveObject live, int depth) {
        for (var field : fields) {
            var part = KeyedPath.part(field.getKey());
            if (part.isEmpty()) continue;
            KeyedPath below = here.then(part.get());
            FieldPath place = below.in(sent).or(() -> below.in(live.root())).orElse(null);
            if (place == null || !path.startsWith(place)) continue;
            MapValue deeper = field.getValue() instanceof MapValue map ? map : MapValue.EMPTY;
            if (place.equals(path) || deeper.isEmpty()) return true;
            if (depth < FULL_DEPTH && owns(deeper, below, path, sent, live, depth + 1)) return true;
        }
        return false;
    }
}
