package dev.flotilla.engine.sync;

import java.time.Duration;
import java.util.Random;

import dev.flotilla.engine.cluster.ClusterFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {
    private static final ClusterFailure LOST = new ClusterFailure.ConnectionLost("eu:6443", "reset");

    private final Backoff backoff = new Backoff(6, Duration.ofMillis(200), Duration.ofSeconds(10), new Random(1));

    @Test
    void waitsLongerEachTimeAndNeverTheSame() {
        for (int attempt = 1; attempt <= 6; attempt++) {
            Duration planned = Duration.ofMillis(200).multipliedBy(1L << (attempt - 1));
            Duration first = backoff.after(attempt, LOST);
            assertThat(first).isBetween(planned.dividedBy(2), planned.multipliedBy(3).dividedBy(2)).isNotEqualTo(backoff.after(
                    attempt, LOST));
        }
        assertThat(backoff.after(40, LOST)).isLessThan(Duration.ofSeconds(16));
    }

    @Test
    void waitsAsLongAsTheServerAsksFor() {
        Duration asked = Duration.ofSeconds(7);
        for (ClusterFailure failure : new ClusterFailure[]{new ClusterFailure.TooManyRequests(asked),
                new ClusterFailure.ServerError(503, "starting", asked)}) {
            assertThat(backoff.after(1, failure)).isGreaterThanOrEqualTo(asked).isLessThan(asked.plusSeconds(1));
        }
    }
}
