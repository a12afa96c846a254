package dev.flotilla.app.plan;

import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.plan.PreviewRow.Kind;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Shortcuts;
import dev.flotilla.app.ui.YamlText;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// A rendered manifest: numbered lines, those that a policy set are tinted and carry its name.
final class ManifestView extends ListView<PreviewRow> {
    private static final double LINE = 19;
    /// Of a letter of code, of a letter of words, and of all around them; at 13 pixels to the em.
    private static final double CODE_LETTER = 7.55;
    private static final double LETTER = 6.2;
    private static final double AROUND = 110;

    private final PreviewViewModel model;
    private final Messages text;
    /// How far the text is scrolled to the left.
    private final DoubleProperty shift = new SimpleDoubleProperty(this, "shift");
    /// The skin's, which it keeps; to look for them in each layout costs a walk through all cells.
    private List<ScrollBar> bars = List.of();
    private final DoubleProperty seen = new SimpleDoubleProperty(this, "seen");

    ManifestView(PreviewViewModel model, Messages text) {
        this.model = model;
        this.text = text;
        getStyleClass().add("manifest");
        setFixedCellSize(LINE);
        setAccessibleText(text.get("studio.preview.manifest"));
        setPlaceholder(Controls.label(text.get("studio.preview.nothing"), "muted"));
        setCellFactory(_ -> new Line());
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() != KeyCode.ENTER && !Shortcuts.isDefinition(event)) return;
            openSelected();
            event.consume();
        });
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        double bar = 0;
        if (bars.isEmpty()) {
            bars = lookupAll(".scroll-bar").stream().filter(ScrollBar.class::isInstance).map(ScrollBar.class::cast).toList();
        }
        for (ScrollBar scroll : bars) {
            if (scroll.getOrientation() == Orientation.HORIZONTAL) {
                if (!shift.isBound()) shift.bind(scroll.valueProperty());
            } else if (scroll.isVisible()) {
                bar = scroll.getWidth();
            }
        }
        seen.set(getWidth() - bar - snappedLeftInset() - snappedRightInset());
    }

    /// Replaces only what differs, so that neither scrolling nor the selection jumps.
    void show(List<PreviewRow> rows) {
        var items = getItems();
        if (items.size() != rows.size()) {
            items.setAll(rows);
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            if (!items.get(i).equals(rows.get(i))) items.set(i, rows.get(i));
        }
    }

    /// Selects the line of a value and shows it.
    void goTo(FieldPath path) {
        for (int i = 0; i < getItems().size(); i++) {
            FieldPath here = getItems().get(i).source().path();
            if (here == null || !here.equals(path)) continue;
            getSelectionModel().clearAndSelect(i);
            scrollTo(Math.max(0, i - 5));
            return;
        }
    }

    void openSelected() {
        PreviewRow row = getSelectionModel().getSelectedItem();
        if (row != null) model.openSource(row);
    }

    /// Tells beside the selected line where it comes from.
    void tell() {
        for (Node node : lookupAll(".list-cell")) {
            if (!(node instanceof Line line) || !line.isSelected()) continue;
            line.tellSource();
            if (line.getTooltip() == null) continue;
            Bounds place = line.localToScreen(line.getBoundsInLocal());
            line.getTooltip().setAutoHide(true);
            line.getTooltip().show(line, place.getMinX() + 48, place.getMaxY() + 2);
        }
    }

    /// Selects the next or previous change.
    ///
    /// @param step 1 or -1
    void goToChange(int step) {
        int size = getItems().size();
        int at = getSelectionModel().getSelectedIndex();
        int from = at < 0 ? step > 0 ? -1 : size : at;
        for (int i = from + step; i >= 0 && i < size; i += step) {
            boolean startsHere = getItems().get(i).isChange()
                    && (i == 0 || !sameChange(getItems().get(i - 1), getItems().get(i)));
            if (startsHere) {
                getSelectionModel().clearAndSelect(i);
                scrollTo(Math.max(0, i - 5));
                return;
            }
        }
    }

    private static boolean sameChange(PreviewRow before, PreviewRow row) {
        return row.chip() == null && before.kind() != Kind.PLAIN;
    }

    private final class Line extends ListCell<PreviewRow> {
        private static final PseudoClass EDGE = PseudoClass.getPseudoClass("edge");
        private static final PseudoClass ADDED = PseudoClass.getPseudoClass("added");
        private static final PseudoClass REMOVED = PseudoClass.getPseudoClass("removed");

        private @Nullable Node chip;

        Line() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setOnMouseClicked(event -> {
                PreviewRow row = getItem();
                boolean meant = event.isShortcutDown() || event.getClickCount() == 2;
                if (row != null && event.getButton() == MouseButton.PRIMARY && meant) model.openSource(row);
            });
            setOnMouseEntered(_ -> tellSource());
            shift.subscribe(_ -> pin());
            seen.subscribe(_ -> pin());
        }

        @Override
        protected void layoutChildren() {
            super.layoutChildren();
            pin();
        }

        /// The chip stands at the right margin of what can be seen, also where lines are longer than that.
        private void pin() {
            if (chip != null) chip.setTranslateX(Math.min(0, shift.get() + seen.get() - getWidth()));
        }

        @Override
        protected void updateItem(@Nullable PreviewRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            pseudoClassStateChanged(EDGE, false);
            chip = null;
            if (row == null || empty) {
                setGraphic(null);
                setAccessibleText(null);
                setTooltip(null);
                return;
            }
            setGraphic(content(row));
            setAccessibleText(words(row));
            if (getTooltip() != null) tellSource();
        }

        /// Only a line that somebody looks at needs a tooltip.
        private void tellSource() {
            PreviewRow row = getItem();
            String from = row == null ? null : model.provenance(row);
            if (from == null) {
                setTooltip(null);
                return;
            }
            String words = from + "\n" + text.get("studio.preview.open-source");
            if (getTooltip() == null) setTooltip(new Tooltip(words));
            else
                getTooltip().setText(words);
        }

        private HBox content(PreviewRow row) {
            Label number = Controls.label(row.number() == 0 ? "" : Integer.toString(row.number()), "line-number");
            var code = new HBox(8);
            code.getStyleClass().add("code");
            code.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(code, Priority.ALWAYS);
            code.pseudoClassStateChanged(EDGE, row.edge());
            code.pseudoClassStateChanged(ADDED, row.kind() == Kind.ADDED);
            code.pseudoClassStateChanged(REMOVED, row.kind() == Kind.REMOVED);
            if (row.kind() == Kind.FOLD) {
                code.setSpacing(0);
                code.getChildren().addAll(fold(row));
            } else {
                if (row.kind() != Kind.PLAIN)
                    code.getChildren().add(Controls.label(row.kind() == Kind.ADDED ? "+" : "-", "mono", "muted"));
                code.getChildren().add(new YamlText(row.text(), -1));
            }
            if (row.was() != null) code.getChildren().add(was(row.was()));
            if (row.chip() != null) {
                Node origin = chip(row.chip(), row);
                chip = origin;
                code.getChildren().addAll(Controls.grow(), origin);
            }
            var line = new HBox(number, code);
            line.setAlignment(Pos.CENTER_LEFT);
            return line;
        }

        private Node[] fold(PreviewRow row) {
            String words = row.text().strip();
            int indent = row.text().length() - row.text().stripLeading().length();
            var button = Controls.button(words, () -> model.toggleFold(words), "fold-button");
            button.setGraphic(new Icon(Glyph.RIGHT, 12));
            button.setFocusTraversable(false);
            return new Node[]{new YamlText(" ".repeat(indent), -1), button};
        }

        private HBox was(String before) {
            var old = new Text(shortened(before));
            old.getStyleClass().add("was-value");
            var was = new HBox(4, Controls.label(text.get("studio.preview.was"), "was"), old);
            was.setAlignment(Pos.CENTER_LEFT);
            return was;
        }

        private Node chip(Origin origin, PreviewRow row) {
            if (origin.kind() == Origin.Kind.DEFAULT) return defaulted(row);
            String name = origin.by() == null ? "" : origin.by().name();
            int was = row.was() == null ? 0 : shortened(row.was()).length() + 6;
            double needed = AROUND + row.text().length() * CODE_LETTER + (was + name.length()) * LETTER;
            Button chip = Controls.button("", () -> model.openRule(origin), "origin-chip");
            chip.textProperty().bind(seen.map(width -> width.doubleValue() * 13 / getFont().getSize() > needed ? name : ""));
            chip.setGraphic(new Icon(origin.kind() == Origin.Kind.POLICY ? Glyph.SPLIT : Glyph.OVERRIDE, 14));
            String by = text.get("studio.preview.set-by", origin.by() == null ? "" : origin.by().toString());
            chip.setAccessibleText(by);
            chip.setTooltip(new Tooltip(by));
            chip.setFocusTraversable(false);
            chip.setMinWidth(Region.USE_PREF_SIZE);
            return chip;
        }

        /// Goes without saying where it has no room: code never gives way.
        private Label defaulted(PreviewRow row) {
            String words = text.get("studio.preview.default");
            Label note = Labels.whole(words, "origin-note");
            double needed = AROUND + row.text().length() * CODE_LETTER + words.length() * LETTER;
            note.visibleProperty().bind(seen.map(width -> width.doubleValue() * 13 / getFont().getSize() > needed));
            return note;
        }

        private String words(PreviewRow row) {
            String words = row.text().strip();
            if (row.was() != null) words += ", " + text.get("studio.preview.was") + " " + row.was();
            if (row.chip() != null && row.chip().by() != null)
                words += ", " + text.get("studio.preview.set-by", row.chip().by().toString());
            return words;
        }
    }

    private static String shortened(String value) {
        return value.length() > 40 ? value.substring(0, 18) + "…" + value.substring(value.length() - 20) : value;
    }
}
