package dev.flotilla.app.ui;

import org.jspecify.annotations.Nullable;

/// A piece of the status bar.
///
/// @param state `null` for none
/// @param glyph `null` for none; only where there is no state
/// @param run   what a click does, or `null` for nothing
public record StatusPart(String text, @Nullable State state, @Nullable Glyph glyph, @Nullable Runnable run) {
    public static StatusPart of(String text) {
        return new StatusPart(text, null, null, null);
    }

    public static StatusPart of(State state, String text) {
        return new StatusPart(text, state, null, null);
    }

    public static StatusPart of(Glyph glyph, String text) {
        return new StatusPart(text, null, glyph, null);
    }

    public StatusPart opening(Runnable run) {
        return new StatusPart(text, state, glyph, run);
    }
}
