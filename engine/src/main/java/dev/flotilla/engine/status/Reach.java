package dev.flotilla.engine.status;

import java.util.Optional;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterFailure;

/// How a watch gets at the members; whoever holds the connections implements it.
public interface Reach {
    /// Empty while the member was never reached.
    Optional<ClusterClient> client(String cluster);

    /// Why it cannot be reached; empty while that is not known, or it can.
    Optional<ClusterFailure> failure(String cluster);
}
