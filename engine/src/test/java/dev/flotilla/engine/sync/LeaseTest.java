package dev.flotilla.engine.sync;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.FakeCluster;
import dev.flotilla.engine.diff.Accepted;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.ClusterComparison;
import dev.flotilla.engine.diff.Departures;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.diff.OwnObjects;
import dev.flotilla.engine.diff.Verified;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Two Flotillas on one member, each with a state folder of its own as on two machines.
@Timeout(60)
class LeaseTest {
    private static final ObjectKey LEASE = new ObjectKey("coordination.k8s.io", "Lease", "default", "flotilla-test");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir Path folder;

    private final FakeCluster member = new FakeCluster("eu");
    private final ApplySet set = new ApplySet("test");
    private final List<SyncEvent> events = Collections.synchronizedList(new ArrayList<>());

    private static Desired configMap(String name) {
        return new Desired(new Manifest((MapValue) Value.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata",
                Map.of("name", name, "namespace", "default"), "data", Map.of("key", name)))), "karmada", null, Delivery.NORMAL);
    }

    private FleetRun run(String machine, Instant at, Desired... desired) {
        SyncPlan plan = SyncPlan.of(new FleetDiff("hash", List.of(new ClusterComparison(member, set, (one, _) -> one.manifest(),
                Accepted.NOTHING, Verified.NOTHING, OwnObjects.UNKNOWN, Departures.USUAL).compare(List.of(desired)))),
                SyncOptions.NORMAL);
        Path state = folder.resolve(machine);
        return new FleetRun(plan, set, _ -> Optional.of(member), new RunFiles(state, new Identity("alice@" + machine, "s-"
                + at.toEpochMilli())), Ledger.read(state), Clock.fixed(at, ZoneOffset.UTC));
    }

    private String holder() {
        return member.find(LEASE).orElseThrow().root().textAt("spec", "holderIdentity");
    }

    /// The lease as a Flotilla leaves it that is killed while it pushes.
    private void killedWhilePushing(String machine) throws Exception {
        FleetRun run = run(machine, NOW, configMap("killed"));
        var begun = new CountDownLatch(1);
        member.stall(new CountDownLatch(1), call -> call.endsWith("/killed"));
        Thread pushing = Thread.ofVirtual().start(() -> run.execute(event -> {
            if (event instanceof SyncEvent.StepStarted) begun.countDown();
        }));
        begun.await();
        MapValue left = member.find(LEASE).orElseThrow().root();
        run.cancel();
        pushing.join();
        member.stall(null, _ -> false);
        member.edit("test", LEASE, FieldPath.of("spec"), left.mapAt("spec"));
    }

    @Test
    void itIsHeldWhileARunGoesOnAndLetGoOfAtItsEnd() {
        run("laptop", NOW, configMap("a")).execute(event -> {
            if (event instanceof SyncEvent.StepStarted) assertThat(holder()).startsWith("alice@laptop_");
        });

        assertThat(holder()).isEmpty();
        assertThat(member.find(LEASE).orElseThrow().root().textAt("metadata", "annotations", "flotilla.dev/plan")).hasSize(64);
    }

    @Test
    void aRunWithNothingToDoAsksForNone() {
        run("laptop", NOW, configMap("a")).execute(events::add);
        int before = member.leases().size();

        run("laptop", NOW.plusSeconds(1), configMap("a")).execute(events::add);

        assertThat(member.leases()).hasSize(before);
    }

    @Test
    void theSecondOnlyWatchesAndSaysWhoPushes() throws Exception {
        FleetRun first = run("laptop", NOW, configMap("a"));
        FleetRun second = run("desk", NOW.plusSeconds(5), configMap("b"));
        var pushing = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        member.stall(goOn, call -> call.startsWith("apply ConfigMap default/a"));
        var ended = new CompletableFuture<RunRecord>();
        Thread.ofVirtual().start(() -> ended.complete(first.execute(event -> {
            if (event instanceof SyncEvent.StepStarted) pushing.countDown();
        })));
        pushing.await();

        RunRecord refused = second.execute(events::add);

        assertThat(refused.members().getFirst().failed()).isEqualTo(1);
        assertThat(member.writes()).doesNotContain("apply ConfigMap default/b");
        assertThat(events).filteredOn(SyncEvent.HeldElsewhere.class::isInstance).singleElement()
                .isEqualTo(new SyncEvent.HeldElsewhere(NOW.plusSeconds(5), "eu", new Holder("alice@laptop", NOW, NOW)));
        assertThat(events).filteredOn(SyncEvent.StepFinished.class::isInstance)
                .extracting(event -> ((SyncEvent.StepFinished) event).outcome())
                .containsExactly(new StepOutcome.Skipped(new SkipReason.HeldElsewhere(new Holder("alice@laptop", NOW, NOW))));
        assertThat(new RunFiles(folder.resolve("desk")).holderElsewhere(member, set, Clock.fixed(NOW, ZoneOffset.UTC)))
                .contains(new Holder("alice@laptop", NOW, NOW));
        goOn.countDown();
        assertThat(ended.get().end()).isEqualTo(RunRecord.End.COMPLETE);
    }

    @Test
    void whoWasKilledOnThisMachineIsTakenOverFromAtOnce() throws Exception {
        killedWhilePushing("laptop");
        assertThat(holder()).startsWith("alice@laptop_");

        RunRecord next = run("laptop", NOW.plusSeconds(1), configMap("a")).execute(events::add);

        assertThat(next.end()).isEqualTo(RunRecord.End.COMPLETE);
        assertThat(events).filteredOn(SyncEvent.LeaseTakenOver.class::isInstance).hasSize(1);
    }

    @Test
    void whoFellSilentElsewhereIsTakenOverFromAfterTwiceTheLeasesLife() throws Exception {
        killedWhilePushing("laptop");

        RunRecord early = run("desk", NOW.plus(MemberLease.LIFE), configMap("a")).execute(events::add);
        assertThat(early.members().getFirst().failed()).isEqualTo(1);

        RunRecord late = run("desk", NOW.plus(MemberLease.LIFE.multipliedBy(2)).plus(Duration.ofSeconds(1)), configMap("a"))
                .execute(events::add);
        assertThat(late.end()).isEqualTo(RunRecord.End.COMPLETE);
        assertThat(member.find(LEASE).orElseThrow().root().intAt("spec", "leaseTransitions")).isEqualTo(2);
    }

    @Test
    void aLeaseThatIsLostStopsTheMembersRun() throws Exception {
        var clock = new SteppingClock();
        Path state = folder.resolve("laptop");
        SyncPlan plan = SyncPlan.of(new FleetDiff("hash", List.of(new ClusterComparison(member, set, (one, _) -> one.manifest(),
                Accepted.NOTHING, Verified.NOTHING, OwnObjects.UNKNOWN, Departures.USUAL).compare(List.of(configMap("a"))))),
                SyncOptions.NORMAL);
        var run = new FleetRun(plan, set, _ -> Optional.of(member), new RunFiles(state, new Identity("alice@laptop", "1")),
                Ledger.read(state), clock);
        RunRecord record = run.execute(event -> {
            events.add(event);
            if (event instanceof SyncEvent.WaveStarted) {
                // The laptop slept for an hour, and somebody else took over.
                clock.now = NOW.plusSeconds(3600);
                member.edit("other", LEASE, FieldPath.of("spec", "holderIdentity"), Value.text("bob@desk_2"));
                member.edit("other", LEASE, FieldPath.of("spec", "renewTime"), Value.text("2026-03-01T13:00:00.000000Z"));
            }
        });

        assertThat(member.writes()).doesNotContain("apply ConfigMap default/a");
        assertThat(record.members().getFirst().failed()).isEqualTo(1);
        assertThat(events).filteredOn(SyncEvent.HeldElsewhere.class::isInstance).hasSize(1);
        assertThat(holder()).isEqualTo("bob@desk_2");
    }

    @Test
    void aMemberWithoutLeasesIsPushedToAllTheSame() {
        member.refuse(call -> call.contains(" Lease") ? new ClusterFailure.Forbidden("leases are forbidden") : null);

        RunRecord run = run("laptop", NOW, configMap("a")).execute(events::add);

        assertThat(run.end()).isEqualTo(RunRecord.End.COMPLETE);
        assertThat(events).filteredOn(SyncEvent.WithoutLease.class::isInstance).hasSize(1);
    }

    private static final class SteppingClock extends Clock {
        private volatile Instant now = NOW;

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
