package dev.flotilla.engine.diff;

import java.util.List;

import dev.flotilla.engine.cluster.ClusterFailure;
import org.jspecify.annotations.Nullable;

/// What a push would do to one member.
///
/// @param changes in document order, what goes away last
/// @param failure why the member could not be read, or `null`; then there are no changes
public record ClusterDiff(String cluster, List<Change> changes, @Nullable ClusterFailure failure) {
    public ClusterDiff {
        changes = List.copyOf(changes);
    }

    public static ClusterDiff failed(String cluster, ClusterFailure failure) {
        return new ClusterDiff(cluster, List.of(), failure);
    }

    /// How many changes are of this kind.
    public int count(Class<? extends Change> kind) {
        return (int) changes.stream().filter(kind::isInstance).count();
    }

    public boolean isEmpty() {
        return changes.stream().allMatch(Change.Unchanged.class::isInstance);
    }
}
