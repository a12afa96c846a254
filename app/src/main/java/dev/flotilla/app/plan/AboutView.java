package dev.flotilla.app.plan;

import java.util.function.Predicate;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.plan.AboutViewModel.About;
import dev.flotilla.app.plan.AboutViewModel.Sentence;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.engine.diagnostics.Location;
import org.jspecify.annotations.Nullable;

/// What becomes of a policy or an object for a controller, in sentences.
final class AboutView extends VBox {
    private static final double SIGN = 16;

    private final AboutViewModel model;
    private final Messages text;

    /// @param wanted for which documents it is shown; for others it takes no room
    AboutView(AboutViewModel model, Messages text, Predicate<About> wanted) {
        this.model = model;
        this.text = text;
        getStyleClass().add("about");
        setMinHeight(Region.USE_PREF_SIZE);
        managedProperty().bind(visibleProperty());
        model.aboutProperty().subscribe(about -> {
            setVisible(about != null && wanted.test(about));
            show(isVisible() ? about : null);
        });
    }

    private void show(@Nullable About about) {
        getChildren().clear();
        if (about == null) return;
        var icon = new Icon(Glyph.POLICY);
        icon.getStyleClass().add("muted");
        var title = new HBox(8, icon, Controls.label(about.name(), "subject"), Controls.label(about.kind(), "muted"));
        title.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(title);
        about.sentences().forEach(sentence -> getChildren().add(row(sentence)));
    }

    private Node row(Sentence sentence) {
        var words = new Label(sentence.words());
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        var sign = new StackPane(
                sentence.sign() == null ? Controls.label("–", "muted") : Badges.state(sentence.sign(), 14, text));
        sign.setMinWidth(SIGN);
        var row = new HBox(8, sign, words);
        row.setAlignment(Pos.TOP_LEFT);
        Location place = sentence.place();
        if (place != null) {
            var link = Controls.link(place.file() + ":" + place.line(), () -> model.open(place));
            link.setMinWidth(Region.USE_PREF_SIZE);
            row.getChildren().add(link);
        }
        return row;
    }
}
