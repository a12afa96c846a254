package dev.flotilla.app.cli;

import java.util.Locale;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.diff.FieldChange;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.sync.Holder;
import dev.flotilla.engine.sync.MemberSummary;
import dev.flotilla.engine.sync.SkipReason;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// A push's events in the shape that scripts rely on; `docs/cli.md` describes it.
final class SyncJson {
    private SyncJson() {}

    static MapValue of(SyncEvent event) {
        return switch (event) {
            case SyncEvent.RunStarted e -> started("started", e).put("run", e.run()).put("planHash", e.planHash())
                    .put("steps", Value.of(e.steps())).build();
            case SyncEvent.MemberStarted e -> member("member-started", e, e.cluster()).put("steps", e.steps()).build();
            case SyncEvent.WaveStarted e -> member("wave-started", e, e.cluster()).put("wave", e.wave()).put("waves", e.waves())
                    .put("steps", e.steps()).build();
            case SyncEvent.StepStarted e -> object("object-started", e, e.cluster(), e.object()).build();
            case SyncEvent.TakesOver e -> object("takes-over", e, e.cluster(), e.object()).put("field", e.field().toString())
                    .put("owner", e.owner()).build();
            case SyncEvent.StepDelayed e -> object("object-delayed", e, e.cluster(), e.object()).put("attempt", e.attempt())
                    .put("failure", ClustersCommand.failure(e.why())).put("delaySeconds", Value.number(seconds(e.delay())))
                    .build();
            case SyncEvent.StepFinished e -> outcome(object("object-finished", e, e.cluster(), e.object()), e.outcome())
                    .put("done", e.done()).put("steps", e.steps()).build();
            case SyncEvent.CircuitOpened e -> member("member-not-answering", e, e.cluster()).put("tries", e.tries())
                    .put("failure", ClustersCommand.failure(e.why())).put("delaySeconds", Value.number(seconds(e.delay())))
                    .build();
            case SyncEvent.CircuitClosed e -> member("member-answers-again", e, e.cluster()).build();
            case SyncEvent.HeldElsewhere e -> holder("held-elsewhere", e, e.cluster(), e.holder()).build();
            case SyncEvent.LeaseTakenOver e -> holder("lease-taken-over", e, e.cluster(), e.from()).build();
            case SyncEvent.WithoutLease e -> member("without-lease", e, e.cluster())
                    .put("failure", ClustersCommand.failure(e.why())).build();
            case SyncEvent.MemberFinished e -> member("member-finished", e, e.cluster()).put("summary", summary(e.summary()))
                    .put("failure", ClustersCommand.failure(e.failure())).build();
            case SyncEvent.Stopped e -> started("stopped", e).put("code", code(e.why()))
                    .put("message", Messages.english().reason(e.why().reason())).build();
            case SyncEvent.Paused e -> started("paused", e).build();
            case SyncEvent.Resumed e -> started("resumed", e).build();
            case SyncEvent.RunFinished e -> started("finished", e).put("run", e.run())
                    .put("end", e.end().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .put("clusters", ListValue.of(e.members().stream().map(SyncJson::summary).toList())).build();
        };
    }

    private static MapValue.Builder started(String name, SyncEvent event) {
        return MapValue.builder().put("event", name).put("at", event.at().toString());
    }

    private static MapValue.Builder member(String name, SyncEvent event, String cluster) {
        return started(name, event).put("cluster", cluster);
    }

    private static MapValue.Builder holder(String name, SyncEvent event, String cluster, Holder holder) {
        return member(name, event, cluster).put("holder", holder.name()).put("since", holder.since().toString())
                .put("heard", holder.heard().toString());
    }

    private static MapValue.Builder object(String name, SyncEvent event, String cluster, ObjectRef object) {
        return member(name, event, cluster).put("object", ChangeText.ref(object));
    }

    private static double seconds(java.time.Duration delay) {
        return delay.toMillis() / 1000.0;
    }

    private static MapValue.Builder outcome(MapValue.Builder event, StepOutcome outcome) {
        event.put("outcome", outcome.word());
        switch (outcome) {
            case StepOutcome.Configured configured -> event.put("fields",
                    ListValue.ofTexts(configured.fields().stream().map(FieldChange::path).map(Object::toString).toList()));
            case StepOutcome.Conflicted conflicted -> event.put("conflicts", ListValue.of(conflicted.conflicts().stream()
                    .map(c -> MapValue.builder().put("path", c.path().toString()).put("owner", c.owner()).build()).toList()));
            case StepOutcome.Skipped skipped -> event.put("code", code(skipped.why()));
            case StepOutcome.Failed failed -> event.put("failure", ClustersCommand.failure(failed.why()));
            case StepOutcome.Pruned pruned -> event.put("waitsFor", ListValue.ofTexts(pruned.waitsFor()));
            case StepOutcome.Created _,StepOutcome.Unchanged _,StepOutcome.Released _ -> {
            }
        }
        return event;
    }

    private static String code(SkipReason why) {
        return why.reason().code();
    }

    static MapValue summary(MemberSummary member) {
        return MapValue.builder().put("cluster", member.cluster()).put("created", member.created())
                .put("updated", member.updated())
                .put("unchanged", member.unchanged()).put("deleted", member.deleted()).put("conflicts", member.conflicts())
                .put("failed", member.failed()).put("seconds", Value.number(Math.round(member.seconds() * 1000) / 1000.0))
                .build();
    }
}
