package dev.flotilla.app.editor;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Sentence;
import dev.flotilla.engine.diagnostics.Diagnostic;

/// What is wrong at the caret, and the fix.
final class FindingCard extends HBox {
    private final Messages text;
    private final Consumer<Diagnostic> fix;

    FindingCard(Messages text, Consumer<Diagnostic> fix) {
        super(8);
        this.text = text;
        this.fix = fix;
        getStyleClass().addAll("finding-card", "popup-card");
        setAlignment(Pos.CENTER_LEFT);
        setMaxHeight(Region.USE_PREF_SIZE);
        setVisible(false);
    }

    void show(Diagnostic finding) {
        var words = new VBox(2, Sentence.flow(text.diagnostic(finding), finding.arguments(), "medium"));
        String hint = text.hint(finding);
        if (hint != null) {
            words.getChildren().add(Sentence.flow(hint, finding.arguments(), "muted"));
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().setAll(Badges.state(YamlArea.state(finding.severity()), 14, text), words);
        if (!finding.fixes().isEmpty()) {
            Button button = Controls.button(text.fix(finding.fixes().getFirst()), () -> fix.accept(finding), "small");
            button.setGraphic(new Icon(Glyph.FIX, 14));
            button.setTooltip(new Tooltip("Alt+Enter"));
            button.setMinWidth(Region.USE_PREF_SIZE);
            getChildren().add(button);
        }
        setVisible(true);
    }
}
