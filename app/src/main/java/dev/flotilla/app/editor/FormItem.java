package dev.flotilla.app.editor;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;

/// One item of a list, to fold, to move and to take away.
final class FormItem extends FormField {
    private final Button fold = new Button();

    FormItem(FormRow row, FormViewModel model, Messages text) {
        super(row, model, text);
        boolean open = row.choices().contains("open");
        fold.getStyleClass().addAll("plain", "small", "mono");
        fold.setGraphic(new Icon(open ? Glyph.DOWN : Glyph.RIGHT, 14));
        fold.setText(row.label());
        fold.setMinWidth(0);
        fold.setTooltip(new Tooltip(row.label()));
        fold.setOnAction(_ -> model.fold(row(), !open));
        fold.setAccessibleText(text.get(open ? "studio.form.fold" : "studio.form.unfold", row.path()));
        setAlignment(Pos.CENTER_LEFT);
        setPadding(new javafx.geometry.Insets(0, 0, 0, row.depth() * STEP - 8));
        getStyleClass().add("form-item");
        getChildren().setAll(fold, Controls.grow(),
                Controls.iconButton(Glyph.UP, text.get("studio.form.up", row.path()), () -> model.moveItem(row(), -1)),
                Controls.iconButton(Glyph.DOWN, text.get("studio.form.down", row.path()), () -> model.moveItem(row(), 1)),
                unset());
    }

    @Override
    void shown(FormRow now) {}

    @Override
    void focusControl() {
        fold.requestFocus();
    }
}
