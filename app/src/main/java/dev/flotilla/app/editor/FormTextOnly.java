package dev.flotilla.app.editor;

import javafx.scene.control.Button;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;

/// Too large for a line: shows where it stands.
final class FormTextOnly extends FormField {
    private final Button link;

    FormTextOnly(FormRow row, FormViewModel model, Messages text) {
        super(row, model, text);
        link = Controls.link(text.get("studio.form.in-text"), () -> model.showText(row().path()));
        lay(link, false);
        link.setAccessibleText(text.get("studio.form.in-text"));
    }

    @Override
    void shown(FormRow now) {}

    @Override
    void focusControl() {
        link.requestFocus();
    }
}
