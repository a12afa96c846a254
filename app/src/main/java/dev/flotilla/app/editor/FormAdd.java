package dev.flotilla.app.editor;

import javafx.scene.control.Button;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;

/// Adds an item to a list.
final class FormAdd extends FormField {
    private final Button add;

    FormAdd(FormRow row, FormViewModel model, Messages text) {
        super(row, model, text);
        add = Controls.button(Glyph.PLUS, text.get("studio.form.add", row.label()), () -> model.addItem(row()), "small");
        setPadding(new javafx.geometry.Insets(2, 0, 4, row.depth() * STEP));
        getChildren().setAll(add);
    }

    @Override
    void shown(FormRow now) {}

    @Override
    void focusControl() {
        add.requestFocus();
    }
}
