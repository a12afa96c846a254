package dev.flotilla.engine.convert;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The difference of two manifests as KubeFed overrides.
///
/// Annotations are always written as a whole: KubeFed strips those of a template, so that each member needs its own.
final class Patches {
    private static final FieldPath METADATA = FieldPath.of("metadata");

    private final List<Value> items = new ArrayList<>();

    private Patches() {}

    static List<Value> between(MapValue template, MapValue wanted) {
        var patches = new Patches();
        patches.maps(withoutAnnotations(template), withoutAnnotations(withMetadata(template, wanted)), FieldPath.ROOT);
        if (wanted.at("metadata", "annotations") instanceof MapValue map && !map.isEmpty()) {
            if (template.get("metadata") == null && wanted.mapAt("metadata").size() == 1) {
                patches.items.removeIf(item -> "/metadata".equals(item.textAt("path")));
            }
            patches.add("add", METADATA.key("annotations"), map);
        }
        return patches.items;
    }

    /// What is left of metadata is never removed as a whole: by then it holds the object's name.
    private static MapValue withMetadata(MapValue template, MapValue wanted) {
        return template.has("metadata") && !wanted.has("metadata") ? wanted.with("metadata", MapValue.EMPTY) : wanted;
    }

    private static MapValue withoutAnnotations(MapValue manifest) {
        return manifest.get("metadata") instanceof MapValue metadata
                ? manifest.with("metadata", metadata.without("annotations"))
                : manifest;
    }

    private void maps(MapValue before, MapValue after, FieldPath path) {
        for (String key : before.keys()) {
            if (!after.has(key)) add("remove", path.key(key), null);
        }
        after.forEach((key, value) -> {
            FieldPath place = path.key(key);
            Value old = before.get(key);
            if (old == null) added(place, value);
            else if (!old.equals(value)) values(old, value, place);
        });
    }

    /// A member's object has metadata before its overrides are applied, whatever the template says.
    private void added(FieldPath place, Value value) {
        if (place.equals(METADATA) && value instanceof MapValue map) map.forEach((key, item) -> add("add", place.key(key), item));
        else
            add("add", place, value);
    }

    private void values(Value before, Value after, FieldPath place) {
        if (before instanceof MapValue old && after instanceof MapValue now) {
            maps(old, now, place);
        } else if (before instanceof ListValue old && after instanceof ListValue now && old.size() == now.size()) {
            for (int i = 0; i < old.size(); i++) {
                if (!old.items().get(i).equals(now.items().get(i)))
                    values(old.items().get(i), now.items().get(i), place.index(i));
            }
        } else {
            add("replace", place, after);
        }
    }

    private void add(String op, FieldPath place, @Nullable Value value) {
        var item = MapValue.builder().put("op", op).put("path", Overriders.pointer(place));
        if (value != null) item.put("value", value);
        items.add(item.build());
    }
}
