package dev.flotilla.engine.dialect.karmada.override;

import java.util.Objects;

import dev.flotilla.engine.dialect.karmada.match.LabelSelector;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// One entry of a policy's `resourceSelectors`.
///
/// Source: karmada: pkg/util/selector.go, ResourceSelectorPriority.
record Selector(TypeRef type, String namespace, String name, @Nullable LabelSelector labels) {
    /// How closely a selector means an object: by its name, by labels, or only by type.
    static final int NAME = 3;
    static final int LABELS = 2;
    static final int ALL = 1;

    /// @param fallback namespace of an entry that names none; empty for cluster-scoped policies
    static Selector read(MapValue entry, String fallback) {
        String namespace = text(entry.textAt("namespace"));
        return new Selector(new TypeRef(text(entry.textAt("apiVersion")), text(entry.textAt("kind"))),
                namespace.isEmpty() ? fallback : namespace, text(entry.textAt("name")),
                LabelSelector.read(entry.get("labelSelector")));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// 0 when it does not mean the object at all.
    int closeness(Manifest object) {
        if (!object.type().equals(type)) return 0;
        if (!namespace.isEmpty() && !Objects.equals(object.namespace(), namespace)) return 0;
        if (!name.isEmpty()) return object.name().equals(name) ? NAME : 0;
        if (labels == null) return ALL;
        return labels.matches(object.labels()) ? LABELS : 0;
    }
}
