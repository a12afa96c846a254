package dev.flotilla.app.sync;

import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.sync.Decision;
import org.jspecify.annotations.Nullable;

/// A field that somebody else owns, and what was decided about it.
///
/// @param foreign  whether the object as a whole was made by somebody else
/// @param decision `null` while nobody decided, which leaves the object as it is
record ConflictRow(String cluster, ObjectRef object, FieldConflict field, boolean foreign, @Nullable Decision decision) {
    Pushing.Field place() {
        return new Pushing.Field(cluster, object.key(), field.path());
    }

    ConflictRow decided(@Nullable Decision decision) {
        return new ConflictRow(cluster, object, field, foreign, decision);
    }
}
