package dev.flotilla.app.editor;

import java.util.LinkedHashSet;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// One of a few words.
final class FormChoice extends FormField {
    private final ComboBox<String> box = new ComboBox<>();

    FormChoice(FormRow row, FormViewModel model, Messages text) {
        super(row, model, text);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String value) {
                return value == null || value.isEmpty() ? text.get("studio.form.not-set") : value;
            }

            @Override
            public String fromString(String words) {
                return words;
            }
        });
        box.setMaxWidth(260);
        box.setOnAction(_ -> {
            String chosen = box.getValue();
            if (isShowing() || chosen == null) return;
            if (chosen.isEmpty()) model.clear(row());
            else
                model.set(row().path(), Value.text(chosen));
        });
        lay(box, true);
    }

    @Override
    void shown(FormRow now) {
        String value = now.value() instanceof Value.Text(String words) ? words : "";
        var all = new LinkedHashSet<String>();
        all.add("");
        all.addAll(now.choices());
        all.add(value);
        if (!box.getItems().equals(List.copyOf(all))) box.getItems().setAll(all);
        box.setValue(value);
    }

    @Override
    void focusControl() {
        box.requestFocus();
    }
}
