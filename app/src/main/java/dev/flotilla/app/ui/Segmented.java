package dev.flotilla.app.ui;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// One of a few, side by side; always exactly one. Arrow keys move.
public final class Segmented<T> extends HBox {
    private final ObjectProperty<T> value;
    private final SequencedMap<T, ToggleButton> buttons = new LinkedHashMap<>();

    /// @param choices value to word, in order, at least one
    public Segmented(SequencedMap<T, String> choices) {
        getStyleClass().add("segmented");
        setMaxHeight(Region.USE_PREF_SIZE);
        setMaxWidth(Region.USE_PREF_SIZE);
        setMinWidth(Region.USE_PREF_SIZE);
        value = new SimpleObjectProperty<>(this, "value", choices.firstEntry().getKey());
        var group = new ToggleGroup();
        choices.forEach((choice, word) -> {
            var button = new ToggleButton(word);
            button.setToggleGroup(group);
            button.setOnAction(_ -> choose(choice));
            button.addEventFilter(KeyEvent.KEY_PRESSED, event -> arrow(event, choice));
            buttons.put(choice, button);
            getChildren().add(button);
        });
        buttons.firstEntry().getValue().getStyleClass().add("first");
        buttons.lastEntry().getValue().getStyleClass().add("last");
        value.subscribe(chosen -> {
            ToggleButton button = buttons.get(chosen);
            if (button != null) button.setSelected(true);
        });
    }

    public ObjectProperty<T> valueProperty() {
        return value;
    }

    public T value() {
        return value.get();
    }

    /// The button of one choice, to add a graphic or switch it off.
    public ToggleButton button(T choice) {
        ToggleButton button = buttons.get(choice);
        if (button == null) throw new IllegalArgumentException("no such choice: " + choice);
        return button;
    }

    private void choose(T choice) {
        value.set(choice);
        button(choice).setSelected(true);
    }

    private void arrow(KeyEvent event, T from) {
        int step = event.getCode() == KeyCode.RIGHT ? 1 : event.getCode() == KeyCode.LEFT ? -1 : 0;
        if (step == 0) return;
        var choices = buttons.sequencedKeySet().stream().toList();
        T next = choices.get(Math.floorMod(choices.indexOf(from) + step, choices.size()));
        choose(next);
        button(next).requestFocus();
        event.consume();
    }
}
