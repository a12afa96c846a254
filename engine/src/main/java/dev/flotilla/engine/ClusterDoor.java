package dev.flotilla.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure.NotConfigured;
import dev.flotilla.engine.cluster.Connection;
import dev.flotilla.engine.cluster.kube.KubeClusterClient;
import dev.flotilla.engine.cluster.kubeconfig.KubeContext;
import dev.flotilla.engine.cluster.kubeconfig.Kubeconfigs;
import dev.flotilla.engine.sandbox.SandboxSpec;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import dev.flotilla.engine.workspace.WorkspaceSettings.SandboxSettings;

/// From what a workspace says about a cluster to a client that talks to it.
final class ClusterDoor {
    private final Path workspace;
    private final SandboxHome sandboxes;
    private final SessionOptions options;
    private final Semaphore begins = new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    /// @param sandboxes where the workspace's simulated clusters live
    ClusterDoor(Path workspace, SandboxHome sandboxes, SessionOptions options) {
        this.workspace = workspace;
        this.sandboxes = sandboxes;
        this.options = options;
    }

    /// Reads the kubeconfig; nothing is sent.
    Connection connection(String member, ClusterAccess access) throws ClusterException {
        return context(member, access).connect(member);
    }

    /// The context of a kubeconfig by which a cluster is reached.
    KubeContext context(String member, ClusterAccess access) throws ClusterException {
        String path = access.kubeconfig();
        List<Path> files = path == null
                ? Kubeconfigs.standardFiles(options.environment(), options.home())
                : List.of(resolve(path));
        Kubeconfigs kubeconfigs = Kubeconfigs.read(files);
        String context = access.context();
        Optional<KubeContext> found = context == null ? kubeconfigs.currentContext() : kubeconfigs.context(context);
        if (found.isEmpty()) {
            var problem = kubeconfigs.problems().entrySet().stream().findFirst();
            if (problem.isPresent()) {
                throw new ClusterException(new NotConfigured(problem.get().getValue(), problem.get().getKey().toString()));
            }
            if (files.isEmpty()) throw new ClusterException(new NotConfigured("no-kubeconfig", member));
            throw new ClusterException(context == null
                    ? new NotConfigured("no-current-context", String.valueOf(files.getFirst()))
                    : new NotConfigured("no-such-context", context));
        }
        return found.get();
    }

    /// Starts a simulated cluster, or finds it running.
    SandboxHome.Place simulate(String member, SandboxSettings size) throws ClusterException, InterruptedException {
        try {
            return sandboxes
                    .enter(new SandboxSpec(member, size.version(), size.nodes(), size.cpu(), size.memory(), size.pods()));
        } catch (IllegalArgumentException e) {
            throw new ClusterException(new NotConfigured("no-sandbox", member), e);
        }
    }

    /// How many simulated clusters may begin at once. They live on this machine's processors: all of a large fleet at once would only
    /// hold each other up, and what each of them has under way would fill the heap.
    Semaphore begins() {
        return begins;
    }

    /// To a simulated cluster that runs elsewhere.
    Connection connection(String member, Path kubeconfig) throws ClusterException {
        var context = Kubeconfigs.read(List.of(kubeconfig)).context(member);
        if (context.isEmpty()) throw new ClusterException(new NotConfigured("no-sandbox", member));
        return context.get().connect(member);
    }

    ClusterClient open(Connection connection) throws ClusterException {
        return KubeClusterClient.connect(connection, options.consent());
    }

    private Path resolve(String path) {
        if (path.equals("~") || path.startsWith("~/")) return options.home().resolve(path.substring(Math.min(2, path.length())));
        return workspace.resolve(path).normalize();
    }
}
