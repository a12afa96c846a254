package dev.flotilla.app.editor;

import java.util.Objects;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Words, a number or a value in a line of YAML.
final class FormLine extends FormField {
    private final TextField field = new TextField();
    private final @Nullable ComboBox<String> box;

    FormLine(FormRow row, FormViewModel model, Messages text) {
        super(row, model, text);
        boolean proposes = row.kind() == FormRow.Kind.TEXT && !row.choices().isEmpty();
        if (proposes) {
            var editable = new ComboBox<String>();
            editable.setEditable(true);
            editable.getItems().setAll(row.choices());
            editable.setMaxWidth(360);
            editable.setOnAction(_ -> commit());
            editable.getEditor().focusedProperty().addListener((_, _, on) -> {
                if (!on) commit();
            });
            box = editable;
            lay(editable, true);
            editable.getEditor().setAccessibleText(row.path().toString());
            return;
        }
        box = null;
        boolean number = row.kind() == FormRow.Kind.NUMBER;
        field.setPrefWidth(number ? 90 : 240);
        field.setMaxWidth(number ? 90 : 360);
        field.getStyleClass().add(row.kind() == FormRow.Kind.ANY ? "mono" : "small");
        field.setPromptText(text.get("studio.form.not-set"));
        field.setOnAction(_ -> commit());
        field.focusedProperty().addListener((_, _, on) -> {
            if (!on) commit();
        });
        if (number) field.addEventFilter(KeyEvent.KEY_PRESSED, this::step);
        lay(field, true);
    }

    private TextField input() {
        return box == null ? field : box.getEditor();
    }

    private String current() {
        return shown(row().value(), row().kind());
    }

    private static String shown(@Nullable Value value, FormRow.Kind kind) {
        if (value == null) return "";
        return value instanceof Value.Text(String words) && kind != FormRow.Kind.ANY ? words : FormViewModel.written(value);
    }

    @Override
    boolean isChanged() {
        return !input().getText().equals(current());
    }

    private void step(KeyEvent event) {
        int by = event.getCode() == KeyCode.UP ? 1 : event.getCode() == KeyCode.DOWN ? -1 : 0;
        if (by == 0) return;
        event.consume();
        long now = parsed() instanceof Long number ? number : 0;
        if (now + by >= 0) write(now + by);
    }

    private @Nullable Long parsed() {
        String words = field.getText().strip();
        return words.matches("-?\\d{1,18}") ? (Long) Long.parseLong(words) : null;
    }

    private void write(long number) {
        if (row().colour() >= 0) model().setWeight(row(), number);
        else
            model().set(row().path(), Value.number(number));
    }

    private void commit() {
        if (isShowing() || !isChanged()) return;
        String words = input().getText();
        boolean sound = true;
        if (words.isBlank()) {
            model().clear(row());
        } else {
            switch (row().kind()) {
                case NUMBER -> {
                    Long number = parsed();
                    sound = number != null;
                    if (number != null) write(number);
                }
                case ANY -> sound = model().setYaml(row().path(), words);
                default -> model().set(row().path(), Value.text(words.strip()));
            }
        }
        if (!sound) input().setText(current());
    }

    @Override
    void shown(FormRow now) {
        String words = shown(now.value(), now.kind());
        if (box != null && !Objects.equals(box.getValue(), words)) box.setValue(words);
        if (!input().getText().equals(words)) input().setText(words);
    }

    @Override
    void focusControl() {
        input().requestFocus();
    }
}
