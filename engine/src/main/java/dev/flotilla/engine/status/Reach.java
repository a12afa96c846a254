package dev.flotilla.engine.status;

import java.util.Optional;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterFailure;

/// How a watch gets at the members; whoever holds the connections implements it.
public interface Reach {
    /// Empty while the member was never reached. One that is connected to anew has another client, and the old one is closed.
    Optional<ClusterClient> client(String cluster);

    /// Why it cannot be reached; empty while that is not known, or it can.
    Optional<ClusterFailure> failure(String cluster);

    /// A watch was answered: a member that was taken for unreachable is worth another look.
    void heard(String cluster);

    /// Calls `listener`, from some thread, whenever [#failure] may have become another.
    ///
    /// @return ends that
    Runnable onChange(Runnable listener);
}
