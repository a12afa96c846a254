package dev.flotilla.engine.status;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.documents.ObjectKey;
import org.jspecify.annotations.Nullable;

/// The objects × members matrix.
///
/// @param at       when it was put together
/// @param clusters every member of the fleet, in its order, and how well it is being watched
/// @param objects  in document order
public record FleetStatus(Instant at, List<Watched> clusters, List<ObjectStatus> objects) {
    public FleetStatus {
        clusters = List.copyOf(clusters);
        objects = List.copyOf(objects);
    }

    /// @param answering whether it answered when last heard of
    /// @param lastHeard `null` for never
    /// @param failure   why it does not answer, or `null`
    public record Watched(String cluster, boolean answering, @Nullable Instant lastHeard, @Nullable ClusterFailure failure) {}

    public Optional<ObjectStatus> object(ObjectKey key) {
        return objects.stream().filter(object -> object.object().key().equals(key)).findFirst();
    }

    /// How many cells there are of each phase, stale ones counted as unknown.
    public Map<Phase, Long> phases() {
        return objects.stream().flatMap(object -> object.members().stream())
                .collect(java.util.stream.Collectors.groupingBy(member -> member.stale() ? Phase.UNKNOWN : member.phase(),
                        () -> new java.util.EnumMap<>(Phase.class), java.util.stream.Collectors.counting()));
    }

    /// How many cells drifted.
    public long drifted() {
        return objects.stream().flatMap(object -> object.members().stream()).filter(MemberStatus::isDrifted).count();
    }

    /// Whether every object is current on every member it is planned for and no figure is stale.
    public boolean isCurrent() {
        return objects.stream().flatMap(object -> object.members().stream())
                .allMatch(member -> member.phase() == Phase.CURRENT && !member.stale());
    }
}
