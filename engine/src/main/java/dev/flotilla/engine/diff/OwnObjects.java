package dev.flotilla.engine.diff;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.fleet.ApiResource;

/// What is known of the objects that bear Flotilla's label on one member, so that a comparison does not list them again.
public interface OwnObjects {
    /// Knows nothing: every comparison lists.
    OwnObjects UNKNOWN = new OwnObjects() {
        @Override
        public Optional<Collection<Glimpse>> of(ApiResource type) {
            return Optional.empty();
        }

        @Override
        public void listed(ApiResource type, List<LiveObject> objects, String version) {
            // Forgets at once.
        }
    };

    /// All there are of a type; empty where that is not known well enough.
    Optional<Collection<Glimpse>> of(ApiResource type);

    /// A comparison has just listed them.
    ///
    /// @param objects whole or bare metadata
    /// @param version of the list
    void listed(ApiResource type, List<LiveObject> objects, String version);
}
