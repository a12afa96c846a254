package dev.flotilla.engine.diff;

import dev.flotilla.engine.documents.ObjectKey;
import org.jspecify.annotations.Nullable;

/// Which versions of live objects were found to be as planned, so that the next comparison needs only their metadata.
public interface Verified {
    Verified NOTHING = new Verified() {
        @Override
        public @Nullable Stamp stamp(String cluster, ObjectKey object) {
            return null;
        }

        @Override
        public void verified(String cluster, ObjectKey object, Stamp stamp) {
            // Forgets at once.
        }
    };

    /// What was found last, or `null`.
    @Nullable
    Stamp stamp(String cluster, ObjectKey object);

    void verified(String cluster, ObjectKey object, Stamp stamp);
}
