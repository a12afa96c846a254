package dev.flotilla.engine.sync;

import java.time.temporal.ChronoUnit;
import java.util.List;

import dev.flotilla.engine.plan.Reason;

/// Why we chose not to do a step.
public sealed interface SkipReason {
    /// The sentence's key and arguments.
    Reason reason();

    /// The diff had blocked it: suspended, terminating, a type that is not served.
    record Blocked(Reason reason) implements SkipReason {}

    /// Something that it stands on failed: its namespace, or the definition of its type.
    record DependencyFailed(String dependency) implements SkipReason {
        @Override
        public Reason reason() {
            return new Reason("sync.dependency-failed", List.of(dependency), List.of());
        }
    }

    /// The run was cancelled before its turn.
    record Cancelled() implements SkipReason {
        @Override
        public Reason reason() {
            return Reason.of("sync.cancelled");
        }
    }

    /// The member stopped answering, and was given up for this run.
    record MemberGivenUp() implements SkipReason {
        @Override
        public Reason reason() {
            return Reason.of("sync.member-given-up");
        }
    }

    /// Intent could not be written to the disk first, so nothing is done.
    record JournalFailed(String detail) implements SkipReason {
        @Override
        public Reason reason() {
            return new Reason("sync.journal-failed", List.of(detail), List.of());
        }
    }

    /// Another Flotilla on this machine pushes this very workspace; this one only watches.
    ///
    /// @param who what it left beside the lock, such as `alice@laptop`; may be empty
    record AnotherRun(String who) implements SkipReason {
        @Override
        public Reason reason() {
            return new Reason("sync.another-run", List.of(who), List.of());
        }
    }

    /// Another Flotilla holds the member's lease; this one only watches.
    record HeldElsewhere(Holder holder) implements SkipReason {
        @Override
        public Reason reason() {
            return new Reason("sync.held-elsewhere",
                    List.of(holder.name(), holder.since().truncatedTo(ChronoUnit.SECONDS).toString()), List.of());
        }
    }
}
