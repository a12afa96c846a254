package dev.flotilla.engine.sync;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import dev.flotilla.engine.cluster.ApiCatalog;
import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.documents.ObjectRef;
import org.jspecify.annotations.Nullable;

/// One member's part of a run: wave after wave, the steps of a wave at the same time.
final class MemberRun {
    private static final SkipReason CANCELLED = new SkipReason.Cancelled(false);

    private final SyncPlan.MemberPlan plan;
    private final SyncOptions options;
    private final ApplySet set;
    private final @Nullable ClusterClient client;
    private final @Nullable Journal journal;
    private final @Nullable Claimant claimant;
    private final Ledger ledger;
    private final Gate gate;
    private final Clock clock;
    private final Backoff backoff;
    private final Consumer<SyncEvent> events;
    private final Consumer<IOException> journalFailed;
    private final Circuit circuit;
    private final Dependencies dependencies;
    private final StepRecords records;
    private final Attempts attempts;
    private volatile @Nullable SkipReason stopped;
    private volatile @Nullable MemberLease lease;
    private volatile @Nullable Thread thread;
    private final int steps;
    private final long start = System.nanoTime();

    /// What a run gives to each of its members.
    ///
    /// @param journal       `null` in a dry run
    /// @param claimant      `null` in a dry run
    /// @param journalFailed stops the run on every member
    record Context(SyncOptions options, ApplySet set, @Nullable Journal journal, @Nullable Claimant claimant, Ledger ledger,
            Gate gate, Clock clock, Backoff backoff, MachineBudget.Machines machines, Consumer<IOException> journalFailed,
            Consumer<SyncEvent> events) {}

    /// Who asks for leases.
    ///
    /// @param station this workstation's state folder
    record Claimant(Identity who, String station) {}

    MemberRun(SyncPlan.MemberPlan plan, @Nullable ClusterClient client, Context context) {
        this.plan = plan;
        this.client = client;
        this.options = context.options();
        this.set = context.set();
        this.journal = context.journal();
        this.claimant = context.claimant();
        this.ledger = context.ledger();
        this.gate = context.gate();
        this.clock = context.clock();
        this.backoff = context.backoff();
        this.events = context.events();
        this.journalFailed = context.journalFailed();
        this.dependencies = new Dependencies(plan.desired());
        this.steps = plan.steps().size();
        this.records = new StepRecords(plan, context, dependencies);
        this.circuit = new Circuit(options.patience(), new Circuit.Listener() {
            @Override
            public void opened(ClusterFailure why, int tries, Duration delay) {
                events.accept(new SyncEvent.CircuitOpened(clock.instant(), plan.cluster(), why, tries, delay));
            }

            @Override
            public void closed() {
                events.accept(new SyncEvent.CircuitClosed(clock.instant(), plan.cluster()));
            }
        });
        var throttle = new Throttle(client == null || plan.waves().isEmpty() ? null : context.machines().join(client));
        this.attempts = new Attempts(options, new Turns(gate, circuit, throttle), circuit, backoff, records, this::mayGoOn);
    }

    String cluster() {
        return plan.cluster();
    }

    void retryNow() {
        circuit.retryNow();
    }

    /// Breaks off what is under way; what was not begun is skipped.
    void interrupt() {
        stopped = CANCELLED;
        Thread pushing = thread;
        if (pushing != null) pushing.interrupt();
    }

    /// Begins nothing more; what is under way ends.
    void stop(SkipReason why) {
        if (stopped == null) stopped = why;
    }

    MemberSummary execute() {
        thread = Thread.currentThread();
        events.accept(new SyncEvent.MemberStarted(clock.instant(), cluster(), steps));
        ClusterFailure failure = plan.failure();
        if (failure != null) {
            records.tally().failed(plan.desired().size());
        } else if (client == null && steps > 0) {
            failure = new ClusterFailure.NotConfigured("not-connected", cluster());
            records.tally().failed(steps);
        } else if (client != null) {
            try {
                push(client);
                if (isThrough()) pushed();
            } finally {
                MemberLease held = lease;
                if (held != null && circuit.givenUpFor() == null) held.close();
            }
            failure = circuit.givenUpFor();
        }
        MemberSummary summary = records.tally().summary((System.nanoTime() - start) / 1e9);
        if (journal != null) {
            try {
                journal.member(summary);
            } catch (IOException _) {
                // The figures are in the outcomes, too.
            }
        }
        events.accept(new SyncEvent.MemberFinished(clock.instant(), cluster(), summary, failure));
        return summary;
    }

    /// Whether the member now has all that is planned, with nothing failed and no conflict left open.
    private boolean isThrough() {
        return journal != null && stopped == null && circuit.givenUpFor() == null && plan.isWhole() && records.tally().isClean();
    }

    /// Only now may self-healing keep up this plan.
    private void pushed() {
        ledger.plan(cluster(), plan.hash());
        MemberLease held = lease;
        if (held != null) held.pushed();
    }

    private void push(ClusterClient client) {
        records.unchanged();
        if (steps > 0 && claimant != null && mayBegin() && isEntitled(client, claimant)) announce(client);
        int number = 0;
        for (Wave wave : plan.waves()) {
            number++;
            events.accept(
                    new SyncEvent.WaveStarted(clock.instant(), cluster(), number, plan.waves().size(), wave.steps().size()));
            if (intended(wave)) {
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    together(threads, client, wave);
                }
            }
            // What no thread got to: the run was cancelled, or the journal cannot be written.
            wave.steps().forEach(step -> records.skipped(step, stopped));
            if (wave.settles() && stopped == null && options.dryRun() == SyncOptions.DryRun.NONE) settle(client, wave);
        }
    }

    private boolean mayGoOn() throws ClusterException {
        MemberLease held = lease;
        return stopped == null && (held == null || held.holds());
    }

    private boolean mayBegin() {
        try {
            gate.pass();
            return stopped == null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Takes the member's lease, so that no other Flotilla pushes the workspace to it at the same time.
    ///
    /// @return whether there is anything to begin
    private boolean isEntitled(ClusterClient client, Claimant claimant) {
        if (plan.steps().stream().noneMatch(Steps::needsRequest)) return false;
        var claim = new MemberLease.Claim(set.parent(), claimant.who(), claimant.station(), plan.isWhole() ? plan.hash() : "",
                clock);
        MemberLease.Answer answer = new Entitlement(client, claim, circuit, backoff, this::heldElsewhere).ask();
        return answer != null && isEntitled(answer);
    }

    private boolean isEntitled(MemberLease.Answer answer) {
        switch (answer) {
            case MemberLease.Answer.Taken(MemberLease taken, var from) -> {
                lease = taken;
                if (from != null) events.accept(new SyncEvent.LeaseTakenOver(clock.instant(), cluster(), from));
                return true;
            }
            case MemberLease.Answer.HeldElsewhere(Holder holder) -> {
                heldElsewhere(holder);
                return false;
            }
            case MemberLease.Answer.Unavailable(ClusterFailure why) -> {
                events.accept(new SyncEvent.WithoutLease(clock.instant(), cluster(), why));
                return true;
            }
        }
    }

    private void heldElsewhere(Holder holder) {
        stopped = new SkipReason.HeldElsewhere(holder);
        events.accept(new SyncEvent.HeldElsewhere(clock.instant(), cluster(), holder));
    }

    private void announce(ClusterClient client) {
        long began = System.nanoTime();
        try {
            Announcement.of(set, plan).make(client, backoff);
        } catch (ClusterException e) {
            // The first step meets the same failure and reports it where it can be seen.
            if (e.failure().isUnreachable()) circuit.silent(e.failure(), began);
        }
    }

    private boolean intended(Wave wave) {
        if (stopped != null || Thread.currentThread().isInterrupted()) return false;
        if (journal == null) return true;
        try {
            gate.pass();
            journal.intends(cluster(), wave.steps());
            return true;
        } catch (IOException e) {
            journalFailed.accept(e);
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void together(ExecutorService threads, ClusterClient client, Wave wave) {
        var running = new ArrayList<Future<?>>();
        for (Change step : wave.steps()) {
            running.add(threads.submit(() -> step(client, step)));
        }
        boolean interrupted = false;
        for (Future<?> one : running) {
            while (true) {
                try {
                    one.get();
                    break;
                } catch (InterruptedException _) {
                    interrupted = true;
                    stopped = CANCELLED;
                    running.forEach(other -> other.cancel(true));
                } catch (CancellationException _) {
                    break;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("a step broke", e.getCause());
                }
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void step(ClusterClient client, Change step) {
        try {
            records.ended(step, outcome(client, step));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private StepOutcome outcome(ClusterClient client, Change step) throws InterruptedException {
        gate.pass();
        switch (step) {
            case Change.Blocked(ObjectRef _, var why) -> {
                return new StepOutcome.Skipped(new SkipReason.Blocked(why));
            }
            case Change.Conflict conflict -> {
                return new StepOutcome.Conflicted(conflict.conflicts());
            }
            case Change.Unchanged _ -> {
                return new StepOutcome.Unchanged();
            }
            case Change.Create _,Change.Update _,Change.Prune _,Change.Release _ -> {
                // Needs a request.
            }
        }
        String dependency = dependencies.lackedBy(step.ref());
        if (dependency != null) return new StepOutcome.Skipped(new SkipReason.DependencyFailed(dependency));
        if (options.dryRun() == SyncOptions.DryRun.CLIENT) return Steps.expected(step);
        return attempts.at(client, step);
    }

    /// Waits until namespaces are active and definitions of types are served.
    private void settle(ClusterClient client, Wave wave) {
        List<Change> made = wave.steps().stream().filter(step -> step instanceof Change.Create || step instanceof Change.Update)
                .filter(step -> !dependencies.hasFailed(step.ref())).toList();
        if (made.isEmpty()) return;
        long began = System.nanoTime();
        try {
            if (!Settled.await(client, made)) made.forEach(step -> dependencies.failed(step.ref()));
            if (made.getFirst().ref().kind().equals("CustomResourceDefinition")) {
                ApiCatalog unused = client.discover();
            }
        } catch (ClusterException e) {
            if (e.failure().isUnreachable()) circuit.silent(e.failure(), began);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
