package dev.flotilla.engine.sync;

import java.util.function.Consumer;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import org.jspecify.annotations.Nullable;

/// Asks a member for its lease as patiently as for anything else.
///
/// @param lost told when somebody else takes the lease over later
record Entitlement(ClusterClient client, MemberLease.Claim claim, Circuit circuit, Backoff backoff, Consumer<Holder> lost) {
    /// @return what the member said, or `null` where the run ends before it said anything
    MemberLease.@Nullable Answer ask() {
        try {
            for (int attempt = 1;; attempt++) {
                if (!circuit.pass()) return null;
                ClusterFailure failure;
                long began = System.nanoTime();
                try {
                    MemberLease.Answer answer = MemberLease.take(client, claim, lost);
                    circuit.answered();
                    return answer;
                } catch (ClusterException e) {
                    failure = e.failure();
                }
                if (failure instanceof ClusterFailure.Cancelled) return null;
                if (failure.isUnreachable()) {
                    circuit.silent(failure, began);
                } else {
                    circuit.answered();
                }
                if (!failure.isTransient() || attempt >= backoff.attempts() && !failure.isUnreachable()) {
                    return new MemberLease.Answer.Unavailable(failure);
                }
                Thread.sleep(backoff.after(attempt, failure));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
