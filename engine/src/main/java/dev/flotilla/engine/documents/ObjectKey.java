package dev.flotilla.engine.documents;

import org.jspecify.annotations.Nullable;

/// Which Kubernetes object, as an API server tells objects apart. The version is left out on purpose: `apps/v1` and
/// `apps/v1beta1` reach the same Deployment.
///
/// @param group     empty for the core group
/// @param namespace `null` for a cluster-scoped object
public record ObjectKey(String group, String kind, @Nullable String namespace, String name) {
    public ObjectKey {
        if (name.isBlank()) throw new IllegalArgumentException("an object has a name");
    }

    /// `Deployment default/web`, or `Namespace web`.
    @Override
    public String toString() {
        return kind + " " + (namespace == null ? "" : namespace + "/") + name;
    }
}
