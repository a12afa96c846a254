package dev.flotilla.app.plan;

import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// One line of the preview.
///
/// @param number of the line in the manifest, or 0 for none
/// @param text   the line; for [Kind#FOLD] the words of the fold
/// @param source where the line comes from
/// @param was    what the line replaced, or `null`
/// @param folded how many lines the fold hides; 0 for other kinds
record PreviewRow(int number, String text, Kind kind, Source source, @Nullable String was, int folded) {
    enum Kind {
        PLAIN, FOLD, ADDED, REMOVED
    }

    /// @param path   of the value on the line; `null` for a line of a difference or a fold
    /// @param origin who set it; `null` for the template
    /// @param named  whether the origin's name stands at the right margin: on the first line of what one rule set
    record Source(@Nullable FieldPath path, @Nullable Origin origin, boolean named) {
        static final Source NONE = new Source(null, null, false);
    }

    static PreviewRow plain(int number, String text) {
        return new PreviewRow(number, text, Kind.PLAIN, Source.NONE, null, 0);
    }

    /// Whether a policy set the line.
    boolean edge() {
        Origin origin = source.origin();
        return origin != null && (origin.kind() == Origin.Kind.POLICY || origin.kind() == Origin.Kind.OVERRIDE);
    }

    /// Whose name stands at the right margin, or `null`.
    @Nullable
    Origin chip() {
        return source.named() ? source.origin() : null;
    }

    boolean isChange() {
        Origin chip = chip();
        return chip != null && chip.kind() != Origin.Kind.DEFAULT && chip.kind() != Origin.Kind.DIALECT || kind == Kind.ADDED
                || kind == Kind.REMOVED;
    }
}
