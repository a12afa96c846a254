package dev.flotilla.engine.plan;

import java.util.List;

import dev.flotilla.engine.diagnostics.QuickFix;

/// A way to flip a decision.
///
/// @param fixes the edits, all of which are needed together
public record Suggestion(List<QuickFix> fixes) {
    public Suggestion {
        fixes = List.copyOf(fixes);
    }
}
