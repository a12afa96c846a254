package dev.flotilla.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A session that is closed while it pushes to simulated clusters of its own.
@Timeout(120)
class SessionEndTest {
    private static final ApiResource CONFIG_MAP = new ApiResource("v1", "ConfigMap", "configmaps", true);
    private static final ApiResource LEASE = new ApiResource("coordination.k8s.io/v1", "Lease", "leases", true);
    private static final int OBJECTS = 400;

    @TempDir Path folder;

    @Test
    void closingEndsTheRunLetsGoOfTheLeaseAndWritesDownWhatTheSimulatedClusterHolds() throws Exception {
        Path workspace = Files.createDirectory(folder.resolve("workspace"));
        ConfigMapWorkspace.write(workspace, "ends", IntStream.range(0, OBJECTS), Integer::toString, java.util.Map.of("one",
                folder));
        Files.writeString(workspace.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: ends}
                spec: {members: [{name: one, sandbox: {nodes: 1}}]}
                """);
        var fleet = new PushedFleet(workspace, folder.resolve("state"));
        var under = new CompletableFuture<Boolean>();
        var ended = new CompletableFuture<RunRecord>();
        var run = fleet.session.run(fleet.prepare(SyncOptions.NORMAL));
        Thread.ofVirtual().start(() -> ended.complete(run.execute(event -> {
            if (event instanceof SyncEvent.StepFinished done && done.done() == 20) under.complete(true);
        })));
        under.get(60, TimeUnit.SECONDS);

        fleet.close();

        assertThat(ended).as("the run is over when the session is closed").isDone();
        RunRecord record = ended.join();
        assertThat(record.end()).isEqualTo(RunRecord.End.CANCELLED);
        int created = record.members().getFirst().created();
        assertThat(created).isPositive().isLessThan(OBJECTS);
        try (var next = new PushedFleet(workspace, folder.resolve("state"))) {
            assertThat(next.session.interrupted()).isEmpty();
            var client = next.session.client("one").orElseThrow();
            assertThat(client.listAll(LEASE, ListQuery.in("default"))).singleElement()
                    .matches(lease -> String.valueOf(lease.root().textAt("spec", "holderIdentity")).isEmpty(), "is free");
            assertThat(client.listAll(CONFIG_MAP, ListQuery.in("ends")).stream().filter(one -> one.ownManager() != null))
                    .as("at least what was answered; the namespace counts, too").hasSizeGreaterThanOrEqualTo(created - 1);
        }
    }
}
