package dev.flotilla.app.sync;

import java.time.Duration;
import java.time.Instant;

import dev.flotilla.app.sync.Counts.What;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.sync.SkipReason;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.Undone;
import org.jspecify.annotations.Nullable;

/// How far one member is.
///
/// @param steps   how many steps it has in this run
/// @param current what is under way, or was last; `null` before the first step
/// @param trouble what went wrong last and still matters, or `null`
public record Lane(String cluster, Phase phase, int steps, int done, Counts counts, @Nullable ObjectRef current, Span span,
        @Nullable Trouble trouble) {

    public enum Phase {
        WAITING, PUSHING, RETRYING, NO_ANSWER, DONE, PARTLY, FAILED, SKIPPED, CANCELLED, HELD
    }

    /// @param started when the member's turn began, or `null` before
    /// @param last    when something was last heard of it, or `null` for never
    public record Span(@Nullable Instant started, @Nullable Instant last) {
        static final Span NONE = new Span(null, null);

        Span until(Instant at) {
            return new Span(started == null ? at : started, at);
        }

        Duration length() {
            return started == null || last == null ? Duration.ZERO : Duration.between(started, last);
        }
    }

    /// @param object which object it was about; `null` for the member as a whole
    /// @param tries  how often it was tried, 0 where nobody counted
    /// @param delay  until the next try, counted from when it went wrong; `null` where none is due
    public record Trouble(ClusterFailure why, @Nullable ObjectRef object, int tries, @Nullable Duration delay) {}

    /// @param unchanged objects that cost no step
    static Lane waiting(String cluster, int steps, int unchanged) {
        return new Lane(cluster, Phase.WAITING, steps, 0, Counts.unchanged(unchanged), null, Span.NONE, null);
    }

    boolean isOver() {
        return switch (phase) {
            case DONE, PARTLY, FAILED, SKIPPED, CANCELLED, HELD -> true;
            case WAITING, PUSHING, RETRYING, NO_ANSWER -> false;
        };
    }

    /// Why it is over and not all of it was pushed; `null` while it goes on, or where all that was to be pushed was.
    @Nullable
    Undone undone() {
        return switch (phase) {
            case PARTLY, FAILED -> Undone.FAILED;
            case SKIPPED -> Undone.SKIPPED;
            case CANCELLED -> Undone.CANCELLED;
            case HELD -> Undone.HELD;
            case DONE, WAITING, PUSHING, RETRYING, NO_ANSWER -> null;
        };
    }

    /// Whether something of it is worth another try.
    boolean mayRetry() {
        return phase == Phase.FAILED || phase == Phase.PARTLY || phase == Phase.SKIPPED || phase == Phase.HELD;
    }

    /// How many steps went through: what failed, was skipped or left to others has an outcome, too.
    int pushed() {
        return done - counts.undone();
    }

    /// Whether the member failed before anybody knew what it needs.
    boolean isUnread() {
        return phase == Phase.FAILED && steps == 0;
    }

    /// Whether it is over and not all of it was pushed: some failed, or was cancelled, or others own fields of it.
    boolean fellShort() {
        return undone() != null || counts.of(What.LEFT) > 0;
    }

    /// This lane once nothing more comes.
    Lane ended() {
        return isOver() ? this : new Lane(cluster, Phase.CANCELLED, steps, done, counts, current, span, trouble);
    }

    /// Steps a second since the member's turn began; 0 while there is nothing to measure.
    double rate() {
        double seconds = span.length().toNanos() / 1e9;
        return seconds <= 0 ? 0 : done / seconds;
    }

    /// This lane after an event of its member.
    Lane after(SyncEvent event) {
        return switch (event) {
            case SyncEvent.MemberStarted e ->
                new Lane(cluster, Phase.PUSHING, e.steps(), done, counts, current, span.until(e.at()), null);
            case SyncEvent.StepStarted e ->
                new Lane(cluster, phase == Phase.NO_ANSWER ? phase : Phase.PUSHING, steps, done, counts,
                        e.object(), span.until(e.at()), trouble);
            case SyncEvent.StepDelayed e -> new Lane(cluster, Phase.RETRYING, steps, done, counts, e.object(), span.until(e.at()),
                    new Trouble(e.why(), e.object(), e.attempt(), e.delay()));
            case SyncEvent.CircuitOpened e -> new Lane(cluster, Phase.NO_ANSWER, steps, done, counts, current, span.until(e.at()),
                    new Trouble(e.why(), null, e.tries(), e.delay()));
            case SyncEvent.CircuitClosed e ->
                new Lane(cluster, Phase.PUSHING, steps, done, counts, current, span.until(e.at()), null);
            case SyncEvent.StepFinished e -> finishedStep(e);
            case SyncEvent.MemberFinished e -> finished(e);
            case SyncEvent.RunStarted _,SyncEvent.WaveStarted _,SyncEvent.TakesOver _,SyncEvent.OfLease _,SyncEvent.Stopped _,SyncEvent.Paused _,SyncEvent.Resumed _,SyncEvent.RunFinished _ ->
                this;
        };
    }

    private Lane finishedStep(SyncEvent.StepFinished e) {
        boolean mended = trouble != null && e.object().equals(trouble.object()) && counts.of(What.FAILED) == 0;
        Trouble now = e.outcome() instanceof StepOutcome.Failed(ClusterFailure why)
                ? new Trouble(why, e.object(), trouble == null ? 0 : trouble.tries(), null)
                : mended ? null : trouble;
        Phase going = phase == Phase.RETRYING ? Phase.PUSHING : phase;
        Phase next = e.outcome() instanceof StepOutcome.Skipped(SkipReason why) ? switch (why) {
            case SkipReason.Cancelled _ -> Phase.CANCELLED;
            case SkipReason.AnotherRun _,SkipReason.HeldElsewhere _ -> Phase.HELD;
            default -> going;
        } : going;
        return new Lane(cluster, next, e.steps(), e.done(), counts.plus(e.outcome()), e.object(), span.until(e.at()), now);
    }

    private Lane finished(SyncEvent.MemberFinished e) {
        Trouble why = e.failure() == null
                ? counts.of(What.FAILED) > 0 ? trouble : null
                : new Trouble(e.failure(), null, trouble == null ? 0 : trouble.tries(), null);
        return new Lane(cluster, end(e), steps, done, counts, current, span.until(e.at()), why);
    }

    private Phase end(SyncEvent.MemberFinished e) {
        if (phase == Phase.CANCELLED || e.failure() instanceof ClusterFailure.Cancelled) return Phase.CANCELLED;
        if (phase == Phase.HELD) return Phase.HELD;
        if (e.failure() != null) return Phase.FAILED;
        if (e.summary().failed() == 0) return Phase.DONE;
        if (counts.of(What.FAILED) == 0 && counts.of(What.SKIPPED) > 0) return Phase.SKIPPED;
        boolean someWentThrough = e.summary().created() + e.summary().updated() + e.summary().deleted()
                + e.summary().unchanged() > 0;
        return someWentThrough ? Phase.PARTLY : Phase.FAILED;
    }
}
