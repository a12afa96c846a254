package dev.flotilla.engine.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flotilla.engine.cluster.ClusterFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class TurnsTest {
    private static final ClusterFailure SILENT = new ClusterFailure.TimedOut("eu:6443", 30);
    private static final int PLACES = AdaptiveLimit.START;

    private final CountDownLatch opened = new CountDownLatch(1);
    private final Gate gate = new Gate();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Circuit circuit(int patience) {
        return new Circuit(patience, new Circuit.Listener() {
            @Override
            public void opened(ClusterFailure why, int tries, Duration delay) {
                opened.countDown();
            }

            @Override
            public void closed() {
                // Seen by who is let through.
            }
        });
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whoWaitedForAPlaceDoesNotGoIntoTheSilenceOfAMemberThatFellSilentMeanwhile() throws Exception {
        int wave = 40 * PLACES;
        Circuit circuit = circuit(3);
        var turns = new Turns(gate, circuit, new Throttle(null));
        var sent = new AtomicInteger();
        var full = new CountDownLatch(PLACES);
        Callable<Boolean> step = () -> {
            while (true) {
                OptionalLong turn = turns.take();
                if (turn.isEmpty()) return false;
                sent.incrementAndGet();
                full.countDown();
                // As many as there are places are under way before the first of them comes to nothing.
                full.await();
                circuit.silent(SILENT, turn.getAsLong());
                turns.over(turn.getAsLong(), AdaptiveLimit.Answer.FAILED);
            }
        };

        for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(wave, step))) {
            assertThat(one.get()).as("the member is given up for all").isFalse();
        }

        assertThat(sent.get()).as("those under way, two that follow before the third failure, and one for each further try")
                .isBetween(PLACES + 2, PLACES + 4);
    }

    @Test
    void oneRequestTriesForAllAndItsAnswerLetsTheOthersThrough() throws Exception {
        Circuit circuit = circuit(5);
        var turns = new Turns(gate, circuit, new Throttle(null));
        for (int i = 0; i < 3; i++) {
            circuit.silent(SILENT, System.nanoTime());
        }
        opened.await();
        var answers = new CountDownLatch(1);
        var under = new AtomicInteger();
        var most = new AtomicInteger();
        Callable<Boolean> step = () -> {
            OptionalLong turn = turns.take();
            if (answers.getCount() > 0) most.accumulateAndGet(under.incrementAndGet(), Math::max);
            answers.countDown();
            circuit.answered();
            turns.over(turn.orElseThrow(), AdaptiveLimit.Answer.DONE);
            return true;
        };

        for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(200, step))) {
            assertThat(one.get()).isTrue();
        }

        assertThat(most).as("alone before the first answer").hasValue(1);
    }

    @Test
    void whoWaitedForAPlaceBeginsNothingInARunThatWasPausedMeanwhile() throws Exception {
        var turns = new Turns(gate, circuit(3), new Throttle(null));
        List<OptionalLong> places = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            places.add(turns.take());
        }
        var begun = new AtomicInteger();
        Future<?> waiting = threads.submit(() -> {
            OptionalLong turn = turns.take();
            begun.incrementAndGet();
            return turn;
        });
        gate.close();
        places.forEach(place -> turns.over(place.orElseThrow(), AdaptiveLimit.Answer.DONE));

        assertThat(begun).hasValue(0);
        gate.open(() -> assertThat(begun).as("until the moment it goes on").hasValue(0));
        waiting.get();
        assertThat(begun).hasValue(1);
    }
}
