package dev.flotilla.engine.sync;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Why an object did not get what was planned for it, in one word. What waits for somebody else, what a person stopped and what we
/// chose not to send have not failed, though a run counts them with what has ([MemberSummary#failed]).
///
/// `FAILED`: we could not. `CONFLICT`: others own fields of it. `HELD`: another Flotilla pushes to the member, or pushes the
/// workspace. `CANCELLED`: a person cancelled the run. `SKIPPED`: we chose not to, as it is blocked, or as what it stands on is missing.
public enum Undone {
    FAILED, CONFLICT, HELD, CANCELLED, SKIPPED;

    /// @return `null` where it got what was planned for it
    public static @Nullable Undone of(StepOutcome outcome) {
        return of(outcome.word(), outcome.because().map(StepOutcome.Why::code).orElse(""));
    }

    /// A member's figures with the reasons told apart.
    ///
    /// @param told of its objects, by why; those that have failed without an outcome of their own are not among them
    /// @return those above 0, in the order of this type
    public static Map<Undone, Integer> of(MemberSummary member, Map<Undone, Integer> told) {
        var all = new EnumMap<Undone, Integer>(Undone.class);
        all.put(FAILED, member.failed());
        all.put(CONFLICT, member.conflicts());
        told.forEach((why, number) -> {
            if (why == FAILED || why == CONFLICT) return;
            all.put(why, number);
            all.merge(FAILED, -number, Integer::sum);
        });
        all.values().removeIf(number -> number <= 0);
        return Collections.unmodifiableMap(all);
    }

    /// @param word of an outcome, as journals hold it
    /// @param code of why; empty for none
    static @Nullable Undone of(String word, String code) {
        return switch (word) {
            case "failed" -> FAILED;
            case "conflict" -> CONFLICT;
            case "skipped" -> skipped(code);
            default -> null;
        };
    }

    private static @Nullable Undone skipped(String code) {
        return switch (code) {
            case "sync.another-run", "sync.held-elsewhere" -> HELD;
            case "sync.cancelled", "sync.cancelled-under-way" -> CANCELLED;
            case "sync.suspended", "sync.namespace-suspended" -> null;
            default -> SKIPPED;
        };
    }
}
