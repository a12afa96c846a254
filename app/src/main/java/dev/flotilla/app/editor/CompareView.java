package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.YamlText;
import org.jspecify.annotations.Nullable;

/// What is typed against what is on disk, line by line.
final class CompareView extends VBox {
    private static final double LINE = 19;

    /// @param sign `-` stands on disk only, `+` is typed only, a space is in both
    record Row(char sign, String line) {}

    CompareView(String file, String disk, String typed, Runnable close, Messages text) {
        var lines = new ListView<Row>();
        lines.getItems().setAll(rows(disk, typed));
        lines.setFixedCellSize(LINE);
        lines.getStyleClass().add("compare-lines");
        lines.setAccessibleText(text.get("studio.compare", file));
        lines.setCellFactory(_ -> new Line());
        VBox.setVgrow(lines, Priority.ALWAYS);
        var head = new HBox(8, Controls.label(text.get("studio.compare", file), "strong"), Controls.grow(),
                Controls.label("-", "mono", "bad"), Controls.label(text.get("studio.compare.disk"), "muted", "t12"),
                Controls.label("+", "mono", "ok"), Controls.label(text.get("studio.compare.mine"), "muted", "t12"),
                Controls.iconButton(Glyph.CLOSE, text.get("studio.compare.close"), close));
        head.getStyleClass().add("compare-head");
        getChildren().addAll(head, lines);
    }

    static List<Row> rows(String disk, String typed) {
        List<String> before = List.of(disk.split("\n", -1));
        List<String> after = List.of(typed.split("\n", -1));
        var rows = new ArrayList<Row>();
        int at = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(before, after).getDeltas()) {
            while (at < delta.getSource().getPosition()) {
                rows.add(new Row(' ', before.get(at++)));
            }
            delta.getSource().getLines().forEach(line -> rows.add(new Row('-', line)));
            delta.getTarget().getLines().forEach(line -> rows.add(new Row('+', line)));
            at += delta.getSource().size();
        }
        while (at < before.size()) {
            rows.add(new Row(' ', before.get(at++)));
        }
        return rows;
    }

    private static final class Line extends ListCell<Row> {
        @Override
        protected void updateItem(@Nullable Row row, boolean empty) {
            super.updateItem(row, empty);
            pseudoClassStateChanged(PseudoClass.getPseudoClass("added"), row != null && !empty && row.sign() == '+');
            pseudoClassStateChanged(PseudoClass.getPseudoClass("removed"), row != null && !empty && row.sign() == '-');
            setGraphic(row == null || empty
                    ? null
                    : new HBox(8, Controls.label(String.valueOf(row.sign()), "mono", "muted"), new YamlText(row.line(), -1)));
            setAccessibleText(row == null ? null : row.sign() + " " + row.line());
        }
    }
}
