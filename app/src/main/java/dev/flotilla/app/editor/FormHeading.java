package dev.flotilla.app.editor;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;

/// A group of fields; folding writes nothing.
final class FormHeading extends FormField {
    private final Button fold = new Button();
    private final Label none;

    FormHeading(FormRow row, FormViewModel model, Messages text) {
        super(row, model, text);
        fold.getStyleClass().addAll("plain", "strong", "fold", "small");
        fold.setText(row.label());
        fold.setGraphic(new Icon(row.kind() == FormRow.Kind.OPEN ? Glyph.DOWN : Glyph.RIGHT, 14));
        fold.setOnAction(_ -> model.fold(row(), row().kind() == FormRow.Kind.FOLDED));
        fold.setAccessibleText(
                text.get(row.kind() == FormRow.Kind.OPEN ? "studio.form.fold" : "studio.form.unfold", row.label()));
        String doc = text.field(row.doc());
        if (doc != null) fold.setTooltip(new Tooltip(doc));
        setAlignment(Pos.CENTER_LEFT);
        setPadding(new javafx.geometry.Insets(4, 0, 0, row.depth() * STEP - 8));
        getStyleClass().add("form-heading");
        none = Controls.label(text.get("studio.form.not-set"), "subtle", "t12");
        getChildren().setAll(fold);
        if (row.colour() >= 0) getChildren().add(Controls.square(row.colour()));
        getChildren().addAll(none, Controls.grow(), unset());
    }

    @Override
    void shown(FormRow now) {
        none.setVisible(!now.isWritten());
        pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("written"), now.isWritten());
    }

    @Override
    void focusControl() {
        fold.requestFocus();
    }
}
