package dev.flotilla.engine;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

import dev.flotilla.engine.sandbox.SandboxCluster;
import dev.flotilla.engine.sandbox.SandboxSpec;
import dev.flotilla.engine.sandbox.SandboxState;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.workspace.WorkspaceFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a workspace's simulated clusters live on from one run to the next. A cluster runs in one process at a time, which holds
/// its lock; another process that opens the workspace reaches it through the kubeconfig that lies here while it runs, as kubectl may.
final class SandboxHome {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxHome.class);
    private static final Duration HANDOVER = Duration.ofSeconds(5);
    private static final long LOOK_AGAIN = 20;
    private static final String PROCESS = "# process ";

    private final Path folder;

    /// @param folder of the workspace, in the state folder
    SandboxHome(Path folder) {
        this.folder = folder.resolve("sandbox");
    }

    /// Where a simulated cluster runs.
    sealed interface Place {
        /// In this process.
        record Here(SandboxTenant tenant) implements Place {}

        /// In another process, or for another session of this one.
        record Elsewhere(Path kubeconfig) implements Place {}
    }

    /// Starts the cluster where it stopped, or finds it running.
    Place enter(SandboxSpec spec) throws InterruptedException {
        Path kubeconfig = file(spec.name(), ".kubeconfig");
        try {
            Files.createDirectories(folder);
            for (long end = System.nanoTime() + HANDOVER.toNanos();; Thread.sleep(LOOK_AGAIN)) {
                boolean late = System.nanoTime() > end;
                boolean ours = isOfThisProcess(kubeconfig);
                // Closing a second channel on a file gives up the process's lock on it (POSIX): our own is never asked for again.
                FileLock lock = ours ? null : lock(spec.name());
                if (lock != null) return new Place.Here(start(spec, lock, kubeconfig));
                if (Files.exists(kubeconfig) && (!ours || late)) return new Place.Elsewhere(kubeconfig);
                if (late) break;
            }
        } catch (ClosedByInterruptException _) {
            throw new InterruptedException("while the lock was asked for");
        } catch (IOException | SecurityException e) {
            LOG.warn("a simulated cluster cannot be kept member={} folder={} cause={}", spec.name(), folder, e.toString());
        }
        return new Place.Here(new SandboxTenant(SandboxCluster.start(spec), null, null, null));
    }

    private SandboxTenant start(SandboxSpec spec, FileLock lock, Path kubeconfig) throws IOException {
        Path kept = file(spec.name(), ".json");
        SandboxCluster cluster = read(kept, spec).map(SandboxCluster::resume).orElseGet(() -> SandboxCluster.start(spec));
        try {
            WorkspaceFiles.savePrivately(kubeconfig, PROCESS + ProcessHandle.current().pid() + "\n" + cluster.kubeconfig());
        } catch (IOException e) {
            cluster.close();
            lock.acquiredBy().close();
            throw e;
        }
        return new SandboxTenant(cluster, lock, kept, kubeconfig);
    }

    private static Optional<SandboxState> read(Path file, SandboxSpec spec) {
        try {
            return SandboxState.read(Json.read(Files.readString(file)), spec);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("a simulated cluster begins anew, as what it held cannot be read file={} cause={}", file, e.toString());
            return Optional.empty();
        }
    }

    private @Nullable FileLock lock(String member) throws IOException {
        FileChannel channel = FileChannel.open(file(member, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock;
        } catch (OverlappingFileLockException _) {
            return null; // another session of this process was a moment quicker
        } finally {
            if (lock == null) channel.close();
        }
    }

    private static boolean isOfThisProcess(Path kubeconfig) {
        try (var lines = Files.lines(kubeconfig)) {
            return lines.findFirst().orElse("").equals(PROCESS + ProcessHandle.current().pid());
        } catch (IOException _) {
            return false;
        }
    }

    /// The kubeconfig through which a running cluster is reached; empty while it does not run.
    Optional<Path> kubeconfig(String member) {
        Path file = file(member, ".kubeconfig");
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    /// Lets a cluster begin anew next time.
    ///
    /// @return whether that could be done: one that runs now would write down again what it holds
    boolean forget(String member) throws IOException {
        if (!Files.isDirectory(folder)) return true;
        if (isOfThisProcess(file(member, ".kubeconfig"))) return false;
        FileLock lock = lock(member);
        if (lock == null) return false;
        try (var channel = lock.acquiredBy()) {
            Files.deleteIfExists(file(member, ".json"));
            Files.deleteIfExists(file(member, ".kubeconfig"));
            return true;
        }
    }

    private Path file(String member, String ending) {
        return folder.resolve(member.replaceAll("[^A-Za-z0-9._-]+", "-") + ending);
    }
}
