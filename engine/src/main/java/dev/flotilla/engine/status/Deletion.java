package dev.flotilla.engine.status;

import java.time.Instant;
import java.util.List;

import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.Reason;
import org.jspecify.annotations.Nullable;

/// An object whose deletion was asked for and that is still there: the first link of a chain.
///
/// @param since when deletion was asked for, or `null`
/// @param waits what has to happen first
public record Deletion(ObjectRef object, @Nullable Instant since, List<Wait> waits) {
    public Deletion {
        waits = List.copyOf(waits);
    }

    /// One thing that has to happen first.
    ///
    /// @param why    what it waits for
    /// @param wayOut what a person can do that is safe
    /// @param on     the object that it waits for, whose own chain goes on from there; `null` where it is none
    public record Wait(Reason why, Reason wayOut, @Nullable Deletion on) {}
}
