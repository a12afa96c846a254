package dev.flotilla.app.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ExecCommand;
import dev.flotilla.engine.cluster.kubeconfig.Kubeconfigs;

/// What this page asks of the open fleet and of this computer. Calls block unless they say otherwise.
public interface Fleets {
    /// The contexts of these files and of those that kubectl would read.
    Kubeconfigs kubeconfigs(List<Path> more);

    /// The user's home folder, which a workspace writes as `~`. Does not block.
    Path home();

    /// Connects anew and asks again. Returns at once.
    void reconnect(String member);

    /// The configurations of kind clusters in the top folder of a workspace, by the cluster's name.
    Map<String, Path> kindConfigs(Path workspace) throws IOException;

    List<NodeRow> nodes(String member) throws ClusterException;

    /// Writes a text into the workspace and takes it in.
    void save(FileChange change) throws Exception;

    /// Remembers that this program may be run, exactly as it is, and connects anew.
    void allow(ExecCommand command, String member) throws Exception;

    /// A node of a member.
    ///
    /// @param ready `True`, `False` or `Unknown`, as its condition says
    record NodeRow(String name, String ready, String version, String cpu, String memory, String pods, List<String> taints) {
        public NodeRow {
            taints = List.copyOf(taints);
        }
    }
}
