package dev.flotilla.app.ui;

import javafx.scene.control.Control;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Names on the left, fields on the right. What stands below gives way, never the fields.
public final class Form extends GridPane {
    public Form() {
        getStyleClass().add("dialog-form");
        setMinHeight(Region.USE_PREF_SIZE);
    }

    /// A field with its name.
    public Form row(String name, Control field) {
        var label = Labels.whole(name, "muted");
        label.setLabelFor(field);
        field.setAccessibleText(name);
        add(label, 0, getRowCount());
        add(wide(field), 1, getRowCount() - 1);
        return this;
    }

    /// A field that says itself what it is, such as a check box.
    public Form row(Region field) {
        add(wide(field), 1, getRowCount());
        return this;
    }

    private static Region wide(Region field) {
        field.setMaxWidth(Double.MAX_VALUE);
        setHgrow(field, Priority.ALWAYS);
        return field;
    }
}
