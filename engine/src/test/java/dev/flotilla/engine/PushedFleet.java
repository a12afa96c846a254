package dev.flotilla.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.workspace.Workspace;

/// A workspace on a fleet, with all that a test does to it: plan, push, wait for a status.
final class PushedFleet implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds("true".equals(System.getenv("CI")) ? 180 : 90);

    final Engine engine = Engine.standard();
    final FleetSession session;
    final List<SyncEvent> events = new ArrayList<>();

    PushedFleet(Path folder, Path state) {
        try {
            Workspace workspace = engine.open(folder);
            session = FleetSession.open(engine, workspace, SessionOptions.standard(_ -> false).withState(state));
            session.awaitFirstAnswers(PATIENCE);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    FleetPlan plan() {
        return engine.plan(session.workspace(), session.observed(), session.previous(), null);
    }

    SyncPlan prepare(SyncOptions options) {
        return session.prepare(plan(), Set.of(), options);
    }

    RunRecord sync(SyncOptions options) {
        return run(prepare(options));
    }

    RunRecord run(SyncPlan plan) {
        events.clear();
        return session.run(plan).execute(events::add);
    }

    /// The first status that is as it should be.
    FleetStatus await(Predicate<FleetStatus> wanted) {
        var found = new CompletableFuture<FleetStatus>();
        try (var watch = session.watch(plan(), status -> {
            if (wanted.test(status)) found.complete(status);
        })) {
            try {
                return found.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new AssertionError("the status never became as wanted: " + watch.current(), e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Member to available replicas of an object.
    static Map<String, Integer> available(FleetStatus status, String name) {
        var available = new java.util.TreeMap<String, Integer>();
        status.objects().stream().filter(object -> object.object().name().equals(name) && object.replicas() != null)
                .forEach(object -> object.members().forEach(member -> {
                    if (member.replicas() != null) available.put(member.cluster(), member.replicas().available());
                }));
        return available;
    }

    @Override
    public void close() {
        session.close();
    }
}
