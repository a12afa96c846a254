package dev.flotilla.engine.dialect.kubefed.override;

import java.util.List;

import dev.flotilla.engine.value.FieldPath;

/// Why an object cannot be computed.
///
/// @param place in the federated object
public record Flaw(String code, List<Object> arguments, FieldPath place) {
    public Flaw {
        arguments = List.copyOf(arguments);
    }

    static Flaw of(String code, FieldPath place, Object... arguments) {
        return new Flaw(code, List.of(arguments), place);
    }
}
