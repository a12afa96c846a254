package dev.flotilla.app.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import org.jspecify.annotations.Nullable;

/// Two texts of YAML against each other, line by line.
public final class LineDiff extends ListView<LineDiff.Row> {
    private static final double LINE = 19;
    private static final int LINES_ABOVE = 3;

    /// @param sign `-` stands before only, `+` after only, a space in both
    public record Row(char sign, String line) {}

    public LineDiff(String before, String after, String accessibleText) {
        getStyleClass().add("line-diff");
        setFixedCellSize(LINE);
        setAccessibleText(accessibleText);
        setCellFactory(_ -> new Line());
        getItems().setAll(rows(before, after));
    }

    /// Brings the first line that differs into sight, with a few before it.
    public void showFirst() {
        for (int i = 0; i < getItems().size(); i++) {
            if (getItems().get(i).sign() == ' ') continue;
            scrollTo(Math.max(0, i - LINES_ABOVE));
            return;
        }
    }

    public static List<Row> rows(String before, String after) {
        List<String> old = lines(before);
        List<String> now = lines(after);
        var rows = new ArrayList<Row>();
        int at = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(old, now).getDeltas()) {
            while (at < delta.getSource().getPosition()) {
                rows.add(new Row(' ', old.get(at++)));
            }
            delta.getSource().getLines().forEach(line -> rows.add(new Row('-', line)));
            delta.getTarget().getLines().forEach(line -> rows.add(new Row('+', line)));
            at += delta.getSource().size();
        }
        while (at < old.size()) {
            rows.add(new Row(' ', old.get(at++)));
        }
        return rows;
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
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
