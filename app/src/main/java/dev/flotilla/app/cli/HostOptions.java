package dev.flotilla.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which host kubefedctl's commands work on; the flags are kubefedctl's own.
final class HostOptions {
    @Option(names = "--host") private boolean host;

    @Option(names = {"-w", "--workspace"}, paramLabel = "WORKSPACE") private @Nullable String workspace;

    @Option(names = "--kubeconfig", paramLabel = "FILE") private @Nullable String kubeconfig;

    @Option(names = "--host-cluster-context", paramLabel = "CONTEXT") private @Nullable String context;

    @Option(names = "--kubefed-namespace", paramLabel = "NAMESPACE") private String namespace = KubeFed.DEFAULT_NAMESPACE;

    @Option(names = "--dry-run") private boolean dryRun;

    /// Whether a host was asked for by any flag.
    boolean isGiven() {
        return host || kubeconfig != null || context != null;
    }

    String workspace() {
        return workspace == null ? "." : workspace;
    }

    /// Whether a workspace was named.
    boolean isWorkspaceGiven() {
        return workspace != null;
    }

    String namespace() {
        return namespace;
    }

    boolean dryRun() {
        return dryRun;
    }

    /// A workspace without members whose host is the one meant: the workspace's own where nothing else is given and it has one, else
    /// kubectl's.
    Workspace hostOnly(Console console, Planning planning) throws Trouble {
        if (kubeconfig != null && !Files.exists(console.path(kubeconfig))) {
            throw Trouble.invalid("no-such-path", kubeconfig);
        }
        ClusterAccess access = new ClusterAccess(kubeconfig == null ? null : console.path(kubeconfig).toString(), context);
        Path root = console.path(workspace());
        if (kubeconfig == null && context == null) {
            Workspace opened = Files.exists(root.resolve(Workspace.SETTINGS_FILE)) || isWorkspaceGiven()
                    ? planning.open(workspace())
                    : null;
            ClusterAccess own = opened == null ? null : opened.settings().host();
            if (own == null && host) throw Trouble.invalid("no-host", workspace());
            if (opened != null && own != null) {
                access = own;
                root = opened.root();
            }
        }
        var settings = new WorkspaceSettings("host", List.of(), access, "", "", List.of());
        return Workspace.empty(root, settings, List.of());
    }
}
