package dev.flotilla.engine;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.ClusterDiff;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.status.SelfHeal;
import dev.flotilla.engine.sync.Decision;
import dev.flotilla.engine.sync.Ledger;
import dev.flotilla.engine.sync.RunFiles;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SkipReason;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.sync.SyncRun;
import dev.flotilla.engine.value.FieldPath;

/// Takes back what others changed, by a small push of just those fields, and only where exactly this plan was pushed last.
final class DriftRestorer implements SelfHeal.Restorer {
    private final Supplier<FleetPlan> plan;
    private final Members members;
    private final Records records;
    private final Function<SyncPlan, SyncRun> push;

    /// How it gets at members.
    record Members(Function<String, Optional<ClusterClient>> clients, Comparisons comparisons,
            Function<FleetPlan, DialectRules> rules) {}

    /// Where it is written down what was pushed.
    record Records(ApplySet set, RunFiles runs, Ledger ledger, Clock clock) {}

    /// @param plan what is to be kept up
    /// @param push a run that is not begun
    DriftRestorer(Supplier<FleetPlan> plan, Members members, Records records, Function<SyncPlan, SyncRun> push) {
        this.plan = plan;
        this.members = members;
        this.records = records;
        this.push = push;
    }

    @Override
    public Answer restore(String member, Map<ObjectKey, Set<FieldPath>> fields) {
        FleetPlan kept = plan.get();
        Optional<ClusterClient> client = members.clients().apply(member);
        if (client.isEmpty()) return new Done(Map.of());
        ClusterDiff diff = members.comparisons().compareOnly(kept, client.get(), fields.keySet(), members.rules().apply(kept));
        SyncPlan back = back(kept, diff, fields);
        if (diff.failure() != null || back.members().getFirst().steps().stream().allMatch(Change.Blocked.class::isInstance)) {
            return new Done(Map.of());
        }
        try {
            Optional<Reason> why = records.runs().notPushed(client.get(), records.set(), records.ledger(), back.members()
                    .getFirst().hash(), records.clock());
            if (why.isPresent()) return new StoodBack(why.get());
        } catch (ClusterException _) {
            return new Done(Map.of());
        }
        return restored(push.apply(back));
    }

    private static SyncPlan back(FleetPlan kept, ClusterDiff diff, Map<ObjectKey, Set<FieldPath>> fields) {
        SyncPlan back = SyncPlan.of(new FleetDiff(kept.hash(), List.of(diff)), SyncOptions.NORMAL);
        for (Change change : diff.changes()) {
            if (!(change instanceof Change.Conflict conflict)) continue;
            Set<FieldPath> taken = fields.getOrDefault(change.key(), Set.of());
            // First what is left: an object is sent once its last conflict is settled.
            for (FieldConflict conflicted : conflict.conflicts()) {
                if (!taken.contains(conflicted.path()))
                    back = back.decide(diff.cluster(), change.key(), conflicted.path(), Decision.LEAVE);
            }
            back = back.decide(diff.cluster(), change.key(), null, Decision.TAKE_OVER);
        }
        return back;
    }

    private static Answer restored(SyncRun run) {
        var outcomes = new LinkedHashMap<ObjectKey, StepOutcome>();
        RunRecord unused = run.execute(event -> {
            if (event instanceof SyncEvent.StepFinished done) outcomes.put(done.object().key(), done.outcome());
        });
        Optional<Reason> kept = outcomes.values().stream().<Reason>mapMulti((outcome, out) -> {
            if (outcome instanceof StepOutcome.Skipped(SkipReason.HeldElsewhere why)) out.accept(why.reason());
            if (outcome instanceof StepOutcome.Skipped(SkipReason.AnotherRun why)) out.accept(why.reason());
        }).findFirst();
        return kept.isPresent() ? new StoodBack(kept.get()) : new Done(outcomes);
    }
}
