package dev.flotilla.app.ui;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;

import org.jspecify.annotations.Nullable;

/// Something a person can do, as menus and the command palette offer it.
///
/// @param text     the deed, such as "Save all"
/// @param glyph    `null` for none
/// @param shortcut `null` for none
/// @param enabled  whether it can be done now
public record Action(String text, @Nullable Glyph glyph, @Nullable KeyCombination shortcut, ObservableBooleanValue enabled,
        Runnable run) {
    public static Action of(String text, Runnable run) {
        return new Action(text, null, null, always(), run);
    }

    public static Action of(String text, Glyph glyph, KeyCombination shortcut, Runnable run) {
        return new Action(text, glyph, shortcut, always(), run);
    }

    public Action with(Glyph glyph) {
        return new Action(text, glyph, shortcut, enabled, run);
    }

    public Action with(KeyCombination shortcut) {
        return new Action(text, glyph, shortcut, enabled, run);
    }

    public Action when(ObservableBooleanValue enabled) {
        return new Action(text, glyph, shortcut, enabled, run);
    }

    /// Anew for each: what listens to one that all share is kept by it for good.
    private static ObservableBooleanValue always() {
        return Bindings.createBooleanBinding(() -> true);
    }
}
