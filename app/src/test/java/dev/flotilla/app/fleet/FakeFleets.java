package dev.flotilla.app.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.cluster.ExecCommand;
import dev.flotilla.engine.cluster.kubeconfig.Kubeconfigs;

/// Reads real kubeconfigs, and remembers what it was asked otherwise.
final class FakeFleets implements Fleets {
    final List<String> reconnected = new ArrayList<>();
    final List<FileChange> saved = new ArrayList<>();

    @Override
    public Kubeconfigs kubeconfigs(List<Path> more) {
        return Kubeconfigs.read(more);
    }

    @Override
    public Path home() {
        return Path.of("/home/anna");
    }

    @Override
    public void reconnect(String member) {
        reconnected.add(member);
    }

    @Override
    public Map<String, Path> kindConfigs(Path workspace) throws IOException {
        return KindClusters.configs(workspace);
    }

    @Override
    public List<NodeRow> nodes(String member) {
        return List.of(new NodeRow("node-1", "True", "v1.33.0", "8", "32Gi", "110", List.of()));
    }

    @Override
    public void save(FileChange change) {
        saved.add(change);
    }

    @Override
    public void allow(ExecCommand command, String member) {}
}
