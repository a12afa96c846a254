package dev.flotilla.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.ObjectDetails;
import dev.flotilla.engine.status.StatusWatch;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.sync.SyncRun;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import dev.flotilla.engine.workspace.WorkspaceSettings.MemberSettings;

/// A workspace's connections to its clusters, and all that needs them: compare, push, watch, remember.
///
/// [#open] returns at once; members are connected to in the background, each by itself, and probed every few seconds. Sandbox
/// members run while the session is open. Safe from any thread; calls that reach clusters block.
public final class FleetSession implements AutoCloseable {
    public static final String HOST = "host";

    private final Engine engine;
    private final Workspace workspace;
    private final SessionOptions options;
    private final SequencedMap<String, Lane> lanes = new LinkedHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private FleetSession(Engine engine, Workspace workspace, SessionOptions options) {
        this.engine = engine;
        this.workspace = workspace;
        this.options = options;
        var door = new ClusterDoor(workspace.root(), options);
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

    public Workspace workspace() {
        return workspace;
    }

    /// The members in the workspace's order, as last seen.
    public List<MemberConnection> members() {
        return lanes.values().stream().map(Lane::seen).filter(member -> !member.name().equals(HOST)).toList();
    }

    /// The host as last seen; empty where the workspace names none.
    public Optional<MemberConnection> host() {
        return Optional.ofNullable(lanes.get(HOST)).map(Lane::seen);
    }

    /// What [Engine#plan] wants to know of the members.
    public Map<String, MemberCluster> observed() {
        var observed = new LinkedHashMap<String, MemberCluster>();
        members().forEach(member -> observed.put(member.name(), member.observed()));
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

    /// Tries again at once: kubeconfig read anew, connection made anew.
    public void reconnect(String member) {
        Lane lane = lanes.get(member);
        if (lane != null) lane.reconnect();
    }

    /// Compares the plan with what runs.
    ///
    /// @param members empty for all
    public FleetDiff diff(FleetPlan plan, Set<String> members) {
        throw new UnsupportedOperationException("diff");
    }

    /// What a push would do, to be reviewed.
    ///
    /// @param members empty for all
    public SyncPlan prepare(FleetPlan plan, Set<String> members, SyncOptions how) {
        return SyncPlan.of(diff(plan, members), how);
    }

    /// A run that is not begun: call [SyncRun#execute].
    public SyncRun run(SyncPlan plan) {
        throw new UnsupportedOperationException("run");
    }

    /// Asks every member once.
    public FleetStatus status(FleetPlan plan) {
        throw new UnsupportedOperationException("status");
    }

    /// Follows the plan's objects on every member until closed.
    ///
    /// @param each receives a new status, at most some ten times a second, from one thread
    public StatusWatch watch(FleetPlan plan, Consumer<FleetStatus> each) {
        throw new UnsupportedOperationException("watch");
    }

    /// Events, pods and logs of single objects.
    public ObjectDetails details() {
        return new ObjectDetails(this::client);
    }

    /// Past runs, newest first.
    public List<RunRecord> history() {
        return List.of();
    }

    /// The run that was killed, if the last one was.
    public Optional<RunRecord> interrupted() {
        return history().stream().findFirst().filter(run -> run.end() == RunRecord.End.INTERRUPTED);
    }

    /// What would return the fleet to what a past run pushed.
    public SyncPlan rollback(String run) {
        throw new UnsupportedOperationException("rollback to " + run);
    }

    /// What the last push gave each member: object to member to replicas, for [Engine#plan].
    public Map<ObjectKey, Map<String, Integer>> previous() {
        return Map.of();
    }

    /// Folder of this workspace's journals and ledger.
    Path stateFolder() {
        return options.state().resolve(workspace.settings().name());
    }

    @Override
    public void close() {
        new ArrayList<>(lanes.values()).reversed().forEach(Lane::close);
    }

    @Override
    public String toString() {
        return "session of " + workspace.settings().name() + " with " + engine.dialects().size() + " dialects";
    }
}
