package dev.flotilla.app.plan;

import java.util.List;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.plan.PreviewViewModel.Shown;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.engine.plan.Division.Arithmetic;
import dev.flotilla.engine.plan.Division.Row;

/// The calculation behind a division, round by round.
final class Arithmetics {
    private static final int MOST_ROWS = 60;

    private Arithmetics() {}

    static Optional<Node> table(Shown shown, Messages text) {
        Arithmetic arithmetic = shown.object().division().arithmetic();
        if (arithmetic.rows().isEmpty()) return Optional.empty();
        Integer replicas = shown.object().division().replicas();
        Label title = Controls.label(text.get("studio.explain.arithmetic", replicas == null ? 0 : replicas), "strong");
        var heading = new HBox(8, title);
        heading.setAlignment(Pos.BASELINE_LEFT);
        if (arithmetic.title() != null)
            heading.getChildren().add(Controls.label(text.reason(arithmetic.title()), "t12", "muted"));
        var grid = new GridPane();
        grid.getStyleClass().add("arithmetic");
        head(grid, shown, arithmetic.columns(), text);
        List<Row> rows = arithmetic.rows();
        for (int i = 0; i < Math.min(MOST_ROWS, rows.size()); i++) {
            row(grid, shown, rows.get(i), i + 1, text);
        }
        var box = new VBox(8, heading, grid);
        box.getStyleClass().add("arithmetic-box");
        return Optional.of(box);
    }

    private static void head(GridPane grid, Shown shown, List<String> columns, Messages text) {
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            String key = "studio.explain.column." + column;
            boolean member = shown.members().contains(column);
            String words = member
                    ? column
                    : text.has(key) ? text.get(key) : text.has("column." + column) ? text.get("column." + column) : column;
            add(grid, cell(words, "arithmetic-head", i > 0), i, 0);
            var constraint = new ColumnConstraints();
            constraint.setHgrow(Priority.ALWAYS);
            constraint.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
            grid.getColumnConstraints().add(constraint);
        }
        add(grid, cell(text.get("studio.explain.goes-to"), "arithmetic-head", false), columns.size(), 0);
        var last = new ColumnConstraints();
        last.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().add(last);
    }

    private static void row(GridPane grid, Shown shown, Row row, int at, Messages text) {
        for (int i = 0; i < row.cells().size(); i++) {
            String cell = row.cells().get(i);
            add(grid, cell(text.has(cell) ? text.get(cell) : cell, "arithmetic-cell", i > 0), i, at);
        }
        String to = row.goesTo();
        Label winner = cell(to == null ? "" : to, "arithmetic-cell", false);
        if (to != null) winner.setGraphic(Controls.square(shown.colour(to)));
        add(grid, winner, row.cells().size(), at);
    }

    private static void add(GridPane grid, Label cell, int column, int row) {
        grid.add(cell, column, row);
    }

    private static Label cell(String words, String styleClass, boolean right) {
        Label cell = Controls.label(words, styleClass);
        cell.setMaxWidth(Double.MAX_VALUE);
        cell.setAlignment(right ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
        return cell;
    }
}
