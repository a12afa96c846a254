package dev.flotilla.engine.sandbox.store;

import java.util.Comparator;

/// Where an object is kept.
///
/// @param storage   `apps/deployments`, `/pods`
/// @param namespace empty for a cluster-scoped object
public record ObjectId(String storage, String namespace, String name) {
    static final Comparator<ObjectId> ORDER = Comparator.comparing(ObjectId::storage).thenComparing(ObjectId::key);

    /// How objects of one storage are ordered: by namespace, then by name.
    String key() {
        return namespace + "/" + name;
    }
}
