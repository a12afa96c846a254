package dev.flotilla.engine.kubefedctl;

import java.util.List;

/// Why kubefedctl would not do it, as the key of a sentence and what it speaks of.
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;
    private final transient List<Object> arguments;

    /// @param code such as `kubefed.host.no-such-object`
    Refusal(String code, Object... arguments) {
        super(code);
        this.code = code;
        this.arguments = List.of(arguments);
    }

    /// For who refuses in the same way before a host is asked.
    public static Refusal of(String code, Object... arguments) {
        return new Refusal(code, arguments);
    }

    public String code() {
        return code;
    }

    public List<Object> arguments() {
        return arguments;
    }
}
