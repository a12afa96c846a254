package dev.flotilla.engine.dialect.karmada.schedule;

import dev.flotilla.engine.plan.Reason;

/// Why a pass placed nothing.
///
/// @param message in Karmada's own words
public record Failure(Kind kind, String message, Reason reason) {
    /// `FIT` empties the old result and is final, the others keep it and are tried again.
    public enum Kind {
        FIT, UNSCHEDULABLE, OTHER
    }

    static Failure other(String message, String code, Object... arguments) {
        return new Failure(Kind.OTHER, message, Reason.of(code, arguments));
    }

    Failure within(String prefix) {
        return new Failure(kind, prefix + message, reason);
    }
}
