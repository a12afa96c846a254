package dev.flotilla.engine.documents;

import org.jspecify.annotations.Nullable;

/// An object as a manifest names it.
///
/// @param namespace `null` where the manifest has none
public record ObjectRef(String apiVersion, String kind, @Nullable String namespace, String name) {
    public TypeRef type() {
        return new TypeRef(apiVersion, kind);
    }

    public ObjectKey key() {
        return new ObjectKey(type().group(), kind, namespace, name);
    }

    /// `Deployment default/web`, or `Namespace web`.
    @Override
    public String toString() {
        return kind + " " + (namespace == null ? "" : namespace + "/") + name;
    }
}
