package dev.flotilla.app.editor;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Sentence;
import dev.flotilla.app.ui.Shortcuts;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Severity;
import org.jspecify.annotations.Nullable;

/// Everything that is wrong in the workspace. Enter jumps, Alt+Enter fixes.
public final class ProblemsPane extends VBox {
    private static final double ROW = 26;
    private static final double MOST_OF_A_SENTENCE = 220;
    private static final double LEAST_OF_A_PLACE = 90;

    private final Workbench workbench;
    private final Messages text;
    private final ListView<Diagnostic> list = new ListView<>();
    private final Label count = Controls.label("0", "badge");
    private final HBox sums = new HBox(10);
    private final BooleanProperty open = new SimpleBooleanProperty(this, "open", true);
    private @Nullable List<Diagnostic> shown;
    private @Nullable Diagnostic visited;
    private Map<Severity, Long> shownSums = Map.of();

    public ProblemsPane(Workbench workbench, Messages text) {
        this.workbench = workbench;
        this.text = text;
        getStyleClass().add("problems");
        var fold = new Button(text.get("studio.problems"));
        fold.getStyleClass().addAll("plain", "strong", "fold");
        open.subscribe(now -> fold.setGraphic(new Icon(now ? Glyph.DOWN : Glyph.RIGHT, 14)));
        fold.setOnAction(_ -> open.set(!open.get()));
        sums.setAlignment(Pos.CENTER_RIGHT);
        var header = new HBox(8, fold, count, Controls.grow(), sums);
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("problems-header");
        list.setFixedCellSize(ROW);
        list.setAccessibleText(text.get("studio.problems"));
        list.setPlaceholder(Controls.label(text.get("studio.problems.none"), "muted"));
        list.setCellFactory(_ -> new Cell());
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) jump();
        });
        list.visibleProperty().bind(open);
        list.managedProperty().bind(open);
        getChildren().addAll(header, list);
        workbench.plannedProperty().subscribe(now -> show(now.plan() == null ? List.of() : now.plan().diagnostics()));
    }

    /// Puts the keyboard into the list.
    public void focusList() {
        open.set(true);
        list.requestFocus();
    }

    /// Goes to the next problem of the list or the one before, and round at its ends. The first time, to the one that is selected.
    ///
    /// @param step 1 or -1
    public void goToNext(int step) {
        int size = list.getItems().size();
        if (size == 0) return;
        int at = list.getSelectionModel().getSelectedIndex();
        Diagnostic selected = list.getSelectionModel().getSelectedItem();
        int next = selected == null || !selected.equals(visited) ? Math.max(0, at) : Math.floorMod(at + step, size);
        list.getSelectionModel().clearAndSelect(next);
        list.scrollTo(Math.max(0, next - 2));
        jump();
    }

    private void show(List<Diagnostic> found) {
        if (found.equals(shown)) return;
        shown = List.copyOf(found);
        int selected = list.getSelectionModel().getSelectedIndex();
        list.getItems().setAll(found);
        if (!found.isEmpty()) list.getSelectionModel().select(Math.clamp(selected, 0, found.size() - 1));
        double height = Math.clamp(found.size(), 1, 5) * ROW + 4;
        list.setMinHeight(height);
        list.setPrefHeight(height);
        list.setMaxHeight(height);
        count.setText(Integer.toString(found.size()));
        showSums(found);
    }

    private void showSums(List<Diagnostic> found) {
        var sums = new EnumMap<Severity, Long>(Severity.class);
        for (Severity severity : Severity.values()) {
            sums.put(severity, count(found, severity));
        }
        if (sums.equals(shownSums)) return;
        shownSums = sums;
        long errors = count(found, Severity.ERROR);
        var quiet = Badges.state(State.FAILED, 14, text);
        if (errors == 0) quiet.getStyleClass().add("quiet");
        this.sums.getChildren().setAll(sum(quiet, text.get("studio.problems.errors", errors)),
                sum(Badges.state(State.WARNING, 14, text), text.get("studio.problems.warnings", count(found, Severity.WARNING))),
                sum(Badges.state(State.HINT, 14, text), text.get("studio.problems.hints", count(found, Severity.HINT))));
    }

    private static long count(List<Diagnostic> found, Severity severity) {
        return found.stream().filter(one -> one.severity() == severity).count();
    }

    private static Label sum(Region icon, String words) {
        Label label = Controls.label(words, "muted", "t12");
        label.setGraphic(icon);
        return label;
    }

    private void key(KeyEvent event) {
        if (Shortcuts.FIX.match(event)) {
            fix(list.getSelectionModel().getSelectedItem());
        } else if (event.getCode() == KeyCode.ENTER) {
            jump();
        } else {
            return;
        }
        event.consume();
    }

    private void jump() {
        Diagnostic chosen = list.getSelectionModel().getSelectedItem();
        visited = chosen;
        if (chosen != null) workbench.goTo(new Destination.Text(chosen.location()));
    }

    private void fix(@Nullable Diagnostic chosen) {
        if (chosen != null && !chosen.fixes().isEmpty()) workbench.apply(List.of(chosen.fixes().getFirst()));
    }

    private final class Cell extends ListCell<Diagnostic> {
        @Override
        protected void updateItem(@Nullable Diagnostic found, boolean empty) {
            super.updateItem(found, empty);
            setText(null);
            if (found == null || empty) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            String words = text.diagnostic(found);
            HBox sentence = Sentence.line(words, found.arguments());
            HBox.setHgrow(sentence, javafx.scene.layout.Priority.ALWAYS);
            sentence.setMinWidth(MOST_OF_A_SENTENCE);
            var place = Labels.name(found.location().file() + "  " + found.location().line() + ":" + found.location().column(),
                    "muted", "t12");
            place.setMinWidth(LEAST_OF_A_PLACE);
            var row = new HBox(10, Badges.state(YamlArea.state(found.severity()), 16, text), sentence);
            if (!found.fixes().isEmpty()) {
                Button fix = Controls.link(text.fix(found.fixes().getFirst()), () -> fix(found));
                fix.setMinWidth(Region.USE_PREF_SIZE);
                row.getChildren().add(fix);
            }
            row.getChildren().add(place);
            row.setAlignment(Pos.CENTER_LEFT);
            row.prefWidthProperty().bind(list.widthProperty().subtract(34));
            row.setMaxWidth(Region.USE_PREF_SIZE);
            setGraphic(row);
            setAccessibleText(text.severity(found.severity()) + ", " + words + ", " + place.getText());
        }
    }
}
