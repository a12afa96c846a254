package dev.flotilla.engine.diff;

import java.util.List;

import dev.flotilla.engine.cluster.ClusterFailure;
import org.jspecify.annotations.Nullable;

/// What a push would do to one member.
///
/// @param desired everything the member is to have
/// @param changes in document order, what goes away last
/// @param failure why the member could not be read, or `null`; then there are no changes
public record ClusterDiff(String cluster, List<Desired> desired, List<Change> changes, @Nullable ClusterFailure failure) {
    public ClusterDiff {
        desired = List.copyOf(desired);
        changes = List.copyOf(changes);
    }

    /// How many changes are of this kind.
    public int count(Class<? extends Change> kind) {
        return (int) changes.stream().filter(kind::isInstance).count();
    }

    public boolean isEmpty() {
        return changes.stream().allMatch(Change.Unchanged.class::isInstance);
    }
}
