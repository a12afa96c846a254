package dev.flotilla.engine.dialect.karmada.override;

import java.util.List;

/// An entry of an override policy cannot be applied.
final class OverrideException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient List<Object> arguments;

    /// @param code a reason's
    OverrideException(String code, Object... arguments) {
        super(code, null, false, false);
        this.code = code;
        this.arguments = List.of(arguments);
    }

    String code() {
        return code;
    }

    List<Object> arguments() {
        return arguments;
    }
}
