package dev.flotilla.app.plan;

import dev.flotilla.engine.plan.Origin;
import org.jspecify.annotations.Nullable;

/// One line of the preview.
///
/// @param number of the line in the manifest, or 0 for none
/// @param text   the line; for [Kind#FOLD] the words of the fold
/// @param edge   the line was set by a policy
/// @param chip   whose name stands at the right margin, or `null`; on the first line of what one rule set
/// @param was    what the line replaced, or `null`
/// @param folded how many lines the fold hides; 0 for other kinds
record PreviewRow(int number, String text, Kind kind, boolean edge, @Nullable Origin chip, @Nullable String was, int folded) {
    enum Kind {
        PLAIN, FOLD, ADDED, REMOVED
    }

    boolean isChange() {
        return chip != null && chip.kind() != Origin.Kind.DEFAULT && chip.kind() != Origin.Kind.DIALECT || kind == Kind.ADDED
                || kind == Kind.REMOVED;
    }
}
