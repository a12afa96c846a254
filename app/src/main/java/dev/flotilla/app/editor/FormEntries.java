package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Keys and their words, one line each, and an empty line to add one.
final class FormEntries extends FormField {
    private final VBox lines = new VBox(4);

    FormEntries(FormRow row, FormViewModel model, Messages text) {
        super(row, model, text);
        lines.getStyleClass().add("form-tall");
        lay(lines, false);
    }

    @Override
    void shown(FormRow now) {
        var nodes = new ArrayList<Node>();
        if (now.value() instanceof MapValue map) {
            map.forEach((key, value) -> nodes.add(line(key,
                    value instanceof Value.Text(String words) ? words : FormViewModel.written(value))));
        }
        nodes.add(line("", ""));
        lines.getChildren().setAll(nodes);
    }

    private HBox line(String key, String value) {
        TextField keyField = field(key, text().get("studio.form.key", row().label()), 150);
        TextField valueField = field(value, text().get("studio.form.value", row().label()), 150);
        Runnable commit = () -> {
            if (isShowing() || getScene() == null) return;
            String newKey = keyField.getText().strip();
            if (key.isEmpty()) {
                if (!newKey.isEmpty() && !valueField.getText().isEmpty())
                    model().setEntry(row(), newKey, valueField.getText());
            } else if (!newKey.equals(key)) {
                model().renameEntry(row(), key, newKey);
            } else if (!valueField.getText().equals(value)) {
                model().setEntry(row(), key, valueField.getText());
            }
        };
        for (TextField field : List.of(keyField, valueField)) {
            field.setOnAction(_ -> commit.run());
            field.focusedProperty().addListener((_, _, on) -> {
                if (!on) commit.run();
            });
        }
        var line = new HBox(6, keyField, Controls.label(":", "muted"), valueField);
        line.setAlignment(Pos.CENTER_LEFT);
        if (!key.isEmpty())
            line.getChildren().add(Controls.iconButton(Glyph.CLOSE, text().get("studio.form.unset", key),
                    () -> model().removeEntry(row(), key)));
        return line;
    }

    private static TextField field(String words, String name, double width) {
        var field = new TextField(words);
        field.getStyleClass().addAll("small", "mono");
        field.setPromptText(name);
        field.setAccessibleText(name);
        field.setPrefWidth(width);
        return field;
    }

    @Override
    void focusControl() {
        if (lines.getChildren().getLast() instanceof HBox line) line.getChildren().getFirst().requestFocus();
    }
}
