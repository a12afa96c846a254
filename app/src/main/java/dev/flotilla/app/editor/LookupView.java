package dev.flotilla.app.editor;

import java.time.Duration;
import java.util.function.BiConsumer;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;

import dev.flotilla.app.editor.LookupViewModel.Choices;
import dev.flotilla.app.editor.LookupViewModel.Place;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import org.fxmisc.richtext.event.MouseOverTextEvent;
import org.jspecify.annotations.Nullable;

/// The card about the word under the mouse or the caret, and the list of places that a word leads to.
final class LookupView {
    private static final Duration REST = Duration.ofMillis(450);
    private static final double ROW = 28;
    private static final int MOST_ROWS = 12;

    private final LookupViewModel model;
    private final Messages text;
    private final Popup card = new Popup();
    private final Popup choosing = new Popup();
    private final ListView<Link> links = new ListView<>();
    private final Label heading = Controls.label("", "t12", "muted", "links-heading");
    private @Nullable YamlArea area;

    LookupView(LookupViewModel model, Messages text) {
        this.model = model;
        this.text = text;
        card.setAutoHide(true);
        card.setHideOnEscape(true);
        card.setOnHidden(_ -> model.hush());
        links.getStyleClass().add("links");
        links.setFixedCellSize(ROW);
        links.setFocusTraversable(false);
        links.setAccessibleText(text.get("studio.links"));
        links.setCellFactory(_ -> new Cell());
        links.setOnMouseClicked(_ -> take());
        VBox.setVgrow(links, Priority.ALWAYS);
        var box = new VBox(heading, links);
        box.getStyleClass().addAll("links-box", "popup-card");
        choosing.getContent().add(box);
        choosing.setAutoHide(true);
        choosing.setOnHidden(_ -> model.stay());
        model.hoverProperty().subscribe(this::show);
        model.choicesProperty().subscribe(this::show);
    }

    void attach(String file, YamlArea in) {
        in.setMouseOverTextDelay(REST);
        in.addEventHandler(MouseOverTextEvent.MOUSE_OVER_TEXT_BEGIN, event -> {
            if (choosing.isShowing() || !in.getScene().getWindow().isFocused()) return;
            area = in;
            model.tell(new Place(file, in.getText(), event.getCharacterIndex()), false);
        });
        in.addEventHandler(MouseEvent.MOUSE_MOVED, event -> {
            Hover now = model.hoverProperty().get();
            if (now == null) return;
            int at = in.hit(event.getX(), event.getY()).getCharacterIndex().orElse(-1);
            if (at < now.start() || at >= now.end()) model.hush();
        });
        in.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> model.hush());
        in.addEventFilter(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() != MouseButton.PRIMARY || !event.isShortcutDown() || !event.isStillSincePress()) return;
            in.hit(event.getX(), event.getY()).getCharacterIndex().ifPresent(at -> {
                area = in;
                model.goToDefinition(new Place(file, in.getText(), at));
                event.consume();
            });
        });
        in.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        in.caretPositionProperty().addListener((_, _, _) -> model.hush());
        in.estimatedScrollYProperty().addListener((_, _, _) -> model.hush());
        in.focusedProperty().subscribe(focused -> {
            if (!focused) choosing.hide();
        });
    }

    /// Tells about the word at the caret.
    void tell(String file, YamlArea in) {
        at(file, in, (view, place) -> view.tell(place, true));
    }

    void goToDefinition(String file, YamlArea in) {
        at(file, in, LookupViewModel::goToDefinition);
    }

    void findUsages(String file, YamlArea in) {
        at(file, in, LookupViewModel::findUsages);
    }

    private void at(String file, YamlArea in, BiConsumer<LookupViewModel, Place> deed) {
        area = in;
        deed.accept(model, new Place(file, in.getText(), in.getCaretPosition()));
    }

    private void show(@Nullable Hover hover) {
        YamlArea in = area;
        if (hover == null || in == null || in.getScene() == null) {
            card.hide();
            return;
        }
        card.getContent().setAll(new HoverCard(hover));
        below(in, hover.start(), hover.end(), card);
    }

    private static void below(YamlArea in, int start, int end, Popup popup) {
        // In an editor that was just opened the letters have no place before it is laid out.
        in.layout();
        int to = Math.clamp(end, 0, in.getLength());
        int from = Math.clamp(start, 0, to);
        Bounds place = (from < to ? in.getCharacterBoundsOnScreen(from, to) : in.getCaretBounds())
                .or(in::getCaretBounds).orElse(null);
        if (place != null) popup.show(in.getScene().getWindow(), place.getMinX(), place.getMaxY() + 4);
    }

    private void show(@Nullable Choices choices) {
        YamlArea in = area;
        if (choices == null || in == null || in.getScene() == null) {
            choosing.hide();
            return;
        }
        int count = choices.links().size();
        heading.setText(count == 0
                ? text.get(choices.usages() ? "studio.links.no-usages" : "studio.links.nowhere")
                : text.get(choices.usages() ? "studio.links.usages" : "studio.links.ways", count));
        links.getItems().setAll(choices.links());
        links.setVisible(count > 0);
        links.setManaged(count > 0);
        links.setPrefHeight(Math.min(MOST_ROWS, count) * ROW + 4);
        links.setPrefWidth(460);
        links.getSelectionModel().select(0);
        links.scrollTo(0);
        int at = choices.from().offset();
        below(in, at, at, choosing);
    }

    private void key(KeyEvent event) {
        if (card.isShowing() && event.getCode().isModifierKey()) return;
        if (!choosing.isShowing()) return;
        int at = links.getSelectionModel().getSelectedIndex();
        switch (event.getCode()) {
            case DOWN -> select(at + 1);
            case UP -> select(at - 1);
            case ENTER, TAB -> take();
            case ESCAPE -> choosing.hide();
            default -> {
                if (!event.getCode().isModifierKey()) choosing.hide();
                return;
            }
        }
        event.consume();
    }

    private void select(int index) {
        if (links.getItems().isEmpty()) return;
        int at = Math.clamp(index, 0, links.getItems().size() - 1);
        links.getSelectionModel().select(at);
        links.scrollTo(Math.max(0, at - MOST_ROWS / 2));
    }

    private void take() {
        Link chosen = links.getSelectionModel().getSelectedItem();
        choosing.hide();
        if (chosen != null) model.go(chosen);
    }

    private static final class Cell extends ListCell<Link> {
        @Override
        protected void updateItem(@Nullable Link link, boolean empty) {
            super.updateItem(link, empty);
            setText(null);
            if (link == null || empty) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            var icon = new Icon(link.glyph(), 14);
            icon.getStyleClass().add("muted");
            Label title = Labels.name(link.title());
            HBox row = Controls.row(8, icon, title, Controls.grow(), Labels.name(link.detail(), "t12", "subtle"));
            row.prefWidthProperty().bind(getListView().widthProperty().subtract(40));
            setGraphic(row);
            setAccessibleText(link.title() + ", " + link.detail());
        }
    }
}
