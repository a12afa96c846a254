package dev.flotilla.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.stage.Window;

import dev.flotilla.app.fleet.FileChange;
import dev.flotilla.app.fleet.FleetPage;
import dev.flotilla.app.fleet.FleetViewModel;
import dev.flotilla.app.fleet.Fleets;
import dev.flotilla.app.fleet.KindClusters;
import dev.flotilla.app.fleet.Moves;
import dev.flotilla.app.history.HistoryPage;
import dev.flotilla.app.history.HistoryViewModel;
import dev.flotilla.app.history.PastRuns;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.kubefed.KubeFedDialogs;
import dev.flotilla.app.kubefed.KubeFedViewModel;
import dev.flotilla.app.settings.SettingsStore;
import dev.flotilla.app.status.DriftDecisions;
import dev.flotilla.app.status.LiveObjects;
import dev.flotilla.app.status.StatusPage;
import dev.flotilla.app.status.StatusViewModel;
import dev.flotilla.app.sync.Pushing;
import dev.flotilla.app.sync.SyncPage;
import dev.flotilla.app.sync.SyncViewModel;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.Page;
import dev.flotilla.app.welcome.NewWorkspaceViewModel;
import dev.flotilla.app.workbench.Badge;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.LiveFleet;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.FleetSession;
import dev.flotilla.engine.SessionOptions;
import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.ConsentStore;
import dev.flotilla.engine.cluster.Consents;
import dev.flotilla.engine.cluster.ExecCommand;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.LogQuery;
import dev.flotilla.engine.cluster.kubeconfig.Kubeconfigs;
import dev.flotilla.engine.dialect.kubefed.objects.ControlPlane;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.kubefedctl.KubeFedHost;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.status.Deletion;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.ObjectDetails.EventLine;
import dev.flotilla.engine.status.ObjectDetails.PodLine;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.sync.SyncRun;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceFiles;
import dev.flotilla.engine.workspace.WorkspaceSettings;
import org.jspecify.annotations.Nullable;

/// Puts the pages that touch clusters together: fleet, sync, status and history on one [LiveFleet]. Their view models outlive their
/// views, which are made anew when the language changes.
final class Operations {
    private final Workbench workbench;
    private final Background background;
    private final Appearance appearance;
    private final SettingsStore store;
    private final Consumer<Consumer<Path>> chooseFile;
    private final Consents consents;
    private final SessionOptions options;
    private final LiveFleet fleet;
    private final FleetViewModel fleetModel;
    private final SyncViewModel syncModel;
    private final StatusViewModel statusModel;
    private final DriftDecisions decisions;
    private final HistoryViewModel historyModel;

    /// @param store      of what the user chose, with the folder of Flotilla's own data
    /// @param options    what sessions take from their surroundings, given where consents are
    /// @param chooseFile asks for a file and hands it over, if one was chosen
    Operations(Workbench workbench, Background background, Appearance appearance, SettingsStore store,
            Function<ConsentStore, SessionOptions> options, Consumer<Consumer<Path>> chooseFile) {
        this.workbench = workbench;
        this.background = background;
        this.appearance = appearance;
        this.chooseFile = chooseFile;
        this.store = store;
        this.consents = new Consents(store.folder());
        this.options = options.apply(consents);
        this.fleet = new LiveFleet(workbench, background, () -> this.options);
        this.fleetModel = new FleetViewModel(background, new FleetsHere());
        this.syncModel = new SyncViewModel(background, Clock.systemUTC(), this::pushing, workbench::plan);
        this.statusModel = new StatusViewModel(background, Clock.systemUTC(), workbench::plan, this::liveObjects);
        this.decisions = new DriftDecisions(workbench, fleet.healing());
        this.historyModel = new HistoryViewModel(background, this::pastRuns, this::pushAndShow);
        connect();
    }

    private void connect() {
        fleet.sessionProperty().addListener((_, before, now) -> {
            if (before == now) return;
            syncModel.reset();
            historyModel.refresh();
        });
        fleet.membersProperty().subscribe(_ -> showFleet());
        workbench.plannedProperty().subscribe(_ -> {
            showFleet();
            syncModel.planChanged();
        });
        fleet.statusProperty().subscribe(this::showStatus);
        syncModel.onFinished(() -> {
            fleet.pushed();
            historyModel.refresh();
            verify(null);
        });
        historyModel.onRuns(() -> statusModel.pushedLast(historyModel.pushedLast()));
        statusModel.onFigures(this::showBadges);
        syncModel.onPending(this::showBadges);
        workbench.locationProperty().subscribe(_ -> {
            fleetModel.anotherWorkspace();
            statusModel.anotherWorkspace();
            decisions.forget();
        });
    }

    private void showFleet() {
        FleetSession open = fleet.session();
        fleetModel.show(workbench.plannedProperty().get(), fleet.membersProperty().get(),
                open == null ? null : open.host().orElse(null));
        workbench.badges().put(PageId.FLEET, new Badge(fleetModel.troubled(), true));
    }

    private void showStatus(@Nullable FleetStatus now) {
        statusModel.show(now);
        verify(now);
        showBadges();
    }

    /// Where a plan has nothing on any member, such as after its last object was pruned, there is nothing to wait for.
    private void verify(@Nullable FleetStatus now) {
        FleetPlan plan = workbench.plan();
        boolean nothing = plan != null && plan.objects().stream().allMatch(object -> object.placements().isEmpty());
        syncModel.verified(nothing || now != null && now.isCurrent() && !now.objects().isEmpty());
    }

    private void showBadges() {
        workbench.badges().put(PageId.STATUS, new Badge((int) statusModel.worrying(), true));
        workbench.badges().put(PageId.SYNC,
                new Badge(syncModel.isReviewed() ? syncModel.pending() : statusModel.waiting(), false));
    }

    /// How to make each page in one language.
    ///
    /// @param newWorkspace makes a workspace, where none is open
    Map<PageId, Supplier<Page>> pages(Messages text, Runnable newWorkspace) {
        return Map.of(PageId.FLEET,
                () -> new FleetPage(fleetModel, workbench, text, appearance, this::movesWithout, chooseFile, newWorkspace),
                PageId.SYNC,
                () -> new SyncPage(syncModel, workbench, text, fleet::place, appearance,
                        () -> store.get().asking().beforePruning()),
                PageId.STATUS,
                () -> new StatusPage(statusModel, decisions, workbench, text, fleet::place, Clock.systemUTC(), appearance),
                PageId.HISTORY,
                () -> new HistoryPage(historyModel, workbench, text, fleet::place));
    }

    /// Where journals of past runs are kept.
    Path state() {
        return options.state();
    }

    LiveFleet fleet() {
        return fleet;
    }

    /// kubefedctl's work, in one language.
    ///
    /// @param open opens another workspace
    List<Action> kubefed(Messages text, Consumer<Path> open, Supplier<@Nullable Window> owner) {
        var model = new KubeFedViewModel(workbench, this::kubefedHost, open);
        return new KubeFedDialogs(model, text, appearance, owner)
                .actions(Bindings.createBooleanBinding(() -> workbench.locationProperty().get() != null,
                        workbench.locationProperty()));
    }

    private @Nullable KubeFedHost kubefedHost() {
        FleetSession open = fleet.session();
        ClusterClient client = open == null ? null : open.client(FleetSession.HOST).orElse(null);
        if (open == null || client == null) return null;
        return new KubeFedHost(client, ControlPlane.of(open.workspace().documents(), Release.V0_10).namespace());
    }

    SyncViewModel sync() {
        return syncModel;
    }

    StatusViewModel status() {
        return statusModel;
    }

    /// Ends all connections; completes when they have ended.
    CompletionStage<Void> close() {
        return fleet.close();
    }

    private void pushAndShow(SyncPlan plan) {
        syncModel.push(plan);
        workbench.goTo(new Destination.Page(PageId.SYNC));
    }

    /// What moves in the plan when a member is gone.
    private Map<String, String> movesWithout(String member) {
        Workspace workspace = workbench.workspace();
        FleetPlan plan = workbench.plan();
        if (workspace == null || plan == null) return Map.of();
        WorkspaceSettings settings = workspace.settings();
        var rest = settings.members().stream().filter(other -> !other.name().equals(member)).toList();
        var fewer = new WorkspaceSettings(settings.name(), settings.manifests(), settings.host(), settings.karmadaVersion(),
                settings.kubefedVersion(), rest, settings.drift());
        FleetPlan without = workbench.engine().plan(workspace.withSettings(fewer, List.of()), workbench.observedProperty().get(),
                workbench.previous(), workbench.running(), null);
        return Moves.of(plan, without);
    }

    private @Nullable Pushing pushing() {
        FleetSession open = fleet.session();
        return open == null ? null : new Pushing() {
            @Override
            public FleetDiff compare(FleetPlan plan, Set<String> members) {
                return open.diff(plan, members);
            }

            @Override
            public Optional<RunRecord> interrupted() throws IOException {
                return open.interrupted();
            }

            @Override
            public SyncRun prepare(SyncPlan plan) {
                return open.run(plan);
            }
        };
    }

    private @Nullable PastRuns pastRuns() {
        FleetSession open = fleet.session();
        return open == null ? null : new PastRuns() {
            @Override
            public List<RunRecord> history() throws IOException {
                return open.history();
            }

            @Override
            public SyncPlan wayBack(String run) throws IOException {
                return open.rollback(run);
            }
        };
    }

    private @Nullable LiveObjects liveObjects() {
        FleetSession open = fleet.session();
        return open == null ? null : new LiveObjectsOf(open);
    }

    /// Single objects of one session.
    private record LiveObjectsOf(FleetSession session) implements LiveObjects {
        @Override
        public @Nullable LiveObject read(String cluster, ObjectRef object) throws ClusterException {
            return session.details().live(cluster, object).orElse(null);
        }

        @Override
        public List<EventLine> events(String cluster, ObjectRef object) throws ClusterException {
            return session.details().events(cluster, object);
        }

        @Override
        public List<PodLine> pods(String cluster, ObjectRef object) throws ClusterException {
            return session.details().pods(cluster, object);
        }

        @Override
        public Optional<Deletion> deletion(String cluster, ObjectRef object) throws ClusterException {
            return session.details().deletion(cluster, object);
        }

        @Override
        public List<Manifest> records(FleetPlan plan, ObjectRef object) throws IOException {
            return session.records(plan, plan.object(object.key()).stream().toList()).getOrDefault(object.key(), List.of());
        }

        @Override
        public void logs(String cluster, LogQuery query, Consumer<String> line) throws ClusterException {
            session.details().logs(cluster, query, line);
        }

        @Override
        public boolean restore(FleetPlan plan, String cluster, ObjectRef object) {
            SyncPlan all = session.prepare(plan, Set.of(cluster), SyncOptions.NORMAL.withTakeOver(true));
            RunRecord record = session.run(all.about(object.key())).execute(_ -> {});
            return record.end() == RunRecord.End.COMPLETE;
        }
    }

    private Kubeconfigs kubeconfigs(List<Path> more) {
        var files = new ArrayList<>(Kubeconfigs.standardFiles(options.environment(), options.home()));
        more.stream().filter(file -> !files.contains(file)).forEach(files::add);
        return Kubeconfigs.read(files);
    }

    /// A workspace made of contexts that this computer has.
    NewWorkspaceViewModel newWorkspace() {
        return new NewWorkspaceViewModel(background, new NewWorkspaceViewModel.Computer() {
            @Override
            public Kubeconfigs kubeconfigs(List<Path> more) {
                return Operations.this.kubeconfigs(more);
            }

            @Override
            public Path home() {
                return options.home();
            }
        });
    }

    /// The fleet and this computer.
    private final class FleetsHere implements Fleets {
        private static final TypeRef NODE = new TypeRef("v1", "Node");

        @Override
        public Kubeconfigs kubeconfigs(List<Path> more) {
            return Operations.this.kubeconfigs(more);
        }

        @Override
        public Path home() {
            return options.home();
        }

        @Override
        public void reconnect(String member) {
            FleetSession open = fleet.session();
            if (open != null) background.run(() -> {
                open.reconnect(member);
                return true;
            }, _ -> {}, _ -> {});
        }

        @Override
        public Map<String, Path> kindConfigs(Path workspace) throws IOException {
            return KindClusters.configs(workspace);
        }

        @Override
        public List<NodeRow> nodes(String member) throws ClusterException {
            FleetSession open = fleet.session();
            ClusterClient client = open == null ? null : open.client(member).orElse(null);
            if (client == null) throw new ClusterException(new ClusterFailure.NotConfigured("not-connected", member));
            return client.listAll(client.apis().require(NODE), ListQuery.ALL).stream().map(Operations::node).toList();
        }

        @Override
        public void save(FileChange change) throws Exception {
            Workspace workspace = workbench.workspace();
            if (workspace == null) return;
            Path file = workspace.root().resolve(change.path());
            java.nio.file.Files.createDirectories(file.toAbsolutePath().getParent());
            WorkspaceFiles.save(file, change.text());
            background.onFx(() -> workbench.onDisk(change.path(), change.text()));
        }

        @Override
        public void allow(ExecCommand command, String member) throws Exception {
            consents.allow(command);
            reconnect(member);
        }
    }

    private static Fleets.NodeRow node(LiveObject node) {
        MapValue status = node.root().mapAt("status");
        MapValue offers = status.mapAt("allocatable");
        String ready = status.listAt("conditions").maps().stream().filter(condition -> "Ready".equals(condition.textAt("type")))
                .map(condition -> condition.textAt("status")).filter(java.util.Objects::nonNull).findFirst().orElse("Unknown");
        List<String> taints = node.root().listAt("spec", "taints").maps().stream()
                .map(taint -> taint.textAt("key") + ":" + taint.textAt("effect")).toList();
        return new Fleets.NodeRow(node.manifest().name(), ready, amount(status.mapAt("nodeInfo"), "kubeletVersion"),
                amount(offers, "cpu"),
                amount(offers, "memory"), amount(offers, "pods"), taints);
    }

    private static String amount(MapValue amounts, String name) {
        String text = amounts.textAt(name);
        Long number = amounts.intAt(name);
        return text != null ? text : number == null ? "–" : number.toString();
    }
}
