package dev.flotilla.app.editor;

import atlantafx.base.controls.ToggleSwitch;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.value.Value;

/// True or false.
final class FormToggle extends FormField {
    private final ToggleSwitch toggle = new ToggleSwitch();

    FormToggle(FormRow row, FormViewModel model, Messages text) {
        super(row, model, text);
        toggle.selectedProperty().addListener((_, _, on) -> {
            if (!isShowing()) model.set(row().path(), Value.bool(on));
        });
        lay(toggle, true);
    }

    @Override
    void shown(FormRow now) {
        toggle.setSelected(now.value() == Value.TRUE || Value.TRUE.equals(now.value()));
    }

    @Override
    void focusControl() {
        toggle.requestFocus();
    }
}
