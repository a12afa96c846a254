package dev.flotilla.app.plan;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.plan.ExplainViewModel.Calculation;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.engine.plan.Division.Arithmetic;
import dev.flotilla.engine.plan.Division.Row;

/// The calculation behind a division, round by round.
final class Arithmetics {
    private static final int MOST_ROWS = 60;

    static Optional<Node> table(Calculation calculation, Messages text) {
        Arithmetic arithmetic = calculation.arithmetic();
        if (arithmetic.rows().isEmpty()) return Optional.empty();
        Integer replicas = calculation.replicas();
        Label title = Controls.label(text.get("studio.explain.arithmetic", replicas == null ? 0 : replicas), "strong");
        title.setMinWidth(Region.USE_PREF_SIZE);
        var heading = new FlowPane(8, 2, title);
        heading.setRowValignment(javafx.geometry.VPos.BASELINE);
        if (arithmetic.title() != null) {
            Label rule = Controls.label(text.reason(arithmetic.title()), "t12", "muted");
            rule.setWrapText(true);
            rule.maxWidthProperty().bind(heading.widthProperty());
            heading.getChildren().add(rule);
        }
        var table = new Arithmetics(calculation, text);
        var scroll = new ScrollPane(table.grid);
        scroll.getStyleClass().add("arithmetic-scroll");
        scroll.setFitToWidth(true);
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFitToHeight(true);
        var box = new VBox(8, heading, scroll);
        box.getStyleClass().add("arithmetic-box");
        return Optional.of(box);
    }

    private final List<String> members;
    private final List<String> columns;
    private final boolean seats;
    private final GridPane grid = new GridPane();

    private Arithmetics(Calculation calculation, Messages text) {
        members = calculation.members();
        columns = calculation.arithmetic().columns();
        List<Row> rows = calculation.arithmetic().rows();
        seats = members.containsAll(columns) && rows.stream().allMatch(row -> row.goesTo() != null);
        grid.getStyleClass().add("arithmetic");
        head(text);
        for (int i = 0; i < Math.min(MOST_ROWS, rows.size()); i++) {
            row(rows.get(i), i + 1, text);
        }
    }

    private void head(Messages text) {
        if (seats) grid.add(cell(text.get("studio.explain.seat"), "arithmetic-head", false), 0, 0);
        for (String column : columns) {
            String key = "studio.explain.column." + column;
            boolean member = members.contains(column);
            String words = member
                    ? column
                    : text.has(key) ? text.get(key) : text.has("column." + column) ? text.get("column." + column) : column;
            int at = grid.getColumnCount();
            grid.add(cell(words, "arithmetic-head", at > 0), at, 0);
        }
        grid.add(cell(text.get("studio.explain.goes-to"), "arithmetic-head", false), grid.getColumnCount(), 0);
        for (int i = 0; i < grid.getColumnCount(); i++) {
            var constraint = new ColumnConstraints();
            constraint.setHgrow(seats && i == 0 ? Priority.NEVER : Priority.ALWAYS);
            constraint.setFillWidth(true);
            grid.getColumnConstraints().add(constraint);
        }
    }

    private void row(Row row, int at, Messages text) {
        int first = seats ? 1 : 0;
        if (seats) grid.add(cell(Integer.toString(at), "arithmetic-cell", false), 0, at);
        for (int i = 0; i < row.cells().size(); i++) {
            String written = row.cells().get(i);
            Label cell = cell(text.has(written) ? text.get(written) : written, "arithmetic-cell", first + i > 0);
            if (seats) cell.getStyleClass().add(columns.get(i).equals(row.goesTo()) ? "strong" : "muted");
            grid.add(cell, first + i, at);
        }
        String to = row.goesTo();
        Label winner = cell(to == null ? "" : to, "arithmetic-cell", false);
        if (to != null) winner.setGraphic(Controls.square(members.indexOf(to)));
        grid.add(winner, first + row.cells().size(), at);
    }

    private static Label cell(String words, String styleClass, boolean right) {
        Label cell = Controls.label(words, styleClass);
        cell.setMinWidth(Region.USE_PREF_SIZE);
        cell.setMaxWidth(Double.MAX_VALUE);
        cell.setAlignment(right ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
        return cell;
    }
}
