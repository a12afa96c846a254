package dev.flotilla.app.sync;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.sync.SkipReason;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.sync.SyncEvent;
import org.jspecify.annotations.Nullable;

/// A line of the log: what happened to what, and why where there is a why.
///
/// @param verb      last part of the key of its word, such as `created`
/// @param subject   the object, or empty where the line is about the member as a whole
/// @param code      key of the sentence that explains it, without its family; empty for none
/// @param arguments of that sentence
record LogLine(Instant at, String cluster, Weight weight, String verb, String subject, String code, List<Object> arguments) {
    enum Weight {
        GOOD, MOVING, NOTICE, BAD
    }

    LogLine {
        arguments = List.copyOf(arguments);
    }

    boolean isError() {
        return weight == Weight.BAD;
    }

    /// Whether all words of `query` occur in the line.
    boolean matches(String query) {
        String all = (cluster + " " + verb + " " + subject + " " + code + " " + arguments).toLowerCase(Locale.ROOT);
        for (String word : query.toLowerCase(Locale.ROOT).split("\\s+")) {
            if (!all.contains(word)) return false;
        }
        return true;
    }

    /// What the log says about an event, or `null` where the lanes say enough.
    static @Nullable LogLine of(SyncEvent event) {
        return switch (event) {
            case SyncEvent.StepStarted e -> about(e.at(), e.cluster(), Weight.MOVING, "applying", e.object());
            case SyncEvent.TakesOver e -> new LogLine(e.at(), e.cluster(), Weight.NOTICE, "takes-over", e.object().toString(),
                    "sync.log.field-from", List.of(e.field().toString(), e.owner()));
            case SyncEvent.StepDelayed e ->
                because(e.at(), e.cluster(), Weight.NOTICE, "retries", e.object().toString(), e.why());
            case SyncEvent.StepFinished e -> finished(e);
            case SyncEvent.CircuitOpened e -> because(e.at(), e.cluster(), Weight.BAD, "no-answer", "", e.why());
            case SyncEvent.CircuitClosed e -> new LogLine(e.at(), e.cluster(), Weight.GOOD, "answers", "", "", List.of());
            case SyncEvent.HeldElsewhere e ->
                because(e.at(), e.cluster(), Weight.BAD, "left", new SkipReason.HeldElsewhere(e.holder()));
            case SyncEvent.Stopped e -> because(e.at(), "", Weight.BAD, "stopped", e.why());
            case SyncEvent.LeaseTakenOver e -> new LogLine(e.at(), e.cluster(), Weight.NOTICE, "takes-over", "",
                    "sync.log.lease-from", List.of(e.from().name()));
            case SyncEvent.WithoutLease e -> because(e.at(), e.cluster(), Weight.NOTICE, "no-lease", "", e.why());
            case SyncEvent.MemberFinished e -> e.failure() == null
                    ? new LogLine(e.at(), e.cluster(), e.summary().failed() > 0 ? Weight.BAD : Weight.GOOD, "finished", "", "",
                            List.of())
                    : because(e.at(), e.cluster(), Weight.BAD, "given-up", "", e.failure());
            case SyncEvent.RunStarted _,SyncEvent.MemberStarted _,SyncEvent.WaveStarted _,SyncEvent.Paused _,SyncEvent.Resumed _,SyncEvent.RunFinished _ ->
                null;
        };
    }

    private static @Nullable LogLine finished(SyncEvent.StepFinished e) {
        return switch (e.outcome()) {
            case StepOutcome.Created _ -> about(e.at(), e.cluster(), Weight.GOOD, "created", e.object());
            case StepOutcome.Configured _ -> about(e.at(), e.cluster(), Weight.GOOD, "changed", e.object());
            case StepOutcome.Pruned _ -> about(e.at(), e.cluster(), Weight.GOOD, "pruned", e.object());
            case StepOutcome.Released _ -> about(e.at(), e.cluster(), Weight.GOOD, "released", e.object());
            case StepOutcome.Unchanged _ -> null;
            case StepOutcome.Conflicted _ -> about(e.at(), e.cluster(), Weight.NOTICE, "left", e.object());
            case StepOutcome.Skipped(var why) -> why.isToldOnce()
                    ? null
                    : new LogLine(e.at(), e.cluster(), why.isAsPlanned() || why instanceof SkipReason.Cancelled
                            ? Weight.NOTICE
                            : Weight.BAD, "skipped", e.object().toString(), "reason." + why.reason().code(),
                            why.reason()
                                    .arguments());
            case StepOutcome.Failed(var why) -> because(e.at(), e.cluster(), Weight.BAD, "failed", e.object().toString(), why);
        };
    }

    private static LogLine about(Instant at, String cluster, Weight weight, String verb, ObjectRef object) {
        return new LogLine(at, cluster, weight, verb, object.toString(), "", List.of());
    }

    private static LogLine because(Instant at, String cluster, Weight weight, String verb, SkipReason why) {
        return new LogLine(at, cluster, weight, verb, "", "reason." + why.reason().code(), why.reason().arguments());
    }

    private static LogLine because(Instant at, String cluster, Weight weight, String verb, String subject, ClusterFailure why) {
        return new LogLine(at, cluster, weight, verb, subject, "failure." + why.code(), why.arguments());
    }
}
