package dev.flotilla.app.status;

import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Sentence;
import dev.flotilla.engine.status.Deletion;

/// What holds a deletion up, link by link: deeper ones further in, and at each end the safe way out.
final class DeletionChain extends VBox {
    private static final double STEP = 18;

    DeletionChain(Deletion deletion, Messages text) {
        super(6);
        getStyleClass().add("deletion-chain");
        getChildren().add(Labels.sentence(text.get("status.deletion.waits"), "strong"));
        add(deletion, 0, text);
    }

    private void add(Deletion deletion, int depth, Messages text) {
        for (Deletion.Wait wait : deletion.waits()) {
            getChildren().add(line(depth, new Icon(Glyph.LOCK, 14), text.reason(wait.why()), ""));
            if (wait.on() == null) {
                getChildren().add(line(depth + 1, new Icon(Glyph.ARROW_RIGHT, 14), text.reason(wait.wayOut()), "muted"));
            } else {
                add(wait.on(), depth + 1, text);
            }
        }
    }

    private static Node line(int depth, Icon icon, String words, String tone) {
        var flow = tone.isEmpty() ? Sentence.flow(words) : Sentence.flow(words, tone);
        HBox.setHgrow(flow, Priority.ALWAYS);
        flow.setMinWidth(0);
        HBox line = Controls.row(6, icon, flow);
        line.setPadding(new Insets(0, 0, 0, depth * STEP));
        return line;
    }
}
