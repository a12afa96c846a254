package dev.flotilla.engine.plan;

import java.util.List;

import dev.flotilla.engine.diagnostics.Location;

/// A sentence in the making: its key, what it speaks of, and the lines that decided.
///
/// @param code      such as `karmada.taint-not-tolerated`
/// @param arguments strings and numbers, in the sentence's order
/// @param lines     the deciding fields in the user's documents; may be empty
public record Reason(String code, List<Object> arguments, List<Location> lines) {
    public Reason {
        arguments = List.copyOf(arguments);
        lines = List.copyOf(lines);
    }

    public static Reason of(String code, Object... arguments) {
        return new Reason(code, List.of(arguments), List.of());
    }

    /// The same reason with its deciding lines.
    public Reason decidedBy(Location... lines) {
        return new Reason(code, arguments, List.of(lines));
    }
}
