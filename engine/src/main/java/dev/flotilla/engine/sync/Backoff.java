package dev.flotilla.engine.sync;

import java.time.Duration;
import java.util.random.RandomGenerator;

import dev.flotilla.engine.cluster.ClusterFailure;

/// How long to wait before a request is sent again: what the server asked for, or twice as long each time, with a random part so
/// that requests that failed together do not come back together.
///
/// @param attempts how often a request is sent at most
record Backoff(int attempts, Duration first, Duration longest, RandomGenerator random) {
    static final Backoff STANDARD = new Backoff(6, Duration.ofMillis(200), Duration.ofSeconds(10),
            RandomGenerator.getDefault());

    /// @param attempt that failed, counted from 1
    Duration after(int attempt, ClusterFailure failure) {
        Duration asked = switch (failure) {
            case ClusterFailure.TooManyRequests(Duration retryAfter) -> retryAfter;
            case ClusterFailure.ServerError(int _, String _, Duration retryAfter) -> retryAfter;
            default -> null;
        };
        double jitter = 0.5 + random.nextDouble();
        if (asked != null) return asked.plusMillis((long) (100 * jitter));
        long millis = Math.min(longest.toMillis(), first.toMillis() << Math.min(attempt - 1, 12));
        return Duration.ofMillis((long) (millis * jitter));
    }
}
