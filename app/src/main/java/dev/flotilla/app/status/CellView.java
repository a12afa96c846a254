package dev.flotilla.app.status;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;

/// A field of the matrix: shape, figures, drift mark, age.
final class CellView {
    private CellView() {}

    static HBox whole(Cell cell, Messages text) {
        String word = text.get("status.word." + cell.word());
        HBox box = Controls.row(7, new StateIcon(cell.state(), 16, accessible(cell, word, text)));
        box.getStyleClass().add("cell");
        if (cell.state() == State.NOT_PLACED) {
            box.getChildren().add(Labels.whole(word, "t12", "subtle"));
            return box;
        }
        boolean stale = cell.state() == State.NO_ANSWER;
        Label figures = Labels.whole(cell.figures().isEmpty() ? word : cell.figures(),
                cell.figures().isEmpty() ? "t13" : "strong");
        if (stale) figures.getStyleClass().add("muted");
        box.getChildren().add(figures);
        if (cell.waits()) box.getChildren().add(Badges.badge(text.get("status.waits"), "acc"));
        if (cell.drifted()) box.getChildren().add(Badges.badge(text.get("status.drift"), "warn"));
        if (cell.age() != null)
            box.getChildren().add(Labels.whole(text.get("status.old", Ages.of(cell.age(), text)), "t12", "muted"));
        return box;
    }

    static HBox part(MatrixRow.Part part, Cell cell, Messages text) {
        String words = part.kind().equals("pods") && !cell.figures().equals(Cell.UNKNOWN)
                ? text.get("status.pods.running", Integer.parseInt(cell.figures()))
                : text.get("status.word." + cell.word());
        return Controls.row(7, new StateIcon(cell.state(), 14, words), Labels.whole(words, "t12", "muted"));
    }

    static String accessible(Cell cell, String word, Messages text) {
        return (cell.figures() + " " + word + (cell.drifted() ? " " + text.get("status.drift") : "")
                + (cell.waits() ? " " + text.get("status.waits") : "")).strip();
    }
}
