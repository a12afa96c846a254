package dev.flotilla.app.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
import dev.flotilla.engine.cluster.kubeconfig.KubeContext;
import dev.flotilla.engine.cluster.kubeconfig.Kubeconfigs;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Taint;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import dev.flotilla.engine.workspace.WorkspaceSettings.MemberSettings;
import dev.flotilla.engine.workspace.WorkspaceSettings.SandboxSettings;
import org.jspecify.annotations.Nullable;

/// Host, members, and the contexts that are neither. Used on the FX thread.
public final class FleetViewModel {
    /// A sentence with more names than these is not read.
    private static final int NAMED = 3;

    private final Background background;
    private final Fleets fleets;

    private final ObservableList<MemberRow> members = FXCollections.observableArrayList();
    private final ObservableList<MemberRow> shown = FXCollections.observableArrayList();
    private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
    private final ObservableList<KubeContext> found = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable MemberConnection> host = new ReadOnlyObjectWrapper<>(this, "host");
    private final ReadOnlyObjectWrapper<@Nullable MemberRow> picked = new ReadOnlyObjectWrapper<>(this, "picked");
    private final ReadOnlyObjectWrapper<List<Fleets.NodeRow>> nodes = new ReadOnlyObjectWrapper<>(this, "nodes", List.of());
    private final ReadOnlyObjectWrapper<@Nullable Kubeconfigs> kubeconfigs = new ReadOnlyObjectWrapper<>(this, "kubeconfigs");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper(this, "open");
    private final ReadOnlyObjectWrapper<Map<String, Path>> kindConfigs = new ReadOnlyObjectWrapper<>(this, "kindConfigs",
            Map.of());
    private final List<Path> more = new ArrayList<>();
    private Planned planned = Planned.NOTHING;
    private List<MemberConnection> connections = List.of();
    private Job asking = Job.NONE;
    private Job lookingForKind = Job.NONE;

    public FleetViewModel(Background background, Fleets fleets) {
        this.background = background;
        this.fleets = fleets;
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

    /// Contexts that neither a member nor the host uses.
    ObservableList<KubeContext> found() {
        return found;
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

    ReadOnlyObjectProperty<@Nullable Kubeconfigs> kubeconfigsProperty() {
        return kubeconfigs.getReadOnlyProperty();
    }

    /// What went wrong with the last thing that was asked for here, or `null`.
    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// Whether a workspace is open.
    ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    @Nullable
    Workspace workspace() {
        return planned.workspace();
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
        Workspace before = this.planned.workspace();
        this.planned = planned;
        this.connections = connections;
        this.host.set(host);
        open.set(planned.workspace() != null);
        Workspace now = planned.workspace();
        if (now != null && (before == null || !before.root().equals(now.root()))) lookForKind(now.root());
        var rows = rows();
        if (!rows.equals(members)) members.setAll(rows);
        filterRows();
        MemberRow last = picked.get();
        picked.set(last == null
                ? null
                : rows.stream().filter(row -> row.name().equals(last.name())).findFirst().orElse(null));
        showFound();
    }

    /// What was looked for, picked or went wrong in another workspace is not this one's.
    public void anotherWorkspace() {
        filter.set("");
        failure.set(null);
        kindConfigs.set(Map.of());
        lookingForKind.cancel();
        pick(null);
    }

    private void lookForKind(Path root) {
        lookingForKind.cancel();
        lookingForKind = background.run(() -> fleets.kindConfigs(root), kindConfigs::set, _ -> kindConfigs.set(Map.of()));
    }

    ReadOnlyObjectProperty<Map<String, Path>> kindConfigsProperty() {
        return kindConfigs.getReadOnlyProperty();
    }

    /// What makes the kind clusters that the host and the members are to be and that are not there; empty where none is missing.
    List<String> kindCommands() {
        Workspace workspace = planned.workspace();
        if (workspace == null) return List.of();
        var commands = new LinkedHashSet<String>();
        MemberConnection first = host.get();
        addKind(workspace.settings().host(), first == null ? null : first.failure(), commands);
        for (MemberSettings member : workspace.settings().members()) {
            members.stream().filter(row -> row.name().equals(member.name())).findFirst()
                    .ifPresent(row -> addKind(member.access(), row.connection().failure(), commands));
        }
        return List.copyOf(commands);
    }

    private void addKind(@Nullable ClusterAccess access, @Nullable ClusterFailure failure, Set<String> commands) {
        String command = access == null ? null : KindClusters.command(access.context(), failure, kindConfigs.get());
        if (command != null) commands.add(command);
    }

    private static String configured(Workspace workspace, String member) {
        return workspace.settings().members().stream().filter(one -> one.name().equals(member)).map(MemberSettings::access)
                .filter(Objects::nonNull).map(ClusterAccess::kubeconfig).filter(Objects::nonNull).findFirst().orElse("");
    }

    private List<MemberRow> rows() {
        Workspace workspace = planned.workspace();
        FleetPlan plan = planned.plan();
        if (workspace == null) return List.of();
        var rows = new ArrayList<MemberRow>();
        Map<String, Integer> replicas = replicas(plan);
        for (MemberConnection connection : connections) {
            MemberCluster declared = plan == null
                    ? connection.observed()
                    : plan.fleet().member(connection.name()).orElse(connection.observed());
            boolean sandbox = workspace.settings().members().stream()
                    .anyMatch(member -> member.name().equals(connection.name()) && member.sandbox() != null);
            rows.add(new MemberRow(connection.name(), rows.size(), declared, connection, sandbox,
                    replicas.isEmpty() ? -1 : replicas.getOrDefault(connection.name(), 0),
                    configured(workspace, connection.name())));
        }
        return rows;
    }

    /// What the plan gives each member of all that it divides; empty where it divides nothing.
    private static Map<String, Integer> replicas(@Nullable FleetPlan plan) {
        var sums = new HashMap<String, Integer>();
        if (plan == null) return sums;
        for (ObjectPlan object : plan.objects()) {
            if (object.division().replicas() == null) continue;
            for (ClusterPlan placed : object.placements()) {
                Integer replicas = placed.replicas();
                sums.merge(placed.cluster(), replicas == null ? 0 : replicas, Integer::sum);
            }
        }
        return sums;
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
        Workspace workspace = planned.workspace();
        ClusterAccess access = workspace == null ? null : workspace.settings().host();
        return access == null || access.context() == null ? "" : access.context();
    }

    /// Reads the kubeconfigs again.
    ///
    /// @param file one more to read from now on, or `null`
    public void readKubeconfigs(@Nullable Path file) {
        if (file != null && !more.contains(file)) more.add(file);
        List<Path> files = List.copyOf(more);
        background.run(() -> fleets.kubeconfigs(files), read -> {
            kubeconfigs.set(read);
            showFound();
        }, failure::set);
    }

    private void showFound() {
        Kubeconfigs read = kubeconfigs.get();
        Workspace workspace = planned.workspace();
        if (read == null) return;
        Set<String> used = new HashSet<>();
        if (workspace != null) {
            for (MemberSettings member : workspace.settings().members()) {
                if (member.access() != null && member.access().context() != null) used.add(member.access().context());
            }
            ClusterAccess access = workspace.settings().host();
            if (access != null && access.context() != null) used.add(access.context());
        }
        var free = read.contexts().stream().filter(context -> !used.contains(context.name())).toList();
        if (!free.equals(found)) found.setAll(free);
    }

    /// A free name for a member that a context leads to.
    String nameFor(KubeContext context) {
        return free(context.memberName());
    }

    /// A free name for a simulated member.
    String sandboxName() {
        int number = members.size() + 1;
        while (isTaken("sandbox-%02d".formatted(number))) {
            number++;
        }
        return "sandbox-%02d".formatted(number);
    }

    private String free(String name) {
        String candidate = name;
        for (int i = 2; isTaken(candidate); i++) {
            candidate = name + "-" + i;
        }
        return candidate;
    }

    /// Whether the workspace has a member of this name.
    boolean isTaken(String name) {
        return members.stream().anyMatch(row -> row.name().equals(name));
    }

    /// Whether a cluster may bear this name: a DNS label (RFC 1123), as Karmada and KubeFed demand.
    static boolean isName(String name) {
        return name.length() <= 63 && name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    }

    @Nullable
    FileChange joining(String name, KubeContext context) {
        return change(files -> files.join(name, new ClusterAccess(context.writtenFile(fleets.home()), context.name())));
    }

    @Nullable
    FileChange addingSandbox(String name, SandboxSettings size) {
        return change(files -> files.addSandbox(name, size));
    }

    @Nullable
    FileChange unjoining(String member) {
        return change(files -> files.unjoin(member));
    }

    @Nullable
    FileChange labelling(String member, String key, @Nullable String value) {
        return change(files -> files.label(member, key, value));
    }

    @Nullable
    FileChange tainting(String member, Taint taint) {
        return change(files -> files.taint(member, taint));
    }

    @Nullable
    FileChange untainting(String member, Taint taint) {
        return change(files -> files.untaint(member, taint));
    }

    private interface Edit {
        FileChange in(FleetFiles files) throws IOException;
    }

    private @Nullable FileChange change(Edit edit) {
        Workspace workspace = planned.workspace();
        if (workspace == null) return null;
        try {
            return edit.in(new FleetFiles(workspace));
        } catch (IOException | IllegalArgumentException e) {
            failure.set(e);
            return null;
        }
    }

    /// Writes the change, if there is one.
    void save(@Nullable FileChange change) {
        if (change == null || change.text().equals(change.before())) return;
        run(() -> {
            fleets.save(change);
            return change;
        });
    }

    /// What the plan gives each object when a member is gone: object to replicas before and after, for those that move.
    ///
    /// @param without the plan without that member
    public static Map<String, String> moves(FleetPlan plan, FleetPlan without) {
        var moves = new java.util.LinkedHashMap<String, String>();
        for (ObjectPlan object : plan.objects()) {
            String before = split(object);
            String after = without.object(object.key()).map(FleetViewModel::split).orElse("–");
            if (!before.equals(after)) moves.put(object.ref().toString(), before + "  →  " + after);
        }
        return moves;
    }

    private static String split(ObjectPlan object) {
        if (object.placements().isEmpty()) return "–";
        return String.join(", ", object.placements().stream()
                .map(placed -> placed.replicas() == null ? placed.cluster() : placed.cluster() + " " + placed.replicas())
                .toList());
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

    Planned planned() {
        return Objects.requireNonNull(planned);
    }
}
