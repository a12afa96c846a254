package dev.flotilla.app.workbench;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.flotilla.app.ui.ByHand;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.StatusWatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlanWatchTest {
    private final ByHand background = new ByHand();
    private final List<String> done = new ArrayList<>();
    private boolean breaks;
    private final PlanWatch watch = new PlanWatch(background, this::open);

    private StatusWatch open(FleetPlan plan) throws IOException {
        done.add("open " + plan.hash());
        if (breaks) throw new IOException("no threads left");
        return new StatusWatch() {
            @Override
            public FleetStatus current() {
                return new FleetStatus(Instant.EPOCH, List.of(), List.of());
            }

            @Override
            public void follow(FleetPlan next) {
                done.add("follow " + next.hash());
            }

            @Override
            public void close() {
                done.add("close");
            }
        };
    }

    private static FleetPlan plan(String hash) {
        return new FleetPlan(Fleet.EMPTY, List.of(), List.of(), hash, Map.of());
    }

    @Test
    void aWatchThatFailsToOpenIsTriedAgainWithTheNewestPlan() {
        breaks = true;
        watch.follow(plan("a"));
        watch.follow(plan("b"));
        background.tick();
        assertThat(done).containsExactly("open a", "open b");

        breaks = false;
        background.tick();
        watch.follow(plan("c"));

        assertThat(done).containsExactly("open a", "open b", "open b", "follow c");
        assertThat(background.ticks).as("what is still to be tried").isEmpty();
    }

    @Test
    void nothingIsTriedAgainForAFleetThatWasLeft() {
        breaks = true;
        watch.follow(plan("a"));

        assertThat(watch.end()).isNull();
        breaks = false;
        background.tick();
        watch.follow(plan("b"));

        assertThat(done).containsExactly("open a");
    }

    @Test
    void aWatchThatOpensAfterItsFleetWasLeftIsClosed() {
        background.waits = true;
        watch.follow(plan("a"));
        assertThat(watch.end()).isNull();

        background.work();

        assertThat(done).containsExactly("open a", "close");
    }

    @Test
    void thePlanThatCameWhileTheWatchOpenedIsFollowed() {
        background.waits = true;
        watch.follow(plan("a"));
        watch.follow(plan("b"));

        background.work();

        assertThat(done).containsExactly("open a", "follow b");
    }
}
