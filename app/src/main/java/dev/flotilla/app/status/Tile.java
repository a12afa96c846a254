package dev.flotilla.app.status;

import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;

/// One number of the whole fleet; a press goes to what it counts, where there is somewhere to go.
final class Tile extends Button {
    private static final javafx.css.PseudoClass ALERT = javafx.css.PseudoClass.getPseudoClass("alert");
    /// What a tile's padding takes left and right.
    private static final double BESIDE = 28;

    private final StackPane icon = new StackPane();
    private final Label value = Controls.label("", "tile-value");
    private final Label caption = Controls.label("", "t12", "muted");
    private final Tooltip where = new Tooltip();

    Tile() {
        // not a button's looks, only what a button does
        getStyleClass().setAll("tile");
        setAlignment(Pos.CENTER_LEFT);
        setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(this, Priority.ALWAYS);
        var words = new VBox(value, caption);
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        // two lines have room in a tile; how high it is does not depend on them
        caption.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox content = Controls.row(11, icon, words);
        content.prefWidthProperty().bind(widthProperty().subtract(BESIDE));
        setGraphic(content);
        setPrefWidth(10);
        leads("", () -> {});
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

    /// What a press does, as long as it leads somewhere.
    ///
    /// @param words where it leads; empty for nowhere
    void leads(String words, Runnable go) {
        boolean leads = !words.isEmpty();
        // not disabled where it leads nowhere: it is still to be read
        setFocusTraversable(leads);
        setMouseTransparent(!leads);
        setAccessibleRole(leads ? AccessibleRole.BUTTON : AccessibleRole.TEXT);
        where.setText(words);
        setTooltip(leads ? where : null);
        setAccessibleHelp(words);
        setOnAction(_ -> go.run());
    }
}
