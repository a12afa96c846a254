package dev.flotilla.engine.sync;

import java.util.List;

import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.FieldChange;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// From a conflict and what somebody decided to the change that follows.
final class Settling {
    private Settling() {}

    /// A conflict, settled by setting every field; any other change as it is.
    static Change takenOver(Change change) {
        return change instanceof Change.Conflict conflict ? decide(conflict, null, Decision.TAKE_OVER) : change;
    }

    /// @param path `null` for all conflicts of the object
    static Change decide(Change.Conflict conflict, @Nullable FieldPath path, Decision decision) {
        return switch (decision) {
            case TAKE_OVER -> takeOver(conflict, path);
            case LEAVE -> leave(conflict, path);
        };
    }

    /// Server-side apply forces a whole object or none of it, so an object is forced once its last open conflict is settled, and
    /// what was left is no longer in it.
    private static Change takeOver(Change.Conflict conflict, @Nullable FieldPath path) {
        List<FieldConflict> open = path == null
                ? List.of()
                : conflict.conflicts().stream().filter(field -> !field.path().equals(path)).toList();
        if (!open.isEmpty()) {
            return new Change.Conflict(conflict.ref(), conflict.desired(), conflict.fields(), open, conflict.foreign());
        }
        return new Change.Update(conflict.ref(), conflict.desired(), conflict.fields(), true, conflict.conflicts(), conflict
                .foreign());
    }

    private static Change leave(Change.Conflict conflict, @Nullable FieldPath path) {
        Manifest desired = conflict.desired();
        List<FieldChange> fields = conflict.fields();
        List<FieldConflict> open = conflict.conflicts();
        for (FieldConflict field : conflict.conflicts()) {
            if (path != null && !field.path().equals(path)) continue;
            desired = new Manifest((MapValue) desired.root().remove(field.path()));
            fields = fields.stream().filter(change -> !change.path().startsWith(field.path())).toList();
            open = open.stream().filter(other -> other != field).toList();
        }
        if (!open.isEmpty()) return new Change.Conflict(conflict.ref(), desired, fields, open, conflict.foreign());
        if (fields.isEmpty() || conflict.foreign()) return new Change.Unchanged(conflict.ref(), desired);
        return new Change.Update(conflict.ref(), desired, fields, true, List.of(), false);
    }
}
