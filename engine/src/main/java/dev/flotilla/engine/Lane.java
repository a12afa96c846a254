package dev.flotilla.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.Connection;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.sandbox.SandboxCluster;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import dev.flotilla.engine.workspace.WorkspaceSettings.MemberSettings;
import dev.flotilla.engine.workspace.WorkspaceSettings.SandboxSettings;
import org.jspecify.annotations.Nullable;

/// One member's connection: made, probed and mended on a thread of its own.
final class Lane {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration ENDS = Duration.ofSeconds(3);
    private static final int PROBES_BETWEEN_FULL_ONES = 6;
    private static final int LATENCIES = 30;
    private static final String SANDBOX = "sandbox";

    private final MemberSettings settings;
    private final ClusterDoor door;
    private final Clock clock;
    private final Runnable changed;
    private final CountDownLatch firstAnswer = new CountDownLatch(1);
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile MemberConnection seen;
    private volatile @Nullable ClusterClient client;
    private volatile @Nullable SandboxTenant sandbox;
    private volatile boolean anew;
    private volatile boolean whole;

    Lane(MemberSettings settings, ClusterDoor door, Clock clock, Runnable changed) {
        this.settings = settings;
        this.door = door;
        this.clock = clock;
        this.changed = changed;
        boolean reachable = settings.access() != null || settings.sandbox() != null;
        this.seen = new MemberConnection(settings.name(), "", "", reachable
                ? MemberConnection.State.CONNECTING
                : MemberConnection.State.PLANNED_ONLY, null, MemberCluster.named(settings.name()), null, List.of(), List.of());
        this.thread = Thread.ofVirtual().name("member-" + settings.name()).unstarted(this::live);
    }

    void start() {
        thread.start();
    }

    MemberConnection seen() {
        return seen;
    }

    Optional<ClusterClient> client() {
        return Optional.ofNullable(client);
    }

    /// Whether the last probe failed for a reason that a request now would meet, too.
    boolean isKnownDown() {
        return seen.state() == MemberConnection.State.FAILED;
    }

    boolean awaitFirstAnswer(Duration patience) throws InterruptedException {
        return firstAnswer.await(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
    }

    void reconnect() {
        anew = true;
        wake.release();
    }

    /// Somebody was answered: where the last probe was not, another is due.
    void heard() {
        if (isKnownDown()) wake.release();
    }

    /// Asks for everything at once: what the member holds changed.
    void lookAgain() {
        whole = true;
        wake.release();
    }

    private void live() {
        try {
            for (int round = 0; seen.state() != MemberConnection.State.PLANNED_ONLY; round++) {
                boolean full = whole || round % PROBES_BETWEEN_FULL_ONES == 0;
                whole = false;
                if (round == 0 && settings.sandbox() != null) {
                    begin();
                } else {
                    probe(full);
                }
                firstAnswer.countDown();
                changed.run();
                if (wake.tryAcquire(EVERY.toMillis(), TimeUnit.MILLISECONDS)) wake.drainPermits();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            firstAnswer.countDown();
            disconnect();
            endSandbox();
        }
    }

    private void begin() throws InterruptedException {
        door.begins().acquire();
        try {
            probe(true);
        } finally {
            door.begins().release();
        }
    }

    private void probe(boolean full) throws InterruptedException {
        probe(full, seen.state() == MemberConnection.State.READY);
    }

    /// @param mayTryAgain a connection that is lost says little of the member: whether a new one can be made does
    private void probe(boolean full, boolean mayTryAgain) throws InterruptedException {
        try {
            ClusterClient open = connected();
            boolean wasDown = seen.state() != MemberConnection.State.READY;
            // asked before it is timed where the connection is new: a handshake says nothing about how fast the member answers
            MemberCluster asked = full || wasDown ? Probe.ask(open, !wasDown) : null;
            long start = System.nanoTime();
            String version = open.version();
            int millis = (int) Duration.ofNanos(System.nanoTime() - start).toMillis();
            MemberCluster observed = asked == null ? seen.observed().withVersion(version) : asked;
            seen = new MemberConnection(seen.name(), seen.origin(), open.address(), MemberConnection.State.READY, null,
                    observed.withReadiness(Readiness.READY), clock.instant(), latencies(millis), seen.warnings());
        } catch (ClusterException e) {
            // A simulated cluster in another process ends with it: then it goes on here.
            if (settings.sandbox() != null && sandbox == null && client != null) {
                disconnect();
                probe(full, false);
                return;
            }
            if (mayTryAgain && e.failure() instanceof ClusterFailure.ConnectionLost) {
                probe(full, false);
                return;
            }
            if (!(e.failure() instanceof ClusterFailure.Cancelled)) failed(e.failure());
        }
    }

    private List<Integer> latencies(int millis) {
        var latencies = new ArrayList<>(seen.latencies());
        latencies.add(millis);
        return latencies.subList(Math.max(0, latencies.size() - LATENCIES), latencies.size());
    }

    private void failed(ClusterFailure failure) {
        Instant lastAnswer = seen.lastAnswer();
        seen = new MemberConnection(seen.name(), seen.origin(), seen.address(), MemberConnection.State.FAILED, failure,
                seen.observed().withReadiness(Readiness.NOT_READY), lastAnswer, seen.latencies(), seen.warnings());
    }

    private ClusterClient connected() throws ClusterException, InterruptedException {
        ClusterClient open = client;
        if (open != null && !anew) return open;
        anew = false;
        disconnect();
        Connection connection = connection();
        open = door.open(connection);
        seen = new MemberConnection(seen.name(), connection.origin(), open.address(), seen.state(), seen.failure(),
                seen.observed(),
                seen.lastAnswer(), seen.latencies(), connection.warnings());
        client = open;
        return open;
    }

    private Connection connection() throws ClusterException, InterruptedException {
        ClusterAccess access = settings.access();
        if (access != null) return door.connection(settings.name(), access);
        SandboxSettings simulated = settings.sandbox();
        if (simulated == null) throw new ClusterException(new ClusterFailure.NotConfigured("not-connected", settings.name()));
        SandboxTenant tenant = sandbox;
        if (tenant == null) {
            switch (door.simulate(settings.name(), simulated)) {
                case SandboxHome.Place.Here(var started) -> tenant = started;
                case SandboxHome.Place.Elsewhere(var kubeconfig) -> {
                    Connection known = door.connection(settings.name(), kubeconfig);
                    return new Connection(known.cluster(), SANDBOX, known.server(), known.tls(), known.login(), known.proxy(),
                            known.warnings());
                }
            }
            sandbox = tenant;
        }
        SandboxCluster running = tenant.cluster();
        var tls = new Connection.Tls(running.certificate(), null, false);
        return new Connection(settings.name(), SANDBOX, running.server(), tls, Connection.Login.token(running.token()), null,
                List
                        .of());
    }

    /// The simulated cluster behind this member; empty for a real one, and for one that runs in another process.
    Optional<SandboxCluster> sandbox() {
        return Optional.ofNullable(sandbox).map(SandboxTenant::cluster);
    }

    private void endSandbox() {
        SandboxTenant running = sandbox;
        if (running != null) running.close();
    }

    private void disconnect() {
        ClusterClient open = client;
        client = null;
        if (open != null) open.close();
    }

    void close() {
        thread.interrupt();
        disconnect();
        endSandbox();
    }

    /// After [#close]: waits for what the thread was about to do.
    void awaitEnd() throws InterruptedException {
        if (thread.getState() != Thread.State.NEW) thread.join(ENDS);
    }
}
