package dev.flotilla.engine.sync;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.flotilla.engine.cluster.FakeCluster;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MachineBudgetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MachineBudget.Machines machines = new MachineBudget.Machines();
    private final MachineBudget.Share eu = machines.join(new FakeCluster("eu"));

    /// Ends when the share has got so many places.
    private static CompletableFuture<Boolean> acquired(MachineBudget.Share share, int count) {
        var got = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < count; i++) {
                    share.acquire();
                }
                got.complete(true);
            } catch (InterruptedException e) {
                got.completeExceptionally(e);
            }
        });
        return got;
    }

    @Test
    void oneMemberMayUseAllThatTheOthersLeave() {
        machines.join(new FakeCluster("us"));

        assertThat(acquired(eu, MachineBudget.TOGETHER)).succeedsWithin(PATIENCE);
    }

    @Test
    void aMemberThatHangsLeavesTheOthersTheirPart() {
        MachineBudget.Share us = machines.join(new FakeCluster("us"));
        assertThat(acquired(eu, MachineBudget.TOGETHER)).succeedsWithin(PATIENCE);

        assertThat(acquired(us, MachineBudget.TOGETHER / 2)).succeedsWithin(PATIENCE);
    }

    @Test
    void whoWantsMoreThanItsPartWaitsUntilSomethingIsGivenBack() {
        MachineBudget.Share us = machines.join(new FakeCluster("us"));
        assertThat(acquired(eu, MachineBudget.TOGETHER / 2)).succeedsWithin(PATIENCE);
        assertThat(acquired(us, MachineBudget.TOGETHER / 2)).succeedsWithin(PATIENCE);

        CompletableFuture<Boolean> more = acquired(us, 1);
        assertThat(more).isNotDone();
        eu.release();

        assertThat(more).succeedsWithin(PATIENCE);
    }
}
