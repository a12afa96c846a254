package dev.flotilla.app.ui;

import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

/// Nothing here yet: an icon, one sentence, one primary and one plain way on.
public final class EmptyPage extends VBox {
    /// @param primary `null` for none
    /// @param plain   `null` for none
    public EmptyPage(Glyph glyph, String title, String sentence, @Nullable Action primary, @Nullable Action plain) {
        getStyleClass().add("empty-page");
        var icon = new Icon(glyph, 24);
        icon.getStyleClass().add("muted");
        var explanation = Controls.label(sentence, "muted");
        explanation.setWrapText(true);
        explanation.setMaxWidth(460);
        explanation.setAlignment(javafx.geometry.Pos.CENTER);
        explanation.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
        var ways = new HBox(8);
        ways.setAlignment(javafx.geometry.Pos.CENTER);
        if (primary != null) ways.getChildren().add(Controls.button(primary.text(), primary.run(), "accent"));
        if (plain != null) ways.getChildren().add(Controls.button(plain.text(), plain.run()));
        getChildren().addAll(icon, Controls.label(title, "subject"), explanation, ways);
    }
}
