package dev.flotilla.engine.dialect.karmada.match;

import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// One entry of a policy's `resourceSelectors`.
///
/// Source: karmada: pkg/util/selector.go, ResourceSelectorPriority.
///
/// @param namespace empty for any
/// @param name      empty for any; otherwise `labels` is not looked at
/// @param labels    `null` for any
public record ResourceSelector(String apiVersion, String kind, String namespace, String name, @Nullable LabelSelector labels) {
    /// How closely a selector matches; the closer wins among policies of equal priority.
    public enum Level {
        NONE, ALL, LABEL, NAME
    }

    public static ResourceSelector read(MapValue map) {
        return new ResourceSelector(text(map, "apiVersion"), text(map, "kind"), text(map, "namespace"), text(map, "name"),
                LabelSelector.read(map.get("labelSelector")));
    }

    /// Every entry of `spec.resourceSelectors`.
    public static List<ResourceSelector> readAll(Manifest policy) {
        return policy.root().listAt("spec", "resourceSelectors").maps().stream().map(ResourceSelector::read).toList();
    }

    private static String text(MapValue map, String key) {
        String text = map.textAt(key);
        return text == null ? "" : text;
    }

    public Level level(Manifest object) {
        if (!apiVersion.equals(object.apiVersion()) || !kind.equals(object.kind())) return Level.NONE;
        if (!namespace.isEmpty() && !namespace.equals(object.namespace())) return Level.NONE;
        if (!name.isEmpty()) return name.equals(object.name()) ? Level.NAME : Level.NONE;
        if (labels == null) return Level.ALL;
        return labels.matches(object.labels()) ? Level.LABEL : Level.NONE;
    }

    /// The closest match among several selectors.
    public static Level level(List<ResourceSelector> selectors, Manifest object) {
        Level best = Level.NONE;
        for (ResourceSelector selector : selectors) {
            Level level = selector.level(object);
            if (level.compareTo(best) > 0) best = level;
        }
        return best;
    }
}
