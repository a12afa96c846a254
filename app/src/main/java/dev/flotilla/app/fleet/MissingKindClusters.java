package dev.flotilla.app.fleet;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.Job;
import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import dev.flotilla.engine.workspace.WorkspaceSettings.MemberSettings;
import org.jspecify.annotations.Nullable;

/// How to make the kind clusters that the host and the members of the workspace are to be and that are not there. Used on the FX
/// thread.
final class MissingKindClusters {
    private final Background background;
    private final Fleets fleets;
    private final ReadOnlyObjectWrapper<Map<String, Path>> configs = new ReadOnlyObjectWrapper<>(this, "configs", Map.of());
    private Job looking = Job.NONE;

    MissingKindClusters(Background background, Fleets fleets) {
        this.background = background;
        this.fleets = fleets;
    }

    /// The configurations of kind clusters that the workspace brings, by the cluster's name.
    ReadOnlyObjectProperty<Map<String, Path>> configsProperty() {
        return configs.getReadOnlyProperty();
    }

    /// Looks for configurations in a workspace's folder.
    void look(Path workspace) {
        looking.cancel();
        looking = background.run(() -> fleets.kindConfigs(workspace), configs::set, _ -> configs.set(Map.of()));
    }

    void clear() {
        looking.cancel();
        configs.set(Map.of());
    }

    /// @return a command for each cluster that is missing
    List<String> commands(@Nullable Workspace workspace, @Nullable MemberConnection host, List<MemberRow> members) {
        if (workspace == null) return List.of();
        var commands = new LinkedHashSet<String>();
        add(workspace.settings().host(), host == null ? null : host.failure(), commands);
        for (MemberSettings member : workspace.settings().members()) {
            members.stream().filter(row -> row.name().equals(member.name())).findFirst()
                    .ifPresent(row -> add(member.access(), row.connection().failure(), commands));
        }
        return List.copyOf(commands);
    }

    private void add(@Nullable ClusterAccess access, @Nullable ClusterFailure failure, Set<String> commands) {
        String command = access == null ? null : KindClusters.command(access.context(), failure, configs.get());
        if (command != null) commands.add(command);
    }
}
