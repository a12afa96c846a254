package dev.flotilla.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Running;
import dev.flotilla.engine.sandbox.SandboxCluster;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.FleetWatch;
import dev.flotilla.engine.status.HealEvent;
import dev.flotilla.engine.status.Judgement;
import dev.flotilla.engine.status.ObjectDetails;
import dev.flotilla.engine.status.Reach;
import dev.flotilla.engine.status.SelfHeal;
import dev.flotilla.engine.status.StatusWatch;
import dev.flotilla.engine.sync.FleetRun;
import dev.flotilla.engine.sync.Holder;
import dev.flotilla.engine.sync.Identity;
import dev.flotilla.engine.sync.Ledger;
import dev.flotilla.engine.sync.RunFiles;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.sync.SyncRun;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import dev.flotilla.engine.workspace.WorkspaceSettings.MemberSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A workspace's connections to its clusters, and all that needs them: compare, push, watch, remember.
///
/// [#open] returns at once; members are connected to in the background, each by itself, and probed every few seconds. Sandbox
/// members run while a session is open, and go on where they stopped in the next one. Safe from any thread; calls that reach clusters block.
public final class FleetSession implements AutoCloseable {
    public static final String HOST = "host";
    private static final Logger LOG = LoggerFactory.getLogger(FleetSession.class);
    private static final Duration STATUS_PATIENCE = Duration.ofSeconds(15);
    private static final Duration RUN_ENDS = Duration.ofSeconds(5);

    private volatile Workspace workspace;
    private final SessionOptions options;
    private final SequencedMap<String, Lane> lanes = new LinkedHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ApplySet set;
    private final Engine engine;
    private final RunFiles runs;
    private final Ledger ledger;
    private final SandboxHome sandboxes;
    private final Comparisons comparisons;
    private final DialectView view;
    private final ClusterDoor door;
    private final Set<FleetRun> begun = ConcurrentHashMap.newKeySet();

    private FleetSession(Engine engine, Workspace workspace, SessionOptions options) {
        Path folder = options.state().resolve(StateFolder.name(workspace));
        this.set = new ApplySet(workspace.settings().name());
        this.engine = engine;
        this.runs = new RunFiles(folder, Identity.of(options.environment()));
        this.ledger = Ledger.read(folder);
        this.workspace = workspace;
        this.options = options;
        this.sandboxes = new SandboxHome(folder);
        this.comparisons = new Comparisons(engine.dialects(), lanes, set, ledger);
        this.view = new DialectView(engine.dialects(), lanes, options.clock());
        this.door = new ClusterDoor(workspace.root(), sandboxes, options);
        for (MemberSettings member : workspace.settings().members()) {
            if (!member.name().isBlank())
                lanes.putIfAbsent(member.name(), new Lane(member, door, options.clock(), this::changed));
        }
        ClusterAccess host = workspace.settings().host();
        if (host != null) {
            lanes.putIfAbsent(HOST, new Lane(new MemberSettings(HOST, host, null), door, options.clock(), this::changed));
        }
    }

    /// Begins to connect to every member.
    public static FleetSession open(Engine engine, Workspace workspace, SessionOptions options) {
        var session = new FleetSession(engine, workspace, options);
        session.lanes.values().forEach(Lane::start);
        return session;
    }

    /// Whether the records of a push could be kept; leaves no file behind.
    ///
    /// @throws IOException where they could not
    public static void tryRecords(Workspace workspace, SessionOptions options) throws IOException {
        Path folder = Files.createDirectories(options.state().resolve(StateFolder.name(workspace)));
        Files.delete(Files.createTempFile(folder, "try", ""));
    }

    public Workspace workspace() {
        return workspace;
    }

    /// Takes in documents and settings as they now are. Members and host stay those that the session was opened for.
    public void follow(Workspace newest) {
        workspace = newest;
    }

    /// The members in the workspace's order, as last seen.
    public List<MemberConnection> members() {
        return lanes.values().stream().map(Lane::seen).filter(member -> !member.name().equals(HOST)).toList();
    }

    /// The host as last seen; empty where the workspace names none.
    public Optional<MemberConnection> host() {
        return Optional.ofNullable(lanes.get(HOST)).map(Lane::seen);
    }

    /// The namespace that is meant on the host where nothing is said: that of its kubeconfig's context.
    public String hostNamespace() throws ClusterException {
        ClusterAccess host = workspace.settings().host();
        return host == null ? "default" : door.context(HOST, host).namespace();
    }

    /// What [Engine#plan] wants to know of the members: those that were asked, whether they answered or not. The others are planned
    /// with what the files declare.
    public Map<String, MemberCluster> observed() {
        var observed = new LinkedHashMap<String, MemberCluster>();
        members().stream().filter(member -> member.lastAnswer() != null || member.failure() != null)
                .forEach(member -> observed.put(member.name(), member.observed()));
        return observed;
    }

    /// Calls `listener` from some thread whenever a connection's state or figures changed.
    ///
    /// @return ends that
    public AutoCloseable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    /// Waits until every member answered or failed once.
    ///
    /// @return whether that was so in time
    public boolean awaitFirstAnswers(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean all = true;
        for (Lane lane : lanes.values()) {
            all &= lane.awaitFirstAnswer(Duration.ofNanos(deadline - System.nanoTime()));
        }
        return all;
    }

    /// A member's client; empty while it was never reached.
    public Optional<ClusterClient> client(String member) {
        return Optional.ofNullable(lanes.get(member)).flatMap(Lane::client);
    }

    /// The simulated cluster behind a member, to make things go wrong in it; empty for a real one, or before it has started.
    public Optional<SandboxCluster> sandbox(String member) {
        return Optional.ofNullable(lanes.get(member)).flatMap(Lane::sandbox);
    }

    /// The kubeconfig of a simulated cluster that runs now, here or in another process.
    public Optional<Path> sandboxKubeconfig(String member) {
        return sandboxes.kubeconfig(member);
    }

    /// Lets the workspace's simulated clusters begin anew.
    ///
    /// @return the members for which that cannot be done, as they run now
    public static List<String> resetSandboxes(Workspace workspace, SessionOptions options) throws IOException {
        Path folder = options.state().resolve(StateFolder.name(workspace));
        var sandboxes = new SandboxHome(folder);
        Ledger ledger = Ledger.read(folder);
        var running = new ArrayList<String>();
        boolean changed = false;
        for (MemberSettings member : workspace.settings().members()) {
            if (member.sandbox() == null) continue;
            if (sandboxes.forget(member.name())) {
                changed |= ledger.forget(member.name());
            } else {
                running.add(member.name());
            }
        }
        if (changed) ledger.save();
        return running;
    }

    /// Tries again at once: kubeconfig read anew, connection made anew.
    public void reconnect(String member) {
        Lane lane = lanes.get(member);
        if (lane != null) lane.reconnect();
    }

    /// What runs of those objects whose plan depends on it, for [Engine#plan]: object to member. Members that cannot be asked are
    /// absent.
    public Map<ObjectKey, Map<String, Running>> running(FleetPlan plan) {
        return view.running(plan);
    }

    /// Asks every member at once what it holds: after a push, room and nodes are other than they were.
    public void lookAgain() {
        lanes.values().forEach(Lane::lookAgain);
    }

    /// Compares the plan with what runs.
    ///
    /// @param members empty for all
    public FleetDiff diff(FleetPlan plan, Set<String> members) {
        return comparisons.compare(plan, members, rules(plan));
    }

    /// What a push would do, to be reviewed.
    ///
    /// @param members empty for all
    public SyncPlan prepare(FleetPlan plan, Set<String> members, SyncOptions how) {
        return SyncPlan.of(diff(plan, members), how);
    }

    /// A run that is not begun: call [SyncRun#execute].
    public SyncRun run(SyncPlan plan) {
        var run = new FleetRun(plan, set, this::client, runs, ledger, options.clock());
        begun.removeIf(before -> !before.isUnderWay());
        begun.add(run);
        return run;
    }

    /// Which members another Flotilla pushes this workspace to at the moment, and who that is. A run would leave those alone.
    /// Members that do not answer are left out.
    public Map<String, Holder> heldElsewhere() {
        var held = new ConcurrentHashMap<String, Holder>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (MemberConnection member : members()) {
                var unused = threads.submit(() -> client(member.name())
                        .flatMap(client -> runs.holderElsewhere(client, set, options.clock()))
                        .ifPresent(holder -> held.put(member.name(), holder)));
            }
        }
        var ordered = new LinkedHashMap<String, Holder>();
        members().forEach(member -> {
            Holder holder = held.get(member.name());
            if (holder != null) ordered.put(member.name(), holder);
        });
        return ordered;
    }

    /// Asks every member once.
    public FleetStatus status(FleetPlan plan) throws InterruptedException {
        try (var watch = new FleetWatch(plan, reach(), this::judgement, options.clock(), _ -> {})) {
            boolean unused = watch.awaitComplete(STATUS_PATIENCE);
            return watch.current();
        }
    }

    /// Follows the plan's objects on every member until closed. From now on comparisons go by watches, too, rather than by lists.
    ///
    /// @param each receives a new status, at most some ten times a second, from one thread
    public StatusWatch watch(FleetPlan plan, Consumer<FleetStatus> each) {
        comparisons.goOnWatching();
        return new FleetWatch(plan, reach(), this::judgement, options.clock(), each);
    }

    /// Restores from now on what others change, as long as it is fed with the plan's statuses.
    ///
    /// @param plan gives what is to be kept up, from any thread; a member is left alone until exactly this was pushed to it
    /// @param each receives what is done, from one thread
    public SelfHeal heal(Supplier<FleetPlan> plan, Consumer<HealEvent> each) {
        var members = new DriftRestorer.Members(this::client, comparisons, this::rules);
        var records = new DriftRestorer.Records(set, runs, ledger, options.clock());
        return new SelfHeal(new DriftRestorer(plan, members, records, this::run), SelfHeal.Limit.STANDARD, options.clock(), each);
    }

    private Reach reach() {
        return new Reach() {
            @Override
            public Optional<ClusterClient> client(String member) {
                return FleetSession.this.client(member);
            }

            @Override
            public Optional<ClusterFailure> failure(String member) {
                Lane lane = lanes.get(member);
                if (lane == null || lane.seen().state() == MemberConnection.State.PLANNED_ONLY) {
                    return Optional.of(new ClusterFailure.NotConfigured("not-connected", member));
                }
                return Optional.ofNullable(lane.seen().failure());
            }

            @Override
            public void heard(String member) {
                Lane lane = lanes.get(member);
                if (lane != null) lane.heard();
            }

            @Override
            public Runnable onChange(Runnable listener) {
                listeners.add(listener);
                return () -> listeners.remove(listener);
            }
        };
    }

    private Judgement judgement(FleetPlan plan) {
        return new Judgement(set, rules(plan), ledger);
    }

    private DialectRules rules(FleetPlan plan) {
        return DialectRules.of(engine.dialects(), plan);
    }

    /// What their dialects' control planes would have noted down about objects, from what the members hold now and how the last push
    /// ended; values of Secrets are masked. Objects of a dialect that notes nothing down are absent.
    ///
    /// @param objects of the plan
    public Map<ObjectKey, List<Manifest>> records(FleetPlan plan, List<ObjectPlan> objects) throws IOException {
        return view.records(plan, objects, workspace, history().stream().findFirst().orElse(null));
    }

    /// Events, pods and logs of single objects.
    public ObjectDetails details() {
        return new ObjectDetails(this::client);
    }

    /// Past runs, newest first.
    public List<RunRecord> history() throws IOException {
        return runs.runs();
    }

    /// The run that was killed, if the last one was. What it had begun is in its record; preparing and running the plan again
    /// finishes it: what was done is found done, what was not is done now.
    public Optional<RunRecord> interrupted() throws IOException {
        return history().stream().findFirst().filter(run -> run.end() == RunRecord.End.INTERRUPTED);
    }

    /// What would return the fleet to what a past run pushed: objects that came since are pruned, Secrets stay as they are.
    ///
    /// @throws IOException when the run's record cannot be read
    public SyncPlan rollback(String run) throws IOException {
        var desired = new LinkedHashMap<String, List<Desired>>();
        var secrets = new HashSet<ObjectKey>();
        runs.desired(run).forEach((member, objects) -> {
            objects.stream().filter(RunFiles::isSecret).map(Desired::key).forEach(secrets::add);
            desired.put(member, objects.stream().filter(one -> !RunFiles.isSecret(one)).map(one -> new Desired(one.manifest(), one
                    .dialect(), one.replicas(), one.delivery().leaving(workspace.settings().leftAlone(member, one.key()))))
                    .toList());
        });
        lanes.keySet().stream().filter(member -> !member.equals(HOST)).forEach(member -> desired.putIfAbsent(member, List.of()));
        String hash = history().stream().filter(record -> record.id().equals(run)).map(RunRecord::planHash).findFirst()
                .orElse("");
        DialectRules rules = rules(engine.plan(workspace, observed(), previous(), null));
        return SyncPlan.of(comparisons.compare(hash, desired, secrets, rules), SyncOptions.NORMAL.withPrune(true))
                .asRollbackOf(run);
    }

    /// What the last push gave each member: object to member to replicas, for [Engine#plan].
    public Map<ObjectKey, Map<String, Integer>> previous() {
        return ledger.replicas();
    }

    /// Cancels what is being pushed and lets it come to its end, so that leases are let go of and what simulated clusters hold is
    /// written down; then ends the connections.
    @Override
    public void close() {
        comparisons.close();
        begun.forEach(FleetRun::cancel);
        boolean interrupted = Thread.interrupted();
        try {
            for (FleetRun run : begun) {
                if (!run.awaitEnd(RUN_ENDS)) LOG.warn("a run did not end in time run={}", run.id());
            }
        } catch (InterruptedException _) {
            interrupted = true;
        }
        List<Lane> open = new ArrayList<>(lanes.values()).reversed();
        open.forEach(Lane::close);
        try {
            for (Lane lane : open) {
                lane.awaitEnd();
            }
        } catch (InterruptedException _) {
            interrupted = true;
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    @Override
    public String toString() {
        return "session of " + workspace.settings().name();
    }
}
