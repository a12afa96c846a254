package dev.flotilla.app.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.plan.ExplainViewModel.Calculation;
import dev.flotilla.app.plan.ExplainViewModel.Line;
import dev.flotilla.app.plan.ExplainViewModel.Table;
import dev.flotilla.app.plan.ExplainViewModel.Which;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Segmented;
import dev.flotilla.app.ui.State;
import org.jspecify.annotations.Nullable;

/// A row for each member, a column for each step: who is in, who is out, where and why.
final class ExplainView extends VBox {
    private final ExplainViewModel model;
    private final Messages text;
    private final HBox columns = new HBox();
    private final VBox rows = new VBox();
    private final HBox tools;
    private final Map<String, ExplainRowView> known = new HashMap<>();
    private final Map<String, Label> groups = new HashMap<>();
    private @Nullable List<String> headed;
    private boolean dividesHeaded;
    private @Nullable Calculation calculated;
    private @Nullable Node calculation;

    ExplainView(ExplainViewModel model, Messages text) {
        this.model = model;
        this.text = text;
        getStyleClass().add("explain");
        columns.getStyleClass().add("explain-columns");
        columns.setAlignment(Pos.CENTER_LEFT);
        var scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var choices = new LinkedHashMap<Which, String>();
        choices.put(Which.ALL, text.get("studio.explain.all"));
        choices.put(Which.CHOSEN, text.get("studio.explain.chosen"));
        choices.put(Which.REJECTED, text.get("studio.explain.rejected"));
        var which = new Segmented<>(choices);
        which.valueProperty().bindBidirectional(model.whichProperty());
        var filter = new TextField();
        filter.getStyleClass().add("small");
        filter.setPromptText(text.get("studio.explain.filter"));
        filter.setAccessibleText(text.get("studio.explain.filter"));
        filter.textProperty().bindBidirectional(model.filterProperty());
        HBox.setHgrow(filter, Priority.ALWAYS);
        tools = new HBox(10, filter, which);
        tools.getStyleClass().add("explain-tools");
        tools.managedProperty().bind(tools.visibleProperty());
        getChildren().addAll(tools, columns, scroll, legend());
        model.tableProperty().subscribe(table -> {
            if (table != null) show(table);
        });
        model.selectedProperty().subscribe(selected -> known.forEach((name, row) -> row.select(name.equals(selected))));
    }

    private HBox legend() {
        var legend = new HBox(16, sign(State.OK, "passed"), sign(State.FAILED, "stopped"), sign(State.WOULD_FAIL, "would-stop"),
                sign(State.NOT_REACHED, "not-reached"), Controls.grow(),
                Controls.link(text.get("studio.explain.copy"), this::copy));
        legend.getStyleClass().add("explain-legend");
        legend.setAlignment(Pos.CENTER_LEFT);
        return legend;
    }

    private Label sign(State state, String word) {
        Label sign = Controls.label(text.get("studio.explain.legend." + word), "t12", "muted");
        sign.setGraphic(Badges.state(state, 14, text));
        sign.setMinWidth(Region.USE_PREF_SIZE);
        return sign;
    }

    private void show(Table table) {
        tools.setVisible(table.large());
        showColumns(table);
        var nodes = new ArrayList<Node>();
        if (table.error() != null) nodes.add(errorRow(table.error()));
        for (Line line : table.lines()) {
            nodes.add(switch (line) {
                case Line.Group(String words) -> groups.computeIfAbsent(words, ExplainView::group);
                case Line.Of(ExplainRow row) -> row(row, table.divides());
            });
        }
        if (table.large() && nodes.isEmpty())
            nodes.add(Controls.label(text.get("studio.explain.none-found"), "muted", "explain-tools"));
        Node below = calculation(table.division());
        if (below != null) nodes.add(below);
        if (!nodes.equals(rows.getChildren())) rows.getChildren().setAll(nodes);
    }

    private void showColumns(Table table) {
        if (table.columns().equals(headed) && table.divides() == dividesHeaded) return;
        headed = table.columns();
        dividesHeaded = table.divides();
        columns.getChildren().setAll(header("studio.explain.member", "explain-name"));
        table.columns().forEach(step -> columns.getChildren().add(stepHeader(step)));
        if (table.divides()) columns.getChildren().add(stepHeader(text.get("studio.explain.replicas")));
        Label result = header("studio.explain.result", "explain-result");
        result.setAlignment(Pos.CENTER_RIGHT);
        columns.getChildren().add(result);
    }

    private static Label group(String words) {
        Label group = Controls.label(words, "section", "explain-group");
        group.setMaxWidth(Double.MAX_VALUE);
        return group;
    }

    private ExplainRowView row(ExplainRow row, boolean divides) {
        ExplainRowView view = known.computeIfAbsent(row.member().name(), name -> new ExplainRowView(name, model, text));
        view.show(row, divides);
        view.select(row.member().name().equals(model.selectedProperty().get()));
        return view;
    }

    private @Nullable Node calculation(Calculation now) {
        if (!now.equals(calculated)) {
            calculated = now;
            calculation = Arithmetics.table(now, text).orElse(null);
        }
        return calculation;
    }

    private Label header(String key, String styleClass) {
        Label header = Controls.label(text.get(key), "section", styleClass);
        header.setMinWidth(Region.USE_PREF_SIZE);
        return header;
    }

    private static Node stepHeader(String words) {
        Label label = Controls.label(words, "section");
        label.setWrapText(true);
        label.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
        label.setMinHeight(Region.USE_PREF_SIZE);
        var cell = new StackPane(label);
        cell.setMinWidth(0);
        cell.setPrefWidth(60);
        HBox.setHgrow(cell, Priority.ALWAYS);
        return cell;
    }

    private HBox errorRow(String error) {
        Label sentence = new Label(error);
        sentence.setWrapText(true);
        var row = new HBox(8, Badges.state(State.FAILED, 16, text), sentence);
        row.getStyleClass().add("explain-row");
        return row;
    }

    private void copy() {
        var content = new ClipboardContent();
        content.putString(model.words());
        Clipboard.getSystemClipboard().setContent(content);
    }
}
