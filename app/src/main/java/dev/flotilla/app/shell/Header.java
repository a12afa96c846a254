package dev.flotilla.app.shell;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Mark;
import org.jspecify.annotations.Nullable;

/// Mark, menus, command field, the open workspace, and the page's primary button.
final class Header extends StackPane {
    /// One menu; `null` among the actions is a line between them.
    record MenuSpec(String title, List<@Nullable Action> actions) {}

    private static final double NARROWEST_FIELD = 36;
    private static final double WORDS_FROM = 130;
    private static final double KEYS_FROM = 280;
    private static final double WIDEST_FIELD = 420;

    private final HBox primaryBox = new HBox();
    private final Label prompt = Controls.label("");
    private final HBox keys = new HBox(8, Labels.whole("Ctrl", "key"), Labels.whole("K", "key"));

    Header(ShellViewModel model, List<MenuSpec> menus, List<Action> workspaceChoices, Runnable openPalette, Messages text) {
        getStyleClass().add("shell-header");
        var mark = new StackPane(new Mark(22));
        mark.getStyleClass().add("mark-box");

        var bar = new MenuBar();
        menus.forEach(spec -> bar.getMenus().add(menu(spec)));

        var workspace = new Button();
        workspace.textProperty().bind(model.workspaceNameProperty());
        workspace.getStyleClass().add("plain");
        workspace.setGraphic(new Icon(Glyph.WORKSPACE));
        workspace.setId("workspace-chooser");
        workspace.visibleProperty().bind(model.workspaceNameProperty().isNotEmpty());
        workspace.setMaxWidth(260);
        var arrow = new Icon(Glyph.DOWN, 14);
        var choices = new ContextMenu();
        workspaceChoices.forEach(action -> choices.getItems().add(item(action)));
        workspace.setOnAction(_ -> choices.show(workspace, javafx.geometry.Side.BOTTOM, 0, 2));
        var chooser = new HBox(0, workspace, arrow);
        chooser.setAlignment(Pos.CENTER_LEFT);
        arrow.visibleProperty().bind(workspace.visibleProperty());
        primaryBox.setAlignment(Pos.CENTER_LEFT);
        keys.setAlignment(Pos.CENTER_LEFT);

        var line = new HBox();
        line.setAlignment(Pos.CENTER_LEFT);
        Button command = commandField(openPalette, text);
        var right = new HBox(chooser, gap(16), primaryBox, gap(12));
        right.setAlignment(Pos.CENTER_LEFT);
        line.getChildren().setAll(mark, bar, Controls.grow(), right);
        Runnable place = () -> place(command, bar.getBoundsInParent().getMaxX() + 12, getWidth() - right.getWidth() - 12);
        widthProperty().subscribe(place);
        bar.boundsInParentProperty().subscribe(place);
        right.widthProperty().subscribe(place);
        getChildren().addAll(line, command);
    }

    /// In the middle of the window where there is room for it, else between what stands on both sides.
    private void place(Button command, double from, double to) {
        double beside = Math.max(from, getWidth() - to);
        boolean centred = getWidth() - 2 * beside >= KEYS_FROM;
        double width = Math.clamp(centred ? getWidth() - 2 * beside : to - from, NARROWEST_FIELD, WIDEST_FIELD);
        command.setMaxWidth(width);
        command.setTranslateX(centred ? 0 : (from + to - getWidth()) / 2);
        keys.setVisible(width >= KEYS_FROM);
        keys.setManaged(width >= KEYS_FROM);
        prompt.setVisible(width >= WORDS_FROM);
    }

    private static StackPane gap(double width) {
        var gap = new StackPane();
        gap.setMinWidth(width);
        return gap;
    }

    private Button commandField(Runnable open, Messages text) {
        prompt.setText(text.get("shell.command.prompt"));
        var content = new HBox(8, muted(new Icon(Glyph.SEARCH)), prompt, Controls.grow(), keys);
        content.setAlignment(Pos.CENTER_LEFT);
        var field = new Button(null, content);
        field.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        content.prefWidthProperty().bind(field.widthProperty().subtract(18));
        field.setAccessibleText(text.get("shell.command.prompt"));
        field.getStyleClass().add("command-field");
        field.setId("command-field");
        field.setOnAction(_ -> open.run());
        return field;
    }

    private static Icon muted(Icon icon) {
        icon.getStyleClass().add("muted");
        return icon;
    }

    /// @param primary `null` for a page that has its own, or none
    void setPrimary(@Nullable Action primary) {
        primaryBox.getChildren().clear();
        if (primary == null) return;
        Button button = Controls.button(primary.text(), primary.run(), "accent");
        if (primary.glyph() != null) button.setGraphic(new Icon(primary.glyph()));
        button.disableProperty().bind(new javafx.beans.binding.BooleanBinding() {
            {
                bind(primary.enabled());
            }

            @Override
            protected boolean computeValue() {
                return !primary.enabled().get();
            }
        });
        button.setId("primary-action");
        primaryBox.getChildren().setAll(button);
    }

    private static Menu menu(MenuSpec spec) {
        var menu = new Menu(spec.title());
        for (Action action : spec.actions()) {
            menu.getItems().add(action == null ? new SeparatorMenuItem() : item(action));
        }
        return menu;
    }

    static MenuItem item(Action action) {
        var item = new MenuItem(action.text());
        item.setOnAction(_ -> action.run().run());
        if (action.shortcut() != null) item.setAccelerator(action.shortcut());
        item.setDisable(!action.enabled().get());
        action.enabled().addListener((_, _, on) -> item.setDisable(!on));
        return item;
    }
}
