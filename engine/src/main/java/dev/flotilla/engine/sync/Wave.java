package dev.flotilla.engine.sync;

import java.util.List;

import dev.flotilla.engine.diff.Change;

/// Steps of one member that may run together.
///
/// @param deletes whether these are deletions; they come last, in reverse order of kinds
/// @param settles whether the next wave waits until what was made here is usable: namespaces, definitions of types
public record Wave(List<Change> steps, boolean deletes, boolean settles) {
    public Wave {
        steps = List.copyOf(steps);
    }
}
