package dev.flotilla.engine.sync;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.diff.Stamp;
import dev.flotilla.engine.documents.ObjectKey;
import org.jspecify.annotations.Nullable;

/// What becomes of one member's steps, put down wherever it belongs: counted, in journal and ledger, told to who listens. Each step
/// ends once. Safe from any thread.
final class StepRecords {
    private static final SkipReason NEVER_BEGAN = new SkipReason.Cancelled(false);
    private static final SkipReason CUT_OFF = new SkipReason.Cancelled(true);

    private final SyncPlan.MemberPlan plan;
    private final MemberRun.Context context;
    private final Dependencies dependencies;
    private final Tally tally;
    private final int steps;
    private final Map<ObjectKey, Desired> desired = new HashMap<>();
    private final Set<ObjectKey> began = ConcurrentHashMap.newKeySet();
    private final Set<ObjectKey> ended = ConcurrentHashMap.newKeySet();

    /// @param dependencies told of what failed
    StepRecords(SyncPlan.MemberPlan plan, MemberRun.Context context, Dependencies dependencies) {
        this.plan = plan;
        this.context = context;
        this.dependencies = dependencies;
        this.steps = plan.steps().size();
        this.tally = new Tally(plan.cluster(), plan.unchanged());
        plan.desired().forEach(one -> desired.put(one.key(), one));
    }

    Tally tally() {
        return tally;
    }

    /// What needs no step is in the ledger, too: it is where the next division of replicas begins.
    void unchanged() {
        if (context.options().dryRun() != SyncOptions.DryRun.NONE) return;
        Set<ObjectKey> stepped = new HashSet<>();
        plan.steps().forEach(step -> stepped.add(step.key()));
        for (Desired one : plan.desired()) {
            Integer replicas = one.replicas();
            if (!stepped.contains(one.key()) && replicas != null) context.ledger().stays(plan.cluster(), one.key(), replicas);
        }
    }

    /// The step's first request is about to be sent.
    void began(Change step) {
        began.add(step.key());
        tell(new SyncEvent.StepStarted(context.clock().instant(), plan.cluster(), step.ref()));
        if (step instanceof Change.Update update) {
            for (FieldConflict taken : update.taken()) {
                tell(new SyncEvent.TakesOver(context.clock().instant(), plan.cluster(), step.ref(), taken.path(), taken.owner()));
            }
        }
    }

    void delayed(Change step, int attempt, ClusterFailure why, Duration delay) {
        tell(new SyncEvent.StepDelayed(context.clock().instant(), plan.cluster(), step.ref(), attempt, why, delay));
    }

    /// What was created is as planned. An update may leave fields to others as somebody decided, so the next comparison looks.
    ///
    /// @param remaining fingerprint of what the server made different from what was sent; empty for nothing
    void applied(Change step, LiveObject live, String remaining) {
        if (context.options().dryRun() != SyncOptions.DryRun.NONE) return;
        Desired one = desired.get(step.key());
        if (one == null) return;
        context.ledger().pushed(plan.cluster(), step.key(), one.replicas(), remaining,
                step instanceof Change.Create ? Stamp.of(one, live) : null);
    }

    void ended(Change step, StepOutcome outcome) {
        if (!ended.add(step.key())) return;
        if (leavesUndone(outcome)) dependencies.failed(step.ref());
        if (outcome instanceof StepOutcome.Pruned || outcome instanceof StepOutcome.Released) {
            context.ledger().gone(plan.cluster(), step.key());
        }
        Journal journal = context.journal();
        if (journal != null && !(outcome instanceof StepOutcome.Unchanged)) {
            try {
                journal.done(plan.cluster(), step.ref(), outcome.word(), Tally.fields(outcome), outcome.because());
            } catch (IOException e) {
                context.journalFailed().accept(e);
            }
        }
        int done = tally.count(outcome);
        tell(new SyncEvent.StepFinished(context.clock().instant(), plan.cluster(), step.ref(), outcome, done, steps));
    }

    /// Ends a step that nobody will end any more.
    ///
    /// @param stopped why nothing more is begun; `null` where the run was cancelled
    void skipped(Change step, @Nullable SkipReason stopped) {
        if (ended.contains(step.key())) return;
        SkipReason why = stopped == null ? NEVER_BEGAN : stopped;
        ended(step, new StepOutcome.Skipped(why.equals(NEVER_BEGAN) && began.contains(step.key()) ? CUT_OFF : why));
    }

    /// What is suspended is there, or whatever stands on it was not begun.
    private static boolean leavesUndone(StepOutcome outcome) {
        return outcome instanceof StepOutcome.Failed || outcome instanceof StepOutcome.Skipped(var why) && !why.isAsPlanned();
    }

    private void tell(SyncEvent event) {
        context.events().accept(event);
    }
}
