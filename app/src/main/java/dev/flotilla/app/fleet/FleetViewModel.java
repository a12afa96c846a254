package dev.flotilla.app.fleet;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.Job;
import dev.flotilla.app.workbench.Planned;
import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.ExecCommand;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import org.jspecify.annotations.Nullable;

/// The page as a whole: host and members as they are connected, which of them are shown, and which one is looked at. Used on the FX
/// thread.
public final class FleetViewModel {
    /// A sentence with more names than these is not read.
    private static final int NAMED = 3;

    private final Background background;
    private final Fleets fleets;

    private final ObservableList<MemberRow> members = FXCollections.observableArrayList();
    private final ObservableList<MemberRow> shown = FXCollections.observableArrayList();
    private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
    private final ReadOnlyObjectWrapper<@Nullable MemberConnection> host = new ReadOnlyObjectWrapper<>(this, "host");
    private final ReadOnlyObjectWrapper<@Nullable MemberRow> picked = new ReadOnlyObjectWrapper<>(this, "picked");
    private final ReadOnlyObjectWrapper<List<Fleets.NodeRow>> nodes = new ReadOnlyObjectWrapper<>(this, "nodes", List.of());
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper(this, "open");
    private final FreeContexts contexts;
    private final MissingKindClusters kind;
    private final Membership membership;
    private @Nullable Workspace workspace;
    private Job asking = Job.NONE;

    public FleetViewModel(Background background, Fleets fleets) {
        this.background = background;
        this.fleets = fleets;
        this.contexts = new FreeContexts(background, fleets, failure::set);
        this.kind = new MissingKindClusters(background, fleets);
        this.membership = new Membership(fleets, () -> workspace, members, failure::set);
        filter.subscribe(_ -> filterRows());
    }

    ObservableList<MemberRow> members() {
        return members;
    }

    /// Those members that the filter lets through.
    ObservableList<MemberRow> shown() {
        return shown;
    }

    /// Words that a member's name, place, labels or state has to have.
    StringProperty filterProperty() {
        return filter;
    }

    private void filterRows() {
        List<String> words = filter.get() == null
                ? List.of()
                : List.of(filter.get().strip().toLowerCase(Locale.ROOT).split("\\s+"));
        List<MemberRow> now = members.stream().filter(row -> words.stream().allMatch(row.facts()::contains)).toList();
        if (!now.equals(shown)) shown.setAll(now);
    }

    ReadOnlyObjectProperty<@Nullable MemberConnection> hostProperty() {
        return host.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable MemberRow> pickedProperty() {
        return picked.getReadOnlyProperty();
    }

    /// The picked member's nodes; empty until asked for.
    ReadOnlyObjectProperty<List<Fleets.NodeRow>> nodesProperty() {
        return nodes.getReadOnlyProperty();
    }

    /// What went wrong with the last thing that was asked for here, or `null`.
    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// Whether a workspace is open.
    ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    /// The contexts that members could be joined from.
    FreeContexts contexts() {
        return contexts;
    }

    Membership membership() {
        return membership;
    }

    /// The configurations of kind clusters that the workspace brings.
    MissingKindClusters kind() {
        return kind;
    }

    /// What makes the kind clusters that the host and the members are to be and that are not there; empty where none is missing.
    List<String> kindCommands() {
        return kind.commands(workspace, host.get(), members);
    }

    /// How many members answer.
    public int ready() {
        return (int) members.stream().filter(MemberRow::isReady).count();
    }

    /// How many members want somebody to look.
    public int troubled() {
        return (int) members.stream().filter(row -> row.connection().state() == MemberConnection.State.FAILED).count();
    }

    /// Those that cannot be reached, each with its reason, in the fleet's order.
    List<MemberRow> failed() {
        return members.stream()
                .filter(row -> row.connection().state() == MemberConnection.State.FAILED && row.connection().failure() != null)
                .toList();
    }

    /// @param names at least two
    /// @return all of them where they are few, else the first ones and how many more there are
    String names(List<String> names, Messages text) {
        boolean few = names.size() <= NAMED;
        List<String> first = names.subList(0, few ? names.size() - 1 : NAMED - 1);
        String said = String.join(text.get("fleet.names.joint"), first);
        return few
                ? text.get("fleet.names.last", said, names.getLast())
                : text.get("fleet.names.more", said, names.size() - first.size());
    }

    /// To be called when connections, host or plan changed.
    public void show(Planned planned, List<MemberConnection> connections, @Nullable MemberConnection host) {
        Workspace before = workspace;
        Workspace now = planned.workspace();
        workspace = now;
        this.host.set(host);
        open.set(now != null);
        if (now != null && (before == null || !before.root().equals(now.root()))) kind.look(now.root());
        List<MemberRow> rows = MemberRows.of(planned, connections);
        if (!rows.equals(members)) members.setAll(rows);
        filterRows();
        MemberRow last = picked.get();
        picked.set(last == null
                ? null
                : rows.stream().filter(row -> row.name().equals(last.name())).findFirst().orElse(null));
        contexts.show(now);
    }

    /// What was looked for, picked or went wrong in another workspace is not this one's.
    public void anotherWorkspace() {
        filter.set("");
        failure.set(null);
        kind.clear();
        pick(null);
    }

    public void pick(@Nullable String member) {
        MemberRow row = members.stream().filter(candidate -> candidate.name().equals(member)).findFirst().orElse(null);
        if (row != null && picked.get() != null && row.name().equals(picked.get().name())) return;
        asking.cancel();
        nodes.set(List.of());
        picked.set(row);
    }

    /// Reads the picked member's nodes.
    void askNodes() {
        MemberRow row = picked.get();
        if (row == null || !row.isReady()) return;
        asking.cancel();
        asking = background.run(() -> fleets.nodes(row.name()), nodes::set, failure::set);
    }

    void reconnect(String member) {
        fleets.reconnect(member);
    }

    /// Tries all again that cannot be reached, the host among them.
    void reconnectFailed() {
        failed().forEach(row -> reconnect(row.name()));
        MemberConnection first = host.get();
        if (first != null && first.state() == MemberConnection.State.FAILED) reconnect(first.name());
    }

    /// How the workspace calls its host: by the context that leads there.
    String hostName() {
        ClusterAccess access = workspace == null ? null : workspace.settings().host();
        return access == null || access.context() == null ? "" : access.context();
    }

    /// Writes the change, if there is one.
    void save(@Nullable FileChange change) {
        if (change == null || change.text().equals(change.before())) return;
        run(() -> {
            fleets.save(change);
            return change;
        });
    }

    void allow(MemberRow row) {
        if (row.connection().failure() instanceof ClusterFailure.ConsentNeeded(ExecCommand command)) {
            run(() -> {
                fleets.allow(command, row.name());
                return command;
            });
        }
    }

    private void run(Callable<?> work) {
        failure.set(null);
        background.run(work, _ -> {}, failure::set);
    }
}
