package dev.flotilla.engine.diff;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.Delivery;
import org.jspecify.annotations.Nullable;

/// One object that one member is to have.
///
/// @param dialect  id of the dialect that planned it, whose retain and health rules hold
/// @param replicas `null` for what has none
public record Desired(Manifest manifest, String dialect, @Nullable Integer replicas, Delivery delivery) {
    public ObjectRef ref() {
        return manifest.ref();
    }

    public ObjectKey key() {
        return manifest.key();
    }

    /// The same object to be sent in another form.
    public Desired with(Manifest manifest) {
        return new Desired(manifest, dialect, replicas, delivery);
    }
}
