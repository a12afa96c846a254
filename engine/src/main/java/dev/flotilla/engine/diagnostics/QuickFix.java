package dev.flotilla.engine.diagnostics;

import java.util.List;
import java.util.function.Supplier;

/// A change of text that would settle a [Diagnostic].
///
/// @param code      key of its sentence, a deed such as `fix.move-field`
/// @param arguments what the sentence needs
/// @param edits     applied together, or not at all
public record QuickFix(String code, List<Object> arguments, List<TextEdit> edits) {
    public QuickFix {
        arguments = List.copyOf(arguments);
        edits = List.copyOf(edits);
    }

    /// Fixes for a [Diagnostic] that are worked out when they are first looked at.
    ///
    /// @param fixes without side effects; may be asked twice
    public static List<QuickFix> deferred(Supplier<List<QuickFix>> fixes) {
        return new DeferredFixes(fixes);
    }
}
