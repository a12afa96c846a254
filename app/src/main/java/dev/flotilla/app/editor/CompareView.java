package dev.flotilla.app.editor;

import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.LineDiff;

/// What is typed against what is on disk, line by line.
final class CompareView extends VBox {
    CompareView(String file, String disk, String typed, Runnable close, Messages text) {
        var lines = new LineDiff(disk, typed, text.get("studio.compare", file));
        VBox.setVgrow(lines, Priority.ALWAYS);
        var head = new HBox(8, Controls.label(text.get("studio.compare", file), "strong"), Controls.grow(),
                Controls.label("-", "mono", "bad"), Controls.label(text.get("studio.compare.disk"), "muted", "t12"),
                Controls.label("+", "mono", "ok"), Controls.label(text.get("studio.compare.mine"), "muted", "t12"),
                Controls.iconButton(Glyph.CLOSE, text.get("studio.compare.close"), close));
        head.getStyleClass().add("compare-head");
        getChildren().addAll(head, lines);
    }
}
