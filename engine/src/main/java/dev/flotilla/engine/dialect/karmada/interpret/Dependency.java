package dev.flotilla.engine.dialect.karmada.interpret;

import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// A reference to what an object needs.
///
/// @param namespace `null` for cluster-scoped objects
/// @param name      empty where `labelSelector` chooses
public record Dependency(String apiVersion, String kind, @Nullable String namespace, String name,
        @Nullable MapValue labelSelector) {

    /// As a binding's annotation holds it.
    public MapValue toValue() {
        var value = MapValue.builder().put("apiVersion", apiVersion).put("kind", kind);
        if (namespace != null) value.put("namespace", namespace);
        if (!name.isEmpty()) value.put("name", name);
        if (labelSelector != null) value.put("labelSelector", labelSelector);
        return value.build();
    }
}
