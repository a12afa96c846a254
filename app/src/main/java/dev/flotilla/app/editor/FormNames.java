package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import dev.flotilla.app.i18n.Messages;

/// A chip for each name that is proposed or written; pressed ones are in the list.
final class FormNames extends FormField {
    private final FlowPane chips = new FlowPane(6, 6);
    private final TextField other = new TextField();

    FormNames(FormRow row, FormViewModel model, Messages text) {
        super(row, model, text);
        other.setPromptText(text.get("studio.form.other"));
        other.setAccessibleText(text.get("studio.form.other-of", row.label()));
        other.getStyleClass().add("small");
        other.setPrefWidth(110);
        other.setOnAction(_ -> {
            String name = other.getText().strip();
            other.clear();
            if (!name.isEmpty()) model.toggle(row(), name, true);
        });
        chips.getStyleClass().add("form-tall");
        HBox.setHgrow(chips, Priority.ALWAYS);
        chips.setPrefWrapLength(260);
        lay(chips, true);
    }

    @Override
    void shown(FormRow now) {
        List<String> written = FormViewModel.names(now);
        var all = new LinkedHashSet<>(now.choices());
        all.addAll(written);
        var names = List.copyOf(all);
        boolean same = chips.getChildren().size() == names.size() + 1;
        for (int i = 0; same && i < names.size(); i++) {
            same = chips.getChildren().get(i) instanceof ToggleButton chip && chip.getText().equals(names.get(i));
        }
        if (!same) {
            var nodes = new ArrayList<Node>();
            for (String name : names) {
                var chip = new ToggleButton(name);
                chip.getStyleClass().addAll("small", "form-chip");
                chip.setAccessibleText(text().get("studio.form.chip", name, row().label()));
                chip.setOnAction(_ -> model().toggle(row(), name, chip.isSelected()));
                nodes.add(chip);
            }
            nodes.add(other);
            boolean focused = other.isFocused();
            chips.getChildren().setAll(nodes);
            if (focused) other.requestFocus();
        }
        for (Node node : chips.getChildren()) {
            if (node instanceof ToggleButton chip) chip.setSelected(written.contains(chip.getText()));
        }
    }

    @Override
    void focusControl() {
        if (chips.getChildren().getFirst() instanceof ToggleButton chip) chip.requestFocus();
        else
            other.requestFocus();
    }
}
