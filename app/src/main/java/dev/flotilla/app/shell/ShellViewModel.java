package dev.flotilla.app.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.app.workbench.Planned;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// What the frame around the pages shows.
final class ShellViewModel {
    /// The left of the status bar.
    ///
    /// @param host    where templates are stored, or `null`
    /// @param ready   members that answer and are ready
    /// @param members in the fleet
    /// @param millis  of the last plan
    /// @param dialects with versions, such as `Karmada 1.18`
    record Summary(@Nullable String host, int ready, int members, long millis, List<String> dialects) {}

    private final Workbench workbench;
    private final Messages text;
    private final ReadOnlyObjectWrapper<@Nullable PageId> page = new ReadOnlyObjectWrapper<>(this, "page");
    private final ReadOnlyStringWrapper workspaceName = new ReadOnlyStringWrapper(this, "workspaceName", "");
    private final ReadOnlyObjectWrapper<@Nullable Summary> summary = new ReadOnlyObjectWrapper<>(this, "summary");

    ShellViewModel(Workbench workbench, Messages text) {
        this.workbench = workbench;
        this.text = text;
        workbench.plannedProperty().subscribe(_ -> refresh());
        workbench.observedProperty().subscribe(_ -> refresh());
        workbench.destinationProperty().subscribe(to -> {
            if (to != null) page.set(to.page());
        });
    }

    private void refresh() {
        Planned now = workbench.plannedProperty().get();
        Workspace workspace = now.workspace();
        workspaceName.set(workspace == null ? "" : workspace.settings().name());
        summary.set(workspace == null || now.plan() == null ? null : summary(workspace, now.plan(), now.millis()));
    }

    private Summary summary(Workspace workspace, FleetPlan plan, long millis) {
        var host = workspace.settings().host();
        String hostName = host == null ? null : host.context() == null ? text.get("shell.host.default") : host.context();
        Map<String, MemberCluster> observed = workbench.observedProperty().get();
        long ready = plan.fleet().members().stream().filter(member -> {
            MemberCluster seen = observed.get(member.name());
            return seen != null && seen.readiness() == Readiness.READY;
        }).count();
        var dialects = new ArrayList<String>();
        plan.objects().stream().map(object -> object.dialect()).distinct().sorted().forEach(id -> {
            String asked = workspace.settings().version(id);
            String version = asked.isEmpty() ? newest(id) : asked;
            dialects.add((text.get("shell.dialect." + id) + " " + version).strip());
        });
        return new Summary(hostName, (int) ready, plan.fleet().members().size(), millis, List.copyOf(dialects));
    }

    private String newest(String dialect) {
        return workbench.engine().dialects().stream().filter(one -> one.id().equals(dialect)).map(Dialect::newestRelease)
                .findFirst()
                .orElse("");
    }

    /// The page in the window; `null` as long as nobody has gone anywhere, while a first workspace is being opened.
    ReadOnlyObjectProperty<@Nullable PageId> pageProperty() {
        return page.getReadOnlyProperty();
    }

    ReadOnlyStringProperty workspaceNameProperty() {
        return workspaceName.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Summary> summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /// Why files could not be saved, by path.
    ReadOnlyObjectProperty<Map<String, Exception>> refusedProperty() {
        return workbench.refusedProperty();
    }

    /// Shows the first file that could not be saved.
    void goToRefused() {
        workbench.refusedProperty().get().keySet().stream().min(Comparator.naturalOrder())
                .ifPresent(file -> workbench.goTo(new Destination.Text(Location.startOf(file))));
    }

    void goTo(PageId id) {
        workbench.goTo(new Destination.Page(id));
    }
}
