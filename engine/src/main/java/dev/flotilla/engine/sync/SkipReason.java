package dev.flotilla.engine.sync;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;

import dev.flotilla.engine.plan.Reason;

/// Why we chose not to do a step.
public sealed interface SkipReason {
    /// The sentence's key and arguments.
    Reason reason();

    /// Whether it holds for all that is left of a member or of the run, and an event says so once.
    default boolean isToldOnce() {
        return this instanceof JournalFailed || this instanceof AnotherRun || this instanceof HeldElsewhere;
    }

    /// Suspended is as the policy wants it; every other skip leaves the plan unfulfilled.
    default boolean isAsPlanned() {
        return this instanceof Blocked(var why) && (why.code().equals("sync.suspended")
                || why.code().equals("sync.namespace-suspended"));
    }

    /// The diff had blocked it: suspended, terminating, a type that is not served.
    record Blocked(Reason reason) implements SkipReason {}

    /// Something that it stands on failed: its namespace, or the definition of its type.
    record DependencyFailed(String dependency) implements SkipReason {
        @Override
        public Reason reason() {
            return new Reason("sync.dependency-failed", List.of(dependency), List.of());
        }
    }

    /// The run was cancelled.
    ///
    /// @param begun whether its request was under way by then, so that nobody knows what became of it
    record Cancelled(boolean begun) implements SkipReason {
        @Override
        public Reason reason() {
            return Reason.of(begun ? "sync.cancelled-under-way" : "sync.cancelled");
        }
    }

    /// The member stopped answering, and was given up for this run.
    record MemberGivenUp() implements SkipReason {
        @Override
        public Reason reason() {
            return Reason.of("sync.member-given-up");
        }
    }

    /// The run's records cannot be written, so nothing more is sent: after a crash nobody could tell what was begun.
    ///
    /// @param folder of the records
    /// @param detail what the operating system said; empty where it only refused
    record JournalFailed(String folder, String detail) implements SkipReason {
        static JournalFailed of(Path folder, IOException why) {
            String detail = why instanceof FileSystemException refused ? refused.getReason() : why.getMessage();
            return new JournalFailed(folder.toString(), detail == null ? "" : detail);
        }

        @Override
        public Reason reason() {
            return detail.isEmpty()
                    ? new Reason("sync.journal-denied", List.of(folder), List.of())
                    : new Reason("sync.journal-failed", List.of(folder, detail), List.of());
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
