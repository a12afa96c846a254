package dev.flotilla.engine;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import dev.flotilla.engine.sandbox.SandboxCluster;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.workspace.WorkspaceFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A simulated cluster that runs in this process, and is written down as it changes.
final class SandboxTenant implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxTenant.class);
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);

    private final SandboxCluster cluster;
    private final @Nullable FileLock lock;
    private final @Nullable Path kept;
    private final @Nullable Path kubeconfig;
    private final Thread writer;
    private long written = -1;
    private boolean closed;

    /// @param kept where it is written down; `null` for one that is forgotten at its end
    SandboxTenant(SandboxCluster cluster, @Nullable FileLock lock, @Nullable Path kept, @Nullable Path kubeconfig) {
        this.cluster = cluster;
        this.lock = lock;
        this.kept = kept;
        this.kubeconfig = kubeconfig;
        this.writer = Thread.ofVirtual().name("sandbox-writer").start(this::keepWriting);
    }

    SandboxCluster cluster() {
        return cluster;
    }

    private void keepWriting() {
        try {
            while (kept != null) {
                Thread.sleep(BETWEEN_WRITES);
                write();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void write() {
        long revision = cluster.revision();
        if (kept == null || closed || revision == written) return;
        try {
            WorkspaceFiles.savePrivately(kept, Json.write(cluster.state().data()));
            written = revision;
        } catch (IOException e) {
            LOG.warn("a simulated cluster could not be written down file={} cause={}", kept, e.toString());
        }
    }

    /// Writes down what the cluster holds, also on a thread that is asked to end, and ends it.
    @Override
    public synchronized void close() {
        if (closed) return;
        boolean interrupted = Thread.interrupted();
        writer.interrupt();
        write();
        closed = true;
        cluster.close();
        leave();
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void leave() {
        try {
            if (kubeconfig != null) Files.deleteIfExists(kubeconfig);
            if (lock != null) lock.acquiredBy().close();
        } catch (IOException e) {
            LOG.warn("a simulated cluster did not end well cause={}", e.toString());
        }
    }
}
