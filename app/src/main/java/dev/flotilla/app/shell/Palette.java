package dev.flotilla.app.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import javafx.stage.Window;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import org.jspecify.annotations.Nullable;

/// The command palette: every action and every object, found by a few letters in order.
final class Palette {
    /// @param kind what sort of thing it is, in a word
    record Entry(String text, String kind, Glyph glyph, @Nullable KeyCombination shortcut, Runnable run) {}

    private static final int MOST = 200;

    private final Supplier<List<Entry>> entries;
    private final Popup popup = new Popup();
    private final TextField field = new TextField();
    private final ListView<Entry> list = new ListView<>();
    private List<Entry> all = List.of();

    Palette(Supplier<List<Entry>> entries, Messages text) {
        this.entries = entries;
        field.setPromptText(text.get("shell.command.prompt"));
        field.setAccessibleText(text.get("shell.command.prompt"));
        field.setId("palette-field");
        field.textProperty().subscribe(this::filter);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.setCellFactory(_ -> new Cell());
        list.setAccessibleText(text.get("shell.command.prompt"));
        list.setFocusTraversable(false);
        list.setPrefHeight(9 * 34 + 10);
        list.setPlaceholder(Controls.label(text.get("shell.palette.nothing"), "muted"));
        list.setOnMouseClicked(_ -> runSelected());
        var box = new VBox(field, list);
        box.getStyleClass().addAll("palette", "popup-card");
        popup.getContent().add(box);
        popup.setAutoHide(true);
        popup.setHideOnEscape(true);
    }

    /// @param below the node under which it opens, in the middle
    void show(Node below) {
        all = entries.get();
        field.clear();
        filter("");
        Window window = below.getScene().getWindow();
        var bounds = below.localToScreen(below.getBoundsInLocal());
        popup.show(window, bounds.getCenterX() - 300, bounds.getMinY() - 2);
        field.requestFocus();
    }

    private void key(KeyEvent event) {
        int step = switch (event.getCode()) {
            case DOWN -> 1;
            case UP -> -1;
            case PAGE_DOWN -> 8;
            case PAGE_UP -> -8;
            default -> 0;
        };
        if (step != 0) {
            int last = list.getItems().size() - 1;
            int at = Math.clamp(list.getSelectionModel().getSelectedIndex() + (long) step, 0, Math.max(0, last));
            list.getSelectionModel().select(at);
            list.scrollTo(Math.max(0, at - 4));
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            runSelected();
            event.consume();
        }
    }

    private void runSelected() {
        Entry chosen = list.getSelectionModel().getSelectedItem();
        if (chosen == null) return;
        popup.hide();
        chosen.run().run();
    }

    private void filter(String typed) {
        list.getItems().setAll(matching(all, typed));
        if (!list.getItems().isEmpty()) list.getSelectionModel().select(0);
    }

    /// Entries whose text holds the letters in order, the closest first.
    static List<Entry> matching(List<Entry> all, String typed) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) return all.subList(0, Math.min(MOST, all.size()));
        record Found(Entry entry, int cost) {}
        var found = new ArrayList<Found>();
        for (Entry entry : all) {
            int cost = cost((entry.text() + " " + entry.kind()).toLowerCase(Locale.ROOT), wanted);
            if (cost >= 0) found.add(new Found(entry, cost));
        }
        // of two that match alike, the one with less left over: a whole name before a longer one that begins with it
        found.sort(Comparator.comparingInt(Found::cost).thenComparingInt(one -> one.entry().text().length()));
        return found.stream().limit(MOST).map(Found::entry).toList();
    }

    /// Gaps between matched letters, fewer the better; an exact part costs least. -1: no match.
    private static int cost(String text, String wanted) {
        int exact = text.indexOf(wanted);
        if (exact >= 0) return exact == 0 || text.charAt(exact - 1) == ' ' ? exact : 20 + exact;
        int cost = 100;
        int at = 0;
        for (char c : wanted.toCharArray()) {
            if (c == ' ') continue;
            int next = text.indexOf(c, at);
            if (next < 0) return -1;
            cost += next - at;
            at = next + 1;
        }
        return cost;
    }

    private static final class Cell extends ListCell<Entry> {
        @Override
        protected void updateItem(@Nullable Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            setText(null);
            if (entry == null || empty) {
                setGraphic(null);
                return;
            }
            var icon = new Icon(entry.glyph());
            icon.getStyleClass().add("muted");
            var row = new HBox(10, icon, Controls.label(entry.text()), Controls.label(entry.kind(), "palette-kind"),
                    Controls.grow());
            row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
            if (entry.shortcut() != null) row.getChildren().add(Controls.label(entry.shortcut().getDisplayText(), "key"));
            setGraphic(row);
            setAccessibleText(entry.text() + ", " + entry.kind());
        }
    }
}
