package dev.flotilla.engine.sync;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.Change;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A run over the whole fleet: a virtual thread for each member.
public final class FleetRun implements SyncRun {
    private static final Logger LOG = LoggerFactory.getLogger(FleetRun.class);
    private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSSSSS").withZone(ZoneOffset.UTC);

    private final String id;
    private final SyncPlan plan;
    private final ApplySet set;
    private final Function<String, Optional<ClusterClient>> clients;
    private final RunFiles files;
    private final Ledger ledger;
    private final Clock clock;
    private final Gate gate = new Gate();
    private final ReentrantLock telling = new ReentrantLock();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean begun;
    private final AtomicReference<List<Future<MemberSummary>>> running = new AtomicReference<>(List.of());
    private final AtomicReference<List<MemberRun>> members = new AtomicReference<>(List.of());
    private final List<RunRecord.Entry> entries = Collections.synchronizedList(new ArrayList<>());
    private volatile Consumer<SyncEvent> events = _ -> {};

    public FleetRun(SyncPlan plan, ApplySet set, Function<String, Optional<ClusterClient>> clients, RunFiles files, Ledger ledger,
            Clock clock) {
        this.id = ID.format(clock.instant());
        this.plan = plan;
        this.set = set;
        this.clients = clients;
        this.files = files;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public RunRecord execute(Consumer<SyncEvent> events) {
        begun = true;
        this.events = events;
        try {
            return executed();
        } finally {
            end.countDown();
        }
    }

    /// Whether it was begun and goes on.
    public boolean isUnderWay() {
        return begun && end.getCount() > 0;
    }

    /// Waits until a run that was begun is over; its leases are let go of by then.
    ///
    /// @return whether that was so in time
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return !begun || end.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private RunRecord executed() {
        Instant started = clock.instant();
        var steps = new LinkedHashMap<String, Integer>();
        plan.members().forEach(member -> steps.put(member.cluster(), member.steps().size()));
        tell(new SyncEvent.RunStarted(started, id, plan.planHash(), steps));
        if (plan.options().dryRun() != SyncOptions.DryRun.NONE) return ended(started, push(null, null));
        @Nullable RunLock lock = null;
        String station;
        Journal journal;
        try {
            lock = files.lock();
            if (lock == null) return refused(started, new SkipReason.AnotherRun(files.lockedBy()));
            station = files.station();
            journal = files.begin(id, plan, started);
        } catch (IOException e) {
            close(lock);
            return refused(started, SkipReason.JournalFailed.of(files.folder(), e));
        }
        try {
            return journaled(journal, started, station);
        } finally {
            files.over(id);
            close(journal);
            close(lock);
        }
    }

    private void close(@Nullable Closeable file) {
        try {
            if (file != null) file.close();
        } catch (IOException e) {
            LOG.warn("a run's file does not close run={} cause={}", id, e.toString());
        }
    }

    private RunRecord journaled(Journal journal, Instant started, String station) {
        plan.members().stream().filter(member -> !member.steps().isEmpty())
                .forEach(member -> ledger.begins(member.cluster(), member
                        .hash()));
        saveLedger();
        List<MemberSummary> summaries = push(journal, station);
        saveLedger();
        try {
            journal.end(clock.instant(), end(summaries));
        } catch (IOException e) {
            // What was pushed is pushed. The run will be told as interrupted, and the next one finds nothing to do.
            LOG.warn("the end of a run cannot be written down run={} cause={}", id,
                    SkipReason.JournalFailed.of(files.folder(), e).detail());
        }
        return ended(started, summaries);
    }

    private void saveLedger() {
        try {
            ledger.save();
        } catch (IOException e) {
            // It only spares the next comparison some looks.
            LOG.warn("the ledger cannot be written run={} cause={}", id, SkipReason.JournalFailed.of(files.folder(), e).detail());
        }
    }

    private void journalFailed(IOException why) {
        if (!stopped.compareAndSet(false, true)) return;
        var reason = SkipReason.JournalFailed.of(files.folder(), why);
        members.get().forEach(member -> member.stop(reason));
        tell(new SyncEvent.Stopped(clock.instant(), reason));
    }

    private RunRecord ended(Instant started, List<MemberSummary> summaries) {
        Instant ended = clock.instant();
        RunRecord.End end = end(summaries);
        tell(new SyncEvent.RunFinished(ended, id, end, summaries));
        return new RunRecord(id, plan.planHash(), started, ended, end, summaries, entries, List.of(), plan.rollbackOf());
    }

    /// Nothing further is done, and every object without an outcome says why.
    private RunRecord refused(Instant started, SkipReason why) {
        tell(new SyncEvent.Stopped(clock.instant(), why));
        var summaries = new ArrayList<MemberSummary>();
        for (SyncPlan.MemberPlan member : plan.members()) {
            int done = 0;
            for (Change step : member.steps()) {
                done++;
                tell(new SyncEvent.StepFinished(clock.instant(), member.cluster(), step.ref(), new StepOutcome.Skipped(why), done,
                        member.steps().size()));
            }
            var summary = new MemberSummary(member.cluster(), 0, 0, member.unchanged(), 0, 0, done, 0);
            summaries.add(summary);
            tell(new SyncEvent.MemberFinished(clock.instant(), member.cluster(), summary, member.failure()));
        }
        return ended(started, summaries);
    }

    private List<MemberSummary> push(@Nullable Journal journal, @Nullable String station) {
        var claimant = station == null ? null : new MemberRun.Claimant(files.who(), station);
        var context = new MemberRun.Context(plan.options(), set, journal, claimant, ledger, gate, clock, Backoff.STANDARD,
                new MachineBudget.Machines(), this::journalFailed, event -> {
                    if (event instanceof SyncEvent.StepFinished done && !(done.outcome() instanceof StepOutcome.Unchanged)) {
                        entries.add(new RunRecord.Entry(done.cluster(), done.object(), done.outcome().word(), Tally.fields(done
                                .outcome()), done.outcome().because().orElse(null)));
                    }
                    tell(event);
                });
        var runs = plan.members().stream()
                .map(member -> new MemberRun(member, clients.apply(member.cluster()).orElse(null), context))
                .toList();
        members.set(runs);
        var summaries = new ArrayList<MemberSummary>();
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("push-", 0).factory())) {
            var started = new ArrayList<Future<MemberSummary>>();
            for (MemberRun run : runs) {
                Callable<MemberSummary> work = run::execute;
                started.add(threads.submit(work));
            }
            running.set(started);
            if (cancelled.get()) cancel();
            for (Future<MemberSummary> member : started) {
                summaries.add(await(member));
            }
        }
        return summaries;
    }

    /// A cancelled member still answers: its thread is interrupted, not its future.
    private MemberSummary await(Future<MemberSummary> member) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return member.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                    cancel();
                } catch (ExecutionException e) {
                    throw new IllegalStateException("a member's run broke", e.getCause());
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private RunRecord.End end(List<MemberSummary> summaries) {
        if (cancelled.get()) return RunRecord.End.CANCELLED;
        return summaries.stream().anyMatch(summary -> summary.failed() > 0)
                ? RunRecord.End.WITH_FAILURES
                : RunRecord.End.COMPLETE;
    }

    private void tell(SyncEvent event) {
        telling.lock();
        try {
            events.accept(event);
        } finally {
            telling.unlock();
        }
    }

    @Override
    public void pause() {
        if (gate.close()) tell(new SyncEvent.Paused(clock.instant()));
    }

    @Override
    public void resume() {
        gate.open(() -> tell(new SyncEvent.Resumed(clock.instant())));
    }

    @Override
    public void cancel() {
        cancelled.set(true);
        members.get().forEach(MemberRun::interrupt);
    }

    @Override
    public void retryNow(String cluster) {
        members.get().stream().filter(member -> member.cluster().equals(cluster)).forEach(MemberRun::retryNow);
    }
}
