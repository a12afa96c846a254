package dev.flotilla.app.ui;

import java.util.Locale;

import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// One line of YAML that is only looked at, in the editor's colours.
public final class YamlText extends TextFlow {
    /// @param block as [YamlTokenizer#line] gave it for the line above; -1 outside of blocks
    public YamlText(String line, int block) {
        getStyleClass().add("yaml-text");
        int at = 0;
        for (YamlTokenizer.Token token : YamlTokenizer.line(line, block).tokens()) {
            if (token.start() > at) add(line.substring(at, token.start()), "y-plain");
            add(line.substring(token.start(), token.end()), "y-" + token.kind().name().toLowerCase(Locale.ROOT));
            at = token.end();
        }
        if (at < line.length()) add(line.substring(at), "y-plain");
        setMinWidth(USE_PREF_SIZE);
    }

    private void add(String piece, String styleClass) {
        var text = new Text(piece);
        text.getStyleClass().add(styleClass);
        getChildren().add(text);
    }
}
