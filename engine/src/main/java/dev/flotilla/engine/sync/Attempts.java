package dev.flotilla.engine.sync;

import java.time.Duration;
import java.util.OptionalLong;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.diff.Change;

/// Sends a step's request to a member until there is an answer that stands: each time it is its turn ([Turns]), with a pause after
/// what may pass ([Backoff]).
record Attempts(SyncOptions options, Turns turns, Circuit circuit, Backoff backoff, StepRecords records, Leave leave) {
    /// Whether the run is still to push to the member. Asks the member where it has to.
    @FunctionalInterface
    interface Leave {
        boolean holds() throws ClusterException;
    }

    /// @throws InterruptedException when the run ends before there is such an answer
    StepOutcome at(ClusterClient client, Change step) throws InterruptedException {
        for (int attempt = 1;; attempt++) {
            OptionalLong turn = turns.take();
            if (turn.isEmpty()) return new StepOutcome.Skipped(new SkipReason.MemberGivenUp());
            var answer = AdaptiveLimit.Answer.FAILED;
            ClusterFailure failure;
            try {
                if (!leave.holds()) {
                    circuit.abandoned();
                    throw new InterruptedException();
                }
                if (attempt == 1) records.began(step);
                StepOutcome outcome = Steps.run(client, step, options,
                        (live, remaining) -> records.applied(step, live, remaining));
                circuit.answered();
                answer = AdaptiveLimit.Answer.DONE;
                return outcome;
            } catch (ClusterException e) {
                failure = e.failure();
                if (failure instanceof ClusterFailure.TooManyRequests) answer = AdaptiveLimit.Answer.TOO_MUCH;
            } finally {
                turns.over(turn.getAsLong(), answer);
            }
            if (failure instanceof ClusterFailure.Cancelled) {
                circuit.abandoned();
                throw new InterruptedException();
            }
            if (failure.isUnreachable()) {
                circuit.silent(failure, turn.getAsLong());
            } else {
                circuit.answered();
            }
            if (!failure.isTransient() || attempt >= backoff.attempts() && !failure.isUnreachable()) {
                return new StepOutcome.Failed(failure);
            }
            // While the circuit is open it does the waiting.
            Duration delay = backoff.after(attempt, failure);
            records.delayed(step, attempt, failure, delay);
            Thread.sleep(delay);
        }
    }
}
