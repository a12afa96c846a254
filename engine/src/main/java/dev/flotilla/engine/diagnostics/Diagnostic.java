package dev.flotilla.engine.diagnostics;

import java.util.List;

/// One finding in the user's documents.
///
/// @param code      stable name such as `yaml.duplicate-key`; the faces hold a sentence and a hint for each
/// @param arguments what the sentence needs, in order: strings and numbers
/// @param fixes     quick fixes, best first; may be empty
public record Diagnostic(Severity severity, String code, Location location, List<Object> arguments, List<QuickFix> fixes) {
    public Diagnostic {
        arguments = List.copyOf(arguments);
        fixes = fixes instanceof DeferredFixes ? fixes : List.copyOf(fixes);
    }

    public static Diagnostic error(String code, Location location, Object... arguments) {
        return new Diagnostic(Severity.ERROR, code, location, List.of(arguments), List.of());
    }

    public static Diagnostic warning(String code, Location location, Object... arguments) {
        return new Diagnostic(Severity.WARNING, code, location, List.of(arguments), List.of());
    }

    public static Diagnostic hint(String code, Location location, Object... arguments) {
        return new Diagnostic(Severity.HINT, code, location, List.of(arguments), List.of());
    }

    /// The same finding with these quick fixes.
    public Diagnostic withFixes(QuickFix... fixes) {
        return new Diagnostic(severity, code, location, arguments, List.of(fixes));
    }
}
