package dev.flotilla.app.editor;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.stage.Popup;

import dev.flotilla.app.editor.Proposals.Proposal;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.workbench.Workbench;
import org.jspecify.annotations.Nullable;

/// The list of proposals below the caret. Comes by itself while a word is typed, or on Ctrl+Space; Enter or Tab takes one.
final class Completion {
    private static final double ROW = 26;

    private final Workbench workbench;
    private final ObservableValue<Boolean> unasked;
    private final Popup popup = new Popup();
    private final ListView<Proposal> list = new ListView<>();
    private @Nullable YamlArea area;

    /// @param unasked whether to come by itself
    Completion(Workbench workbench, ObservableValue<Boolean> unasked, Messages text) {
        this.unasked = unasked;
        this.workbench = workbench;
        list.getStyleClass().addAll("completion", "popup-card");
        list.setFixedCellSize(ROW);
        list.setPrefWidth(340);
        list.setFocusTraversable(false);
        list.setAccessibleText(text.get("studio.completion"));
        list.setCellFactory(_ -> new Cell());
        list.setOnMouseClicked(_ -> take());
        popup.getContent().add(list);
        popup.setAutoHide(true);
        popup.setHideOnEscape(true);
        popup.setConsumeAutoHidingEvents(false);
    }

    void attach(YamlArea area) {
        area.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        area.addEventHandler(KeyEvent.KEY_TYPED, event -> {
            String typed = event.getCharacter();
            if (typed.isEmpty() || event.isShortcutDown() || !popup.isShowing() && !unasked.getValue()) return;
            char c = typed.charAt(0);
            if (Character.isLetterOrDigit(c) || c == '-' && popup.isShowing()) {
                ask(area, false);
            } else {
                popup.hide();
            }
        });
        area.focusedProperty().subscribe(focused -> {
            if (!focused) popup.hide();
        });
    }

    /// @param always also where nothing of a word is typed yet
    void ask(YamlArea in, boolean always) {
        int offset = in.getCaretPosition();
        String content = in.getText();
        if (!always && YamlContext.at(content, offset).prefix().isEmpty()) {
            popup.hide();
            return;
        }
        List<Proposal> found = new Proposals(workbench.engine(), workbench.workspace(), workbench.plan()).at(content, offset);
        if (found.isEmpty()) {
            popup.hide();
            return;
        }
        area = in;
        list.getItems().setAll(found);
        list.getSelectionModel().select(0);
        list.scrollTo(0);
        list.setPrefHeight(Math.min(10, found.size()) * ROW + 4);
        in.getCaretBounds().ifPresent(bounds -> popup.show(in.getScene().getWindow(), bounds.getMinX(), bounds.getMaxY() + 4));
    }

    private void key(KeyEvent event) {
        if (!popup.isShowing()) return;
        int at = list.getSelectionModel().getSelectedIndex();
        switch (event.getCode()) {
            case DOWN -> select(at + 1);
            case UP -> select(at - 1);
            case PAGE_DOWN -> select(at + 9);
            case PAGE_UP -> select(at - 9);
            case ENTER, TAB -> take();
            case ESCAPE -> popup.hide();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void select(int index) {
        int at = Math.clamp(index, 0, list.getItems().size() - 1);
        list.getSelectionModel().select(at);
        list.scrollTo(Math.max(0, at - 5));
    }

    private void take() {
        Proposal chosen = list.getSelectionModel().getSelectedItem();
        YamlArea in = area;
        popup.hide();
        if (chosen == null || in == null) return;
        int end = in.getCaretPosition();
        int start = end - YamlContext.at(in.getText(), end).prefix().length();
        in.replaceText(start, end, chosen.insert());
        in.requestFollowCaret();
    }

    private static final class Cell extends ListCell<Proposal> {
        @Override
        protected void updateItem(@Nullable Proposal proposal, boolean empty) {
            super.updateItem(proposal, empty);
            setText(null);
            setGraphic(proposal == null || empty
                    ? null
                    : new HBox(8, Controls.label(proposal.text(), "mono"), Controls.grow(),
                            Controls.label(proposal.about(), "subtle", "t12")));
            if (proposal != null) setAccessibleText(proposal.text());
        }
    }
}
