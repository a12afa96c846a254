package dev.flotilla.engine;

import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("cluster")
class RealDriftTest extends DriftSuite {
    private RealCluster cluster;

    @BeforeEach
    void startCluster() {
        cluster = RealClusters.member("worker01");
    }

    @Override
    String member() {
        return "{name: one, kubeconfig: \"" + cluster.kubeconfig().toAbsolutePath() + "\"}";
    }

    @Override
    Door door(PushedFleet fleet) {
        return new Door(cluster.server(), cluster.token(), cluster.caFile());
    }

    @Test
    void ofTwoFlotillasTheSecondOnlyWatches() throws Exception {
        try (var fleet = fleet()) {
            var plan = fleet.prepare(SyncOptions.NORMAL);
            try (var other = new PushedFleet(folder.resolve("workspace"), folder.resolve("other-state"))) {
                var theirs = other.prepare(SyncOptions.NORMAL);
                RunRecord run = fleet.session.run(plan).execute(event -> {
                    if (!(event instanceof SyncEvent.WaveStarted wave) || wave.wave() != 1) return;
                    assertThat(other.session.heldElsewhere()).containsOnlyKeys("one");
                    RunRecord refused = other.run(theirs);
                    assertThat(refused.members().getFirst().failed()).isGreaterThanOrEqualTo(3);
                    assertThat(refused.members().getFirst().created()).isZero();
                });

                assertThat(run.end()).isEqualTo(RunRecord.End.COMPLETE);
                assertThat(other.events).filteredOn(SyncEvent.HeldElsewhere.class::isInstance).hasSize(1);
                assertThat(other.session.heldElsewhere()).isEmpty();
                assertThat(other.sync(SyncOptions.NORMAL).end()).isEqualTo(RunRecord.End.COMPLETE);
            }
        }
    }
}
