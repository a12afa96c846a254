package dev.flotilla.app.editor;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.engine.value.FieldPath;

/// One line of the form: the field's name, its control, and a way to unset it. What is typed counts on Enter or when the keyboard
/// leaves.
abstract class FormField extends HBox {
    static final double STEP = 16;
    private static final double NAME = 178;

    private final FormViewModel model;
    private final Messages text;
    private final Button unset;
    private FormRow row;
    private boolean showing;

    FormField(FormRow row, FormViewModel model, Messages text) {
        this.row = row;
        this.model = model;
        this.text = text;
        getStyleClass().add("form-field");
        setSpacing(8);
        unset = Controls.iconButton(Glyph.CLOSE, text.get("studio.form.unset", row.label()), () -> model.clear(this.row));
        unset.getStyleClass().add("form-unset");
    }

    static FormField of(FormRow row, FormViewModel model, Messages text) {
        FormField field = switch (row.kind()) {
            case OPEN, FOLDED -> new FormHeading(row, model, text);
            case ITEM -> new FormItem(row, model, text);
            case ADD -> new FormAdd(row, model, text);
            case CHOICE -> new FormChoice(row, model, text);
            case TEXT, NUMBER, ANY -> new FormLine(row, model, text);
            case TOGGLE -> new FormToggle(row, model, text);
            case NAMES -> new FormNames(row, model, text);
            case ENTRIES -> new FormEntries(row, model, text);
            case TEXT_ONLY -> new FormTextOnly(row, model, text);
        };
        field.show(row);
        return field;
    }

    final FormRow row() {
        return row;
    }

    final FormViewModel model() {
        return model;
    }

    final Messages text() {
        return text;
    }

    /// Shows what the text now says.
    final void show(FormRow now) {
        row = now;
        showing = true;
        // an object cannot do without its name
        unset.setVisible(now.isWritten() && !now.path().equals(FieldPath.of("metadata")));
        shown(now);
        showing = false;
    }

    /// Whether a control changes because the text did, not because somebody uses it.
    final boolean isShowing() {
        return showing;
    }

    abstract void shown(FormRow now);

    abstract void focusControl();

    /// Whether something is typed that is not in the text yet.
    boolean isChanged() {
        return false;
    }

    /// The name at its depth, then the control.
    final void lay(Node control, boolean withUnset) {
        double column = NAME - row.depth() * STEP;
        // what stands in the same column begins at the same place, unless a name is longer: the control gives way to it
        var name = new Label(row.label()) {
            @Override
            protected double computePrefWidth(double height) {
                return Math.max(column, super.computePrefWidth(height));
            }
        };
        name.getStyleClass().addAll("mono", "form-name");
        if (row.colour() >= 0) name.setGraphic(Controls.square(row.colour()));
        name.setMinWidth(Region.USE_PREF_SIZE);
        name.setLabelFor(control);
        String doc = text.field(row.doc());
        if (doc != null) name.setTooltip(new Tooltip(doc));
        setPadding(new javafx.geometry.Insets(0, 0, 0, row.depth() * STEP));
        setAlignment(control instanceof Region region && region.getStyleClass().contains("form-tall")
                ? Pos.TOP_LEFT
                : Pos.CENTER_LEFT);
        control.setAccessibleText(row.path() + (row.colour() >= 0 ? " " + row.label() : ""));
        if (control instanceof Region region) region.setMinWidth(0);
        HBox.setHgrow(control, Priority.SOMETIMES);
        getChildren().setAll(name, control);
        if (withUnset) getChildren().add(unset);
    }

    final Button unset() {
        return unset;
    }
}
