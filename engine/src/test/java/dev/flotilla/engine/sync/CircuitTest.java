package dev.flotilla.engine.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flotilla.engine.cluster.ClusterFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class CircuitTest {
    private static final ClusterFailure SILENT = new ClusterFailure.TimedOut("eu:6443", 30);

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> delays = Collections.synchronizedList(new ArrayList<>());

    private Circuit circuit(int patience) {
        return new Circuit(patience, new Circuit.Listener() {
            @Override
            public void opened(ClusterFailure why, int tries, Duration delay) {
                told.add("opened " + tries);
                delays.add(delay);
            }

            @Override
            public void closed() {
                told.add("closed");
            }
        });
    }

    private static void fail(Circuit circuit, int times) {
        for (int i = 0; i < times; i++) {
            circuit.silent(SILENT, System.nanoTime());
        }
    }

    @Test
    void opensAfterAFewFailuresInARowAndNotAfterAsManyWithAnAnswerBetween() throws Exception {
        Circuit circuit = circuit(5);
        fail(circuit, 2);
        circuit.answered();
        fail(circuit, 2);
        assertThat(told).isEmpty();

        fail(circuit, 1);

        assertThat(told).containsExactly("opened 1");
    }

    @Test
    void whileItIsOpenOneTriesForAllAndAnAnswerLetsEverybodyThrough() throws Exception {
        Circuit circuit = circuit(5);
        fail(circuit, 3);
        var through = new AtomicInteger();
        var all = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            Thread.ofVirtual().start(() -> {
                try {
                    if (circuit.pass()) through.incrementAndGet();
                    // Who gets through first answers for all.
                    if (through.get() == 1) circuit.answered();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                } finally {
                    all.countDown();
                }
            });
        }
        all.await();

        assertThat(through).hasValue(8);
        assertThat(told).containsExactly("opened 1", "closed");
    }

    @Test
    void waitsLongerEachTimeAndGivesUpWhenPatienceEnds() throws Exception {
        Circuit circuit = circuit(3);
        fail(circuit, 3);
        assertThat(circuit.pass()).isTrue();
        fail(circuit, 1);
        assertThat(circuit.pass()).isTrue();
        assertThat(circuit.givenUpFor()).isNull();
        fail(circuit, 1);

        assertThat(circuit.pass()).as("nobody is let through any more").isFalse();
        assertThat(circuit.givenUpFor()).isEqualTo(SILENT);
        assertThat(delays).hasSize(3).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whoIsGivenUpIsTriedAgainWhenSomebodyAsks() throws Exception {
        Circuit circuit = circuit(1);
        fail(circuit, 3);
        assertThat(circuit.pass()).isFalse();

        circuit.retryNow();

        assertThat(circuit.givenUpFor()).isNull();
        assertThat(circuit.pass()).isTrue();
        circuit.answered();
        assertThat(told).last().isEqualTo("closed");
    }

    @Test
    void whatWasSentBeforeItOpenedAndComesToNothingLateIsNoFurtherTry() throws Exception {
        Circuit circuit = circuit(3);
        long early = System.nanoTime();
        fail(circuit, 3);
        assertThat(circuit.pass()).isTrue();

        for (int late = 0; late < 13; late++) {
            circuit.silent(SILENT, early);
        }

        assertThat(told).containsExactly("opened 1");
        assertThat(circuit.enter()).as("one is trying already").isFalse();
        fail(circuit, 1);
        assertThat(told).containsExactly("opened 1", "opened 2");
    }

    @Test
    void whoIsGivenUpAndAnswersLateIsNotGivenUp() throws Exception {
        Circuit circuit = circuit(1);
        fail(circuit, 3);

        circuit.answered();

        assertThat(circuit.pass()).isTrue();
        assertThat(told).last().isEqualTo("closed");
    }
}
