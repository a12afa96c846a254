package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Shortcuts;
import dev.flotilla.app.ui.State;
import org.jspecify.annotations.Nullable;

/// The fields of one document, each with the control that fits it. Controls stay while only values change, so that the keyboard
/// stays where it is.
final class FormView extends VBox {
    private final FormViewModel model;
    private final Messages text;
    private final Label kind = Controls.label("", "muted");
    private final Label name = Controls.label("", "subject");
    private final VBox rows = new VBox();
    private final ScrollPane scroll = new ScrollPane(rows);
    private List<FormField> fields = List.of();

    /// @param undo takes back the last change of the text
    /// @param redo makes it again
    FormView(FormViewModel model, Runnable undo, Runnable redo, Messages text) {
        this.model = model;
        this.text = text;
        getStyleClass().add("form");
        var title = new HBox(8, name, kind);
        title.setAlignment(javafx.geometry.Pos.BASELINE_LEFT);
        title.getStyleClass().add("form-title");
        var words = Controls.label(text.get("studio.form.refused"));
        words.setWrapText(true);
        var refused = new HBox(8, Badges.state(State.WARNING, 14, text), words);
        refused.getStyleClass().add("form-refused");
        refused.visibleProperty().bind(model.refusedProperty());
        refused.managedProperty().bind(model.refusedProperty());
        rows.getStyleClass().add("form-rows");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(title, refused, scroll);
        model.shownProperty().subscribe(this::show);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (isTyping()) return;
            if (Shortcuts.UNDO.match(event)) {
                undo.run();
            } else if (Shortcuts.REDO.match(event)) {
                redo.run();
            } else {
                return;
            }
            event.consume();
        });
    }

    /// Whether a field holds words that are not in the text yet; they have an undo of their own.
    private boolean isTyping() {
        return fields.stream().anyMatch(field -> field.isFocusWithin() && field.isChanged());
    }

    private void show(FormViewModel.Shown shown) {
        kind.setText(shown.kind());
        name.setText(shown.name());
        var now = new ArrayList<FormField>();
        int at = 0;
        for (FormRow row : shown.rows()) {
            FormField known = known(row, at);
            if (known == null) {
                now.add(FormField.of(row, model, text));
            } else {
                known.show(row);
                now.add(known);
                at = fields.indexOf(known) + 1;
            }
        }
        if (!now.equals(fields)) {
            FormField focused = fields.stream().filter(Node::isFocusWithin).findFirst().orElse(null);
            fields = List.copyOf(now);
            rows.getChildren().setAll(fields);
            if (focused != null) focusAgain(focused);
        }
    }

    private @Nullable FormField known(FormRow row, int from) {
        for (int i = from; i < fields.size(); i++) {
            if (fields.get(i).row().isLike(row)) return fields.get(i);
        }
        return null;
    }

    private void focusAgain(FormField focused) {
        fields.stream().filter(field -> field == focused || field.row().path().equals(focused.row().path())).findFirst()
                .ifPresent(FormField::focusControl);
    }

    /// Puts the keyboard into the first field.
    void focusFirst() {
        fields.stream().filter(field -> field.row().kind() != FormRow.Kind.OPEN).findFirst().ifPresent(FormField::focusControl);
    }
}
