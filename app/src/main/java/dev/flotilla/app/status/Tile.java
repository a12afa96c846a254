package dev.flotilla.app.status;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;

/// One number of the whole fleet.
final class Tile extends HBox {
    private static final javafx.css.PseudoClass ALERT = javafx.css.PseudoClass.getPseudoClass("alert");

    private final StackPane icon = new StackPane();
    private final Label value = Controls.label("", "tile-value");
    private final Label caption = Controls.label("", "t12", "muted");

    Tile() {
        super(11);
        getStyleClass().add("tile");
        setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(this, Priority.ALWAYS);
        var words = new VBox(value, caption);
        words.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        // two lines have room in a tile; how high it is does not depend on them
        caption.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(icon, words);
        setPrefWidth(10);
    }

    /// @param alert whether somebody should look
    void show(State state, String number, String words, boolean alert) {
        var drawn = new StateIcon(state, 20, words);
        if (!alert && (state == State.DRIFTED || state == State.FAILED)) drawn.getStyleClass().add("quiet");
        icon.getChildren().setAll(drawn);
        value.setText(number);
        caption.setText(words);
        setAccessibleText(number + " " + words);
        pseudoClassStateChanged(ALERT, alert);
    }
}
