package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.List;

/// Why a filter keeps a cluster out.
///
/// @param message   in Karmada's own words
/// @param code      of the reason
/// @param arguments of the reason
public record Refusal(Step step, String message, String code, List<Object> arguments) {
    public Refusal {
        arguments = List.copyOf(arguments);
    }

    static Refusal of(Step step, String message, String code, Object... arguments) {
        return new Refusal(step, message, code, List.of(arguments));
    }
}
