package dev.flotilla.engine.dialect.karmada.override;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.dialect.karmada.interpret.Containers;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Changes a part of the images of all containers, or of the one string that a path names.
///
/// @param path `null` for all regular containers
record ImageOverrider(FieldPath field, @Nullable String path, String component, String operator,
        String value) implements Overrider {

    static ImageOverrider read(FieldPath field, MapValue entry) {
        Value predicate = entry.get("predicate");
        String path = predicate instanceof MapValue map ? text(map.textAt("path")) : null;
        return new ImageOverrider(field, path, text(entry.textAt("component")), text(entry.textAt("operator")),
                text(entry.textAt("value")));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public boolean moves() {
        return path != null && Pointers.meansNamespace(path);
    }

    @Override
    public Manifest apply(Manifest manifest, Provenance provenance) throws OverrideException {
        if (path != null) return applyAt(path, manifest, provenance);
        Containers found = Overrider.containers(manifest, provenance, Containers::of);
        if (found == null) return manifest;
        String list = Pointers.text(found.path());
        var patch = new ArrayList<JsonPatch.Operation>();
        for (int i = 0; i < found.containers().size(); i++) {
            String image = text(found.containers().get(i).textAt("image"));
            patch.add(Patches.replace(list + "/" + i + "/image", Value.text(changed(image, provenance))));
        }
        patch.removeIf(
                operation -> operation.value().equals(manifest.root().at(Pointers.path(operation.path(), manifest.root()))));
        return Patches.apply(manifest, patch, provenance);
    }

    private Manifest applyAt(String path, Manifest manifest, Provenance provenance) throws OverrideException {
        String image = imageAt(path, manifest.root());
        if (!path.startsWith("/")) throw new OverrideException("karmada.override-image-path", path);
        Value changed = Value.text(changed(image, provenance));
        return changed.equals(Value.text(image))
                ? manifest
                : Patches.apply(manifest, List.of(Patches.replace(path, changed)), provenance);
    }

    /// Karmada's own way along a path: no escapes, and a list must hold maps.
    private static String imageAt(String path, MapValue root) throws OverrideException {
        String[] keys = trimmed(path).split("/", -1);
        MapValue here = root;
        for (int i = 0; i < keys.length - 1; i++) {
            Value child = here.get(keys[i]);
            if (child instanceof ListValue list) {
                i++;
                child = Pointers.item(list, keys[i]);
            }
            if (!(child instanceof MapValue map)) throw new OverrideException("karmada.override-image-path", path);
            here = map;
        }
        if (!(here.get(keys[keys.length - 1]) instanceof Value.Text(String image))) {
            throw new OverrideException("karmada.override-image-path", path);
        }
        return image;
    }

    private static String trimmed(String path) {
        int from = 0;
        int to = path.length();
        while (from < to && path.charAt(from) == '/') {
            from++;
        }
        while (to > from && path.charAt(to - 1) == '/') {
            to--;
        }
        return path.substring(from, to);
    }

    private String changed(String image, Provenance provenance) throws OverrideException {
        ImageReference now = ImageReference.parse(image);
        ImageReference changed = switch (component) {
            case "Registry" -> switch (operator) {
                case "add" -> now.withHost(now.host() + value);
                case "replace" -> now.withHost(value);
                case "remove" -> now.withHost("");
                default -> now;
            };
            case "Repository" -> switch (operator) {
                case "add" -> now.withRepository(now.repository() + value);
                case "replace" -> now.withRepository(value);
                case "remove" -> now.withRepository("");
                default -> now;
            };
            case "Tag" -> switch (operator) {
                case "add" -> tag(now, now.tagOrDigest() + value, provenance);
                case "replace" -> tag(now, value, provenance);
                case "remove" -> now.withoutTagOrDigest();
                default -> now;
            };
            default -> throw new OverrideException("karmada.override-component-unknown", component);
        };
        return changed.toString();
    }

    private static ImageReference tag(ImageReference now, String text, Provenance provenance) {
        if (!ImageReference.isTagOrDigest(text)) provenance.warn("karmada.override-tag-ignored", text, now.toString());
        return now.withTagOrDigest(text);
    }
}
