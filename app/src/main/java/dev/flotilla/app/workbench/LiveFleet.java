package dev.flotilla.app.workbench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import dev.flotilla.app.ui.Background;
import dev.flotilla.engine.FleetSession;
import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.SessionOptions;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.Running;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.StatusWatch;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The open workspace's connection to its clusters. Opened and closed with the workspace, opened anew when its members or host
/// change; what the clusters say of themselves goes to the [Workbench], and the plan goes to who watches the clusters.
///
/// Properties are read and changed on the FX thread.
public final class LiveFleet {

    private final Workbench workbench;
    private final Background background;
    private final Supplier<SessionOptions> options;
    private final ReadOnlyObjectWrapper<@Nullable FleetSession> session = new ReadOnlyObjectWrapper<>(this, "session");
    private final ReadOnlyObjectWrapper<List<MemberConnection>> members = new ReadOnlyObjectWrapper<>(this, "members", List.of());
    private final ReadOnlyObjectWrapper<@Nullable FleetStatus> status = new ReadOnlyObjectWrapper<>(this, "status");
    private final Healing healing;
    private final AtomicBoolean changeOnItsWay = new AtomicBoolean();
    private boolean askingWhatRuns;
    private boolean askAgainWhatRuns;
    private @Nullable Connected connected;

    /// What was opened for, and all that has to be closed again.
    private record Connected(WorkspaceSettings settings, Object location, FleetSession session, AutoCloseable listening,
            PlanWatch watch) {}

    /// What is shown already and not connected yet.
    private @Nullable Planned awaited;

    private CompletableFuture<Void> closed = CompletableFuture.completedFuture(null);

    public LiveFleet(Workbench workbench, Background background, Supplier<SessionOptions> options) {
        this.workbench = workbench;
        this.background = background;
        this.options = options;
        this.healing = new Healing(background);
        workbench.plannedProperty().subscribe(planned -> follow(planned));
    }

    /// The connections, or `null` while nothing is open.
    public ReadOnlyObjectProperty<@Nullable FleetSession> sessionProperty() {
        return session.getReadOnlyProperty();
    }

    public @Nullable FleetSession session() {
        return session.get();
    }

    /// Every member and how it is reached, as last seen; in the workspace's order.
    public ReadOnlyObjectProperty<List<MemberConnection>> membersProperty() {
        return members.getReadOnlyProperty();
    }

    /// How the planned objects fare, or `null` while nobody knows.
    public ReadOnlyObjectProperty<@Nullable FleetStatus> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /// Restores what others change, while the workspace says so.
    public Healing healing() {
        return healing;
    }

    /// A member's place in the fleet, from 0, which gives it its colour.
    public int place(String cluster) {
        FleetPlan plan = workbench.plan();
        return plan == null ? 0 : Math.max(0, plan.fleet().names().indexOf(cluster));
    }

    /// Connects to all members anew, with kubeconfigs and consents as they now are.
    public void reopen() {
        Workspace workspace = workbench.workspace();
        close();
        if (workspace == null) return;
        open(workspace);
        FleetPlan plan = workbench.plan();
        if (plan != null) keep(workspace, plan);
    }

    /// To be called after a push: what the members now hold decides which replicas stay where they are.
    public void pushed() {
        FleetSession open = session.get();
        if (open == null) return;
        open.lookAgain();
        background.run(open::previous, replicas -> {
            if (session.get() == open) workbench.pushed(replicas);
        }, e -> log().warn("cannot read what was pushed", e));
    }

    private void follow(Planned planned) {
        Workspace workspace = planned.workspace();
        if (workspace == null) {
            close();
            return;
        }
        Connected now = connected;
        Object location = String.valueOf(workbench.locationProperty().get());
        if (now == null || !now.settings().equals(reaching(workspace)) || !now.location().equals(location)) {
            close();
            awaited = planned;
            // What can be seen without a cluster comes first.
            background.afterFrame(() -> {
                if (awaited != planned) return;
                open(workspace);
                keep(workspace, planned);
            });
        } else {
            now.session().follow(workspace);
            keep(workspace, planned);
        }
    }

    private void keep(Workspace workspace, Planned planned) {
        FleetPlan plan = planned.plan();
        if (plan != null) keep(workspace, plan);
    }

    private void keep(Workspace workspace, FleetPlan plan) {
        if (connected != null) connected.watch().follow(plan);
        healing.follow(session.get(), workspace.settings().drift().selfHeal(), plan);
    }

    /// What connections depend on: what becomes of drift is decided while they go on.
    private static WorkspaceSettings reaching(Workspace workspace) {
        return workspace.settings().withDrift(WorkspaceSettings.DriftSettings.SHOWN);
    }

    private void open(Workspace workspace) {
        FleetSession opened = FleetSession.open(workbench.engine(), workspace, options.get());
        AutoCloseable listening = opened.onChange(() -> {
            if (changeOnItsWay.compareAndSet(false, true)) background.onFx(this::changed);
        });
        Consumer<FleetStatus> inbox = inbox(opened);
        connected = new Connected(reaching(workspace), String.valueOf(workbench.locationProperty().get()), opened, listening,
                new PlanWatch(background, plan -> opened.watch(plan, inbox)));
        session.set(opened);
        workbench.setLive((cluster, object) -> read(opened, cluster, object));
        changed();
        pushed();
    }

    private static @Nullable Manifest read(FleetSession session, String cluster, ObjectRef object) throws IOException {
        try {
            return session.details().live(cluster, object).map(live -> live.withoutManagers().manifest()).orElse(null);
        } catch (ClusterException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void changed() {
        changeOnItsWay.set(false);
        FleetSession open = session.get();
        if (open == null) return;
        members.set(List.copyOf(open.members()));
        workbench.observe(open.observed());
        // Pods that wait for a node count only after a while, and nothing tells when that is over.
        if (workbench.running().values().stream().flatMap(seen -> seen.values().stream()).anyMatch(Running::settling)) {
            askWhatRuns();
        }
    }

    /// Some plans depend on what runs; what runs changes with the status.
    private void askWhatRuns() {
        FleetSession open = session.get();
        FleetPlan plan = workbench.plan();
        if (open == null || plan == null) return;
        askAgainWhatRuns = askingWhatRuns;
        if (askingWhatRuns) return;
        askingWhatRuns = true;
        background.run(() -> open.running(plan), seen -> {
            askingWhatRuns = false;
            if (session.get() == open) workbench.runs(seen);
            if (askAgainWhatRuns) askWhatRuns();
        }, e -> {
            askingWhatRuns = false;
            log().warn("cannot ask what runs", e);
        });
    }

    /// Takes a session's statuses, from any thread, for as long as it is the open one.
    Consumer<FleetStatus> inbox(FleetSession of) {
        return new Inbox(of);
    }

    /// Brings the newest status of one session to the FX thread. A watch ends a moment after its workspace was left; what it still
    /// sends is about members and objects that nobody looks at any more.
    private final class Inbox implements Consumer<FleetStatus> {
        private final FleetSession of;
        private final AtomicReference<@Nullable FleetStatus> newest = new AtomicReference<>();
        private final AtomicBoolean onItsWay = new AtomicBoolean();

        Inbox(FleetSession of) {
            this.of = of;
        }

        @Override
        public void accept(FleetStatus now) {
            newest.set(now);
            if (onItsWay.compareAndSet(false, true)) background.onFx(this::show);
        }

        private void show() {
            onItsWay.set(false);
            if (session.get() != of) return;
            status.set(newest.get());
            healing.accept(newest.get());
            askWhatRuns();
        }
    }

    /// Ends all connections, without waiting for it.
    ///
    /// @return completes, on some thread, when all that this fleet ever opened has ended: leases are let go of, and what
    ///         simulated clusters hold is written down
    public CompletionStage<Void> close() {
        Connected old = connected;
        connected = null;
        awaited = null;
        healing.stop();
        session.set(null);
        members.set(List.of());
        status.set(null);
        if (old == null) return closed;
        StatusWatch running = old.watch().end();
        workbench.setLive(null);
        workbench.runs(Map.of());
        var end = new CompletableFuture<Void>();
        closed = CompletableFuture.allOf(closed, end);
        background.run(() -> {
            try {
                if (running != null) running.close();
                old.listening().close();
                old.session().close();
                return true;
            } finally {
                end.complete(null);
            }
        }, _ -> {}, e -> log().warn("a fleet did not close well", e));
        return closed;
    }

    /// Asked for when there is something to say: a start need not wait for the loggers.
    private static Logger log() {
        return LoggerFactory.getLogger(LiveFleet.class);
    }
}
