package dev.flotilla.app.shell;

import javafx.collections.MapChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.workbench.Badge;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.app.workbench.Workbench;
import org.jspecify.annotations.Nullable;

/// The slim column of pages.
final class Rail extends VBox {
    /// Larger numbers would hide the sign that they stand at.
    private static final int MOST = 99;

    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    Rail(ShellViewModel model, Workbench workbench, Messages text) {
        getStyleClass().add("rail");
        setAlignment(Pos.TOP_CENTER);
        for (PageId id : PageId.values()) {
            if (id == PageId.WELCOME) continue;
            if (id == PageId.SETTINGS) {
                var space = new Region();
                VBox.setVgrow(space, Priority.ALWAYS);
                getChildren().add(space);
            }
            getChildren().add(entry(id, model, workbench, text));
        }
    }

    private static StackPane entry(PageId id, ShellViewModel model, Workbench workbench, Messages text) {
        var button = new ToggleButton(text.get("shell.page." + id.key()), new Icon(glyph(id), 20));
        button.setContentDisplay(ContentDisplay.TOP);
        button.getStyleClass().add("rail-entry");
        button.setId("rail-" + id.key());
        button.setOnAction(_ -> {
            button.setSelected(model.pageProperty().get() == id);
            model.goTo(id);
        });
        if (id != PageId.SETTINGS && id != PageId.FLEET) {
            button.disableProperty().bind(workbench.locationProperty().map(_ -> false).orElse(true));
        }
        var edge = new Region();
        edge.getStyleClass().add("rail-edge");
        model.pageProperty().subscribe(page -> {
            button.setSelected(page == id);
            edge.pseudoClassStateChanged(SELECTED, page == id);
        });
        var number = new Label();
        number.getStyleClass().add("rail-badge");
        number.setMouseTransparent(true);
        show(number, workbench.badges().get(id));
        workbench.badges().addListener((MapChangeListener<PageId, Badge>) change -> {
            if (change.getKey() == id) show(number, change.getValueAdded());
        });
        var entry = new StackPane(button, edge, number);
        StackPane.setAlignment(edge, Pos.CENTER_LEFT);
        StackPane.setAlignment(number, Pos.TOP_LEFT);
        number.setTranslateX(36);
        number.setTranslateY(4);
        return entry;
    }

    private static void show(Label number, @Nullable Badge badge) {
        Badge shown = badge == null ? Badge.NONE : badge;
        number.setText(shown.count() > MOST ? MOST + "+" : Integer.toString(shown.count()));
        number.setVisible(shown.count() > 0);
        number.getStyleClass().remove("warn");
        if (shown.warning()) number.getStyleClass().add("warn");
    }

    static Glyph glyph(PageId id) {
        return switch (id) {
            case FLEET -> Glyph.FLEET;
            case STUDIO -> Glyph.STUDIO;
            case SYNC -> Glyph.SYNC;
            case STATUS -> Glyph.STATUS;
            case HISTORY -> Glyph.HISTORY;
            case SETTINGS -> Glyph.SETTINGS;
            case WELCOME -> Glyph.HOST;
        };
    }
}
