package dev.flotilla.app.editor;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;

import dev.flotilla.app.editor.CompletionViewModel.Offer;
import dev.flotilla.app.editor.Proposals.Proposal;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import org.jspecify.annotations.Nullable;

/// The list of proposals below the caret, with a sentence on the selected one. Comes by itself while a word is typed, or on
/// Ctrl+Space; Enter or Tab takes one.
final class Completion {
    private static final double ROW = 26;
    private static final double WIDTH = 380;
    private static final int MOST_ROWS = 10;

    private final CompletionViewModel model;
    private final ObservableValue<Boolean> unasked;
    private final Popup popup = new Popup();
    private final ListView<Proposal> list = new ListView<>();
    private final Label purpose = new Label();
    private @Nullable YamlArea area;

    /// @param unasked whether to come by itself
    Completion(CompletionViewModel model, ObservableValue<Boolean> unasked, Messages text) {
        this.model = model;
        this.unasked = unasked;
        list.getStyleClass().add("completion");
        list.setFixedCellSize(ROW);
        list.setPrefWidth(WIDTH);
        list.setFocusTraversable(false);
        list.setAccessibleText(text.get("studio.completion"));
        list.setCellFactory(_ -> new Cell());
        list.setOnMouseClicked(_ -> take());
        list.getSelectionModel().selectedItemProperty().subscribe(this::tell);
        purpose.getStyleClass().addAll("completion-purpose", "t12");
        purpose.setWrapText(true);
        purpose.setMaxWidth(WIDTH);
        var card = new VBox(list, purpose);
        card.getStyleClass().addAll("completion-card", "popup-card");
        popup.getContent().add(card);
        popup.setAutoHide(true);
        popup.setHideOnEscape(true);
        popup.setConsumeAutoHidingEvents(false);
        popup.setOnHidden(_ -> model.hush());
        model.offerProperty().subscribe(this::show);
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
                model.hush();
            }
        });
        area.focusedProperty().subscribe(focused -> {
            if (!focused) model.hush();
        });
    }

    /// @param always also where nothing of a word is typed yet
    void ask(YamlArea in, boolean always) {
        area = in;
        model.ask(in.getText(), in.getCaretPosition(), always);
    }

    private void show(@Nullable Offer offer) {
        YamlArea in = area;
        if (offer == null || in == null || in.getScene() == null || in.getCaretPosition() != offer.offset()) {
            popup.hide();
            return;
        }
        list.getItems().setAll(offer.found());
        list.getSelectionModel().select(0);
        list.scrollTo(0);
        list.setPrefHeight(Math.min(MOST_ROWS, offer.found().size()) * ROW + 4);
        in.layout();
        in.getCaretBounds().ifPresent(bounds -> popup.show(in.getScene().getWindow(), bounds.getMinX(), bounds.getMaxY() + 4));
    }

    private void tell(@Nullable Proposal selected) {
        String sentence = selected == null ? null : selected.purpose();
        purpose.setText(sentence);
        purpose.setVisible(sentence != null);
        purpose.setManaged(sentence != null);
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
            case ESCAPE -> model.hush();
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
        model.hush();
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
            if (proposal == null || empty) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            setGraphic(Controls.row(8, Controls.label(proposal.text(), "mono"), Controls.grow(),
                    Controls.label(proposal.about(), "subtle", "t12")));
            setAccessibleText(proposal.purpose() == null ? proposal.text() : proposal.text() + ". " + proposal.purpose());
        }
    }
}
