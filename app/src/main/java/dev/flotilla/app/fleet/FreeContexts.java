package dev.flotilla.app.fleet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import dev.flotilla.app.ui.Background;
import dev.flotilla.engine.cluster.kubeconfig.KubeContext;
import dev.flotilla.engine.cluster.kubeconfig.Kubeconfigs;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import dev.flotilla.engine.workspace.WorkspaceSettings.MemberSettings;
import org.jspecify.annotations.Nullable;

/// The contexts of this computer's kubeconfigs that neither a member nor the host of the workspace uses. Used on the FX thread.
final class FreeContexts {
    private final Background background;
    private final Fleets fleets;
    private final Consumer<Exception> failed;

    private final ObservableList<KubeContext> found = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable Kubeconfigs> kubeconfigs = new ReadOnlyObjectWrapper<>(this, "kubeconfigs");
    private final List<Path> more = new ArrayList<>();
    private Set<String> used = Set.of();

    /// @param failed what is said when they cannot be read
    FreeContexts(Background background, Fleets fleets, Consumer<Exception> failed) {
        this.background = background;
        this.fleets = fleets;
        this.failed = failed;
    }

    ObservableList<KubeContext> found() {
        return found;
    }

    /// All that was read last; `null` before that.
    ReadOnlyObjectProperty<@Nullable Kubeconfigs> kubeconfigsProperty() {
        return kubeconfigs.getReadOnlyProperty();
    }

    /// Reads the kubeconfigs again.
    ///
    /// @param file one more to read from now on, or `null`
    void read(@Nullable Path file) {
        if (file != null && !more.contains(file)) more.add(file);
        List<Path> files = List.copyOf(more);
        background.run(() -> fleets.kubeconfigs(files), read -> {
            kubeconfigs.set(read);
            show();
        }, failed);
    }

    /// To be called when there is another workspace, or none.
    void show(@Nullable Workspace workspace) {
        used = workspace == null ? Set.of() : used(workspace);
        show();
    }

    private static Set<String> used(Workspace workspace) {
        var used = new HashSet<String>();
        for (MemberSettings member : workspace.settings().members()) {
            if (member.access() != null && member.access().context() != null) used.add(member.access().context());
        }
        ClusterAccess access = workspace.settings().host();
        if (access != null && access.context() != null) used.add(access.context());
        return used;
    }

    private void show() {
        Kubeconfigs read = kubeconfigs.get();
        if (read == null) return;
        var free = read.contexts().stream().filter(context -> !used.contains(context.name())).toList();
        if (!free.equals(found)) found.setAll(free);
    }
}
