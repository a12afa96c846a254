package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

import atlantafx.base.controls.ToggleSwitch;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// One line of the form: the field's name, its control, and a way to unset it. What is typed counts on Enter or when the keyboard
/// leaves.
abstract class FormField extends HBox {
    private static final double STEP = 16;
    private static final double NAME = 178;

    private final FormViewModel model;
    private final Messages text;
    private final Button unset;
    private FormRow row;
    private boolean showing;

    private FormField(FormRow row, FormViewModel model, Messages text) {
        this.row = row;
        this.model = model;
        this.text = text;
        getStyleClass().add("form-field");
        setSpacing(8);
        unset = Controls.iconButton(Glyph.CLOSE, text.get("studio.form.unset", row.label()), () -> model.clear(this.row));
        unset.getStyleClass().add("form-unset");
    }

    static FormField of(FormRow row, FormViewModel model, Messages text) {
        FormField field = switch (row.kind()) {
            case OPEN, FOLDED -> new Heading(row, model, text);
            case ITEM -> new Item(row, model, text);
            case ADD -> new Add(row, model, text);
            case CHOICE -> new Choice(row, model, text);
            case TEXT, NUMBER, ANY -> new Line(row, model, text);
            case TOGGLE -> new Toggle(row, model, text);
            case NAMES -> new Names(row, model, text);
            case ENTRIES -> new Entries(row, model, text);
            case TEXT_ONLY -> new TextOnly(row, model, text);
        };
        field.show(row);
        return field;
    }

    final FormRow row() {
        return row;
    }

    final FormViewModel model() {
        return model;
    }

    final Messages text() {
        return text;
    }

    /// Shows what the text now says.
    final void show(FormRow now) {
        row = now;
        showing = true;
        // an object cannot do without its name
        unset.setVisible(now.isWritten() && !now.path().equals(FieldPath.of("metadata")));
        shown(now);
        showing = false;
    }

    /// Whether a control changes because the text did, not because somebody uses it.
    final boolean isShowing() {
        return showing;
    }

    abstract void shown(FormRow now);

    abstract void focusControl();

    /// Whether something is typed that is not in the text yet.
    boolean isChanged() {
        return false;
    }

    /// The name at its depth, then the control.
    final void lay(Node control, boolean withUnset) {
        var name = Controls.label(row.label(), "mono", "form-name");
        if (row.colour() >= 0) name.setGraphic(Controls.square(row.colour()));
        name.setMinWidth(NAME - row.depth() * STEP);
        name.setPrefWidth(NAME - row.depth() * STEP);
        name.setLabelFor(control);
        if (text.has(row.doc())) name.setTooltip(new Tooltip(text.get(row.doc())));
        setPadding(new javafx.geometry.Insets(0, 0, 0, row.depth() * STEP));
        setAlignment(control instanceof Region region && region.getStyleClass().contains("form-tall")
                ? Pos.TOP_LEFT
                : Pos.CENTER_LEFT);
        control.setAccessibleText(row.path() + (row.colour() >= 0 ? " " + row.label() : ""));
        if (control instanceof Region region) region.setMinWidth(0);
        HBox.setHgrow(control, Priority.SOMETIMES);
        getChildren().setAll(name, control);
        if (withUnset) getChildren().add(unset);
    }

    final Button unset() {
        return unset;
    }

    /// A group of fields; folding writes nothing.
    private static final class Heading extends FormField {
        private final Button fold = new Button();
        private final Label none;

        Heading(FormRow row, FormViewModel model, Messages text) {
            super(row, model, text);
            fold.getStyleClass().addAll("plain", "strong", "fold", "small");
            fold.setText(row.label());
            fold.setGraphic(new Icon(row.kind() == FormRow.Kind.OPEN ? Glyph.DOWN : Glyph.RIGHT, 14));
            fold.setOnAction(_ -> model.fold(row(), row().kind() == FormRow.Kind.FOLDED));
            fold.setAccessibleText(
                    text.get(row.kind() == FormRow.Kind.OPEN ? "studio.form.fold" : "studio.form.unfold", row.label()));
            if (text.has(row.doc())) fold.setTooltip(new Tooltip(text.get(row.doc())));
            setAlignment(Pos.CENTER_LEFT);
            setPadding(new javafx.geometry.Insets(4, 0, 0, row.depth() * STEP - 8));
            getStyleClass().add("form-heading");
            none = Controls.label(text.get("studio.form.not-set"), "subtle", "t12");
            getChildren().setAll(fold);
            if (row.colour() >= 0) getChildren().add(Controls.square(row.colour()));
            getChildren().addAll(none, Controls.grow(), unset());
        }

        @Override
        void shown(FormRow now) {
            none.setVisible(!now.isWritten());
            pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("written"), now.isWritten());
        }

        @Override
        void focusControl() {
            fold.requestFocus();
        }
    }

    private static final class Item extends FormField {
        private final Button fold = new Button();

        Item(FormRow row, FormViewModel model, Messages text) {
            super(row, model, text);
            boolean open = row.choices().contains("open");
            fold.getStyleClass().addAll("plain", "small", "mono");
            fold.setGraphic(new Icon(open ? Glyph.DOWN : Glyph.RIGHT, 14));
            fold.setText(row.label());
            fold.setMinWidth(0);
            fold.setOnAction(_ -> model.fold(row(), !open));
            fold.setAccessibleText(text.get(open ? "studio.form.fold" : "studio.form.unfold", row.path()));
            setAlignment(Pos.CENTER_LEFT);
            setPadding(new javafx.geometry.Insets(0, 0, 0, row.depth() * STEP - 8));
            getStyleClass().add("form-item");
            getChildren().setAll(fold, Controls.grow(),
                    Controls.iconButton(Glyph.UP, text.get("studio.form.up", row.path()), () -> model.moveItem(row(), -1)),
                    Controls.iconButton(Glyph.DOWN, text.get("studio.form.down", row.path()), () -> model.moveItem(row(), 1)),
                    unset());
        }

        @Override
        void shown(FormRow now) {}

        @Override
        void focusControl() {
            fold.requestFocus();
        }
    }

    private static final class Add extends FormField {
        private final Button add;

        Add(FormRow row, FormViewModel model, Messages text) {
            super(row, model, text);
            add = Controls.button(Glyph.PLUS, text.get("studio.form.add", row.label()), () -> model.addItem(row()), "small");
            setPadding(new javafx.geometry.Insets(2, 0, 4, row.depth() * STEP));
            getChildren().setAll(add);
        }

        @Override
        void shown(FormRow now) {}

        @Override
        void focusControl() {
            add.requestFocus();
        }
    }

    private static final class Choice extends FormField {
        private final ComboBox<String> box = new ComboBox<>();

        Choice(FormRow row, FormViewModel model, Messages text) {
            super(row, model, text);
            box.setConverter(new StringConverter<>() {
                @Override
                public String toString(@Nullable String value) {
                    return value == null || value.isEmpty() ? text.get("studio.form.not-set") : value;
                }

                @Override
                public String fromString(String words) {
                    return words;
                }
            });
            box.setMaxWidth(260);
            box.setOnAction(_ -> {
                String chosen = box.getValue();
                if (isShowing() || chosen == null) return;
                if (chosen.isEmpty()) model.clear(row());
                else
                    model.set(row().path(), Value.text(chosen));
            });
            lay(box, true);
        }

        @Override
        void shown(FormRow now) {
            String value = now.value() instanceof Value.Text(String words) ? words : "";
            var all = new LinkedHashSet<String>();
            all.add("");
            all.addAll(now.choices());
            all.add(value);
            if (!box.getItems().equals(List.copyOf(all))) box.getItems().setAll(all);
            box.setValue(value);
        }

        @Override
        void focusControl() {
            box.requestFocus();
        }
    }

    /// Words, a number or a value in a line of YAML.
    private static final class Line extends FormField {
        private final TextField field = new TextField();
        private final @Nullable ComboBox<String> box;

        Line(FormRow row, FormViewModel model, Messages text) {
            super(row, model, text);
            boolean proposes = row.kind() == FormRow.Kind.TEXT && !row.choices().isEmpty();
            if (proposes) {
                var editable = new ComboBox<String>();
                editable.setEditable(true);
                editable.getItems().setAll(row.choices());
                editable.setMaxWidth(360);
                editable.setOnAction(_ -> commit());
                editable.getEditor().focusedProperty().addListener((_, _, on) -> {
                    if (!on) commit();
                });
                box = editable;
                lay(editable, true);
                editable.getEditor().setAccessibleText(row.path().toString());
                return;
            }
            box = null;
            boolean number = row.kind() == FormRow.Kind.NUMBER;
            field.setPrefWidth(number ? 90 : 240);
            field.setMaxWidth(number ? 90 : 360);
            field.getStyleClass().add(row.kind() == FormRow.Kind.ANY ? "mono" : "small");
            field.setPromptText(text.get("studio.form.not-set"));
            field.setOnAction(_ -> commit());
            field.focusedProperty().addListener((_, _, on) -> {
                if (!on) commit();
            });
            if (number) field.addEventFilter(KeyEvent.KEY_PRESSED, this::step);
            lay(field, true);
        }

        private TextField input() {
            return box == null ? field : box.getEditor();
        }

        private String current() {
            return shown(row().value(), row().kind());
        }

        private static String shown(@Nullable Value value, FormRow.Kind kind) {
            if (value == null) return "";
            return value instanceof Value.Text(String words) && kind != FormRow.Kind.ANY ? words : FormViewModel.written(value);
        }

        @Override
        boolean isChanged() {
            return !input().getText().equals(current());
        }

        private void step(KeyEvent event) {
            int by = event.getCode() == KeyCode.UP ? 1 : event.getCode() == KeyCode.DOWN ? -1 : 0;
            if (by == 0) return;
            event.consume();
            long now = parsed() instanceof Long number ? number : 0;
            if (now + by >= 0) write(now + by);
        }

        private @Nullable Long parsed() {
            String words = field.getText().strip();
            return words.matches("-?\\d{1,18}") ? (Long) Long.parseLong(words) : null;
        }

        private void write(long number) {
            if (row().colour() >= 0) model().setWeight(row(), number);
            else
                model().set(row().path(), Value.number(number));
        }

        private void commit() {
            if (isShowing() || !isChanged()) return;
            String words = input().getText();
            boolean sound = true;
            if (words.isBlank()) {
                model().clear(row());
            } else {
                switch (row().kind()) {
                    case NUMBER -> {
                        Long number = parsed();
                        sound = number != null;
                        if (number != null) write(number);
                    }
                    case ANY -> sound = model().setYaml(row().path(), words);
                    default -> model().set(row().path(), Value.text(words.strip()));
                }
            }
            if (!sound) input().setText(current());
        }

        @Override
        void shown(FormRow now) {
            String words = shown(now.value(), now.kind());
            if (box != null && !Objects.equals(box.getValue(), words)) box.setValue(words);
            if (!input().getText().equals(words)) input().setText(words);
        }

        @Override
        void focusControl() {
            input().requestFocus();
        }
    }

    private static final class Toggle extends FormField {
        private final ToggleSwitch toggle = new ToggleSwitch();

        Toggle(FormRow row, FormViewModel model, Messages text) {
            super(row, model, text);
            toggle.selectedProperty().addListener((_, _, on) -> {
                if (!isShowing()) model.set(row().path(), Value.bool(on));
            });
            lay(toggle, true);
        }

        @Override
        void shown(FormRow now) {
            toggle.setSelected(now.value() == Value.TRUE || Value.TRUE.equals(now.value()));
        }

        @Override
        void focusControl() {
            toggle.requestFocus();
        }
    }

    /// A chip for each name that is proposed or written; pressed ones are in the list.
    private static final class Names extends FormField {
        private final FlowPane chips = new FlowPane(6, 6);
        private final TextField other = new TextField();

        Names(FormRow row, FormViewModel model, Messages text) {
            super(row, model, text);
            other.setPromptText(text.get("studio.form.other"));
            other.setAccessibleText(text.get("studio.form.other-of", row.label()));
            other.getStyleClass().add("small");
            other.setPrefWidth(110);
            other.setOnAction(_ -> {
                String name = other.getText().strip();
                other.clear();
                if (!name.isEmpty()) model.toggle(row(), name, true);
            });
            chips.getStyleClass().add("form-tall");
            HBox.setHgrow(chips, Priority.ALWAYS);
            chips.setPrefWrapLength(260);
            lay(chips, true);
        }

        @Override
        void shown(FormRow now) {
            List<String> written = FormViewModel.names(now);
            var all = new LinkedHashSet<>(now.choices());
            all.addAll(written);
            var names = List.copyOf(all);
            boolean same = chips.getChildren().size() == names.size() + 1;
            for (int i = 0; same && i < names.size(); i++) {
                same = chips.getChildren().get(i) instanceof ToggleButton chip && chip.getText().equals(names.get(i));
            }
            if (!same) {
                var nodes = new ArrayList<Node>();
                for (String name : names) {
                    var chip = new ToggleButton(name);
                    chip.getStyleClass().addAll("small", "form-chip");
                    chip.setAccessibleText(text().get("studio.form.chip", name, row().label()));
                    chip.setOnAction(_ -> model().toggle(row(), name, chip.isSelected()));
                    nodes.add(chip);
                }
                nodes.add(other);
                boolean focused = other.isFocused();
                chips.getChildren().setAll(nodes);
                if (focused) other.requestFocus();
            }
            for (Node node : chips.getChildren()) {
                if (node instanceof ToggleButton chip) chip.setSelected(written.contains(chip.getText()));
            }
        }

        @Override
        void focusControl() {
            if (chips.getChildren().getFirst() instanceof ToggleButton chip) chip.requestFocus();
            else
                other.requestFocus();
        }
    }

    /// Keys and their words, one line each, and an empty line to add one.
    private static final class Entries extends FormField {
        private final VBox lines = new VBox(4);

        Entries(FormRow row, FormViewModel model, Messages text) {
            super(row, model, text);
            lines.getStyleClass().add("form-tall");
            lay(lines, false);
        }

        @Override
        void shown(FormRow now) {
            var nodes = new ArrayList<Node>();
            if (now.value() instanceof MapValue map) {
                map.forEach((key, value) -> nodes.add(line(key,
                        value instanceof Value.Text(String words) ? words : FormViewModel.written(value))));
            }
            nodes.add(line("", ""));
            lines.getChildren().setAll(nodes);
        }

        private HBox line(String key, String value) {
            TextField keyField = field(key, text().get("studio.form.key", row().label()), 150);
            TextField valueField = field(value, text().get("studio.form.value", row().label()), 150);
            Runnable commit = () -> {
                if (isShowing() || getScene() == null) return;
                String newKey = keyField.getText().strip();
                if (key.isEmpty()) {
                    if (!newKey.isEmpty() && !valueField.getText().isEmpty())
                        model().setEntry(row(), newKey, valueField.getText());
                } else if (!newKey.equals(key)) {
                    model().renameEntry(row(), key, newKey);
                } else if (!valueField.getText().equals(value)) {
                    model().setEntry(row(), key, valueField.getText());
                }
            };
            for (TextField field : List.of(keyField, valueField)) {
                field.setOnAction(_ -> commit.run());
                field.focusedProperty().addListener((_, _, on) -> {
                    if (!on) commit.run();
                });
            }
            var line = new HBox(6, keyField, Controls.label(":", "muted"), valueField);
            line.setAlignment(Pos.CENTER_LEFT);
            if (!key.isEmpty())
                line.getChildren().add(Controls.iconButton(Glyph.CLOSE, text().get("studio.form.unset", key),
                        () -> model().removeEntry(row(), key)));
            return line;
        }

        private static TextField field(String words, String name, double width) {
            var field = new TextField(words);
            field.getStyleClass().addAll("small", "mono");
            field.setPromptText(name);
            field.setAccessibleText(name);
            field.setPrefWidth(width);
            return field;
        }

        @Override
        void focusControl() {
            if (lines.getChildren().getLast() instanceof HBox line) line.getChildren().getFirst().requestFocus();
        }
    }

    /// Too large for a line: shows where it stands.
    private static final class TextOnly extends FormField {
        private final Button link;

        TextOnly(FormRow row, FormViewModel model, Messages text) {
            super(row, model, text);
            link = Controls.link(text.get("studio.form.in-text"), () -> model.showText(row().path()));
            lay(link, false);
            link.setAccessibleText(text.get("studio.form.in-text"));
        }

        @Override
        void shown(FormRow now) {}

        @Override
        void focusControl() {
            link.requestFocus();
        }
    }
}
