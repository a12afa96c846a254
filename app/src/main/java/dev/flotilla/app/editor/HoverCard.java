package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import dev.flotilla.app.editor.Hover.Fact;
import dev.flotilla.app.editor.Hover.Section;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Sentence;

/// Draws what is known about a word.
final class HoverCard extends VBox {
    private static final double WIDEST = 520;

    HoverCard(Hover hover) {
        getStyleClass().addAll("hover-card", "popup-card");
        setMaxWidth(WIDEST);
        setAccessibleText(hover.words());
        hover.sections().forEach(section -> getChildren().add(section(section)));
        getChildren().getLast().getStyleClass().add("last");
    }

    private static VBox section(Section section) {
        var icon = new Icon(section.glyph(), 14);
        icon.getStyleClass().add("muted");
        Label title = Labels.name(section.title(), "hover-title");
        title.setMaxWidth(WIDEST - 50);
        var parts = new ArrayList<Node>();
        parts.add(Controls.row(7, icon, title));
        for (String sentence : section.sentences()) {
            var flow = Sentence.flow(sentence);
            flow.setMaxWidth(WIDEST - 24);
            parts.add(flow);
        }
        if (!section.facts().isEmpty()) parts.add(facts(section.facts()));
        var box = new VBox(4, parts.toArray(Node[]::new));
        box.getStyleClass().add("hover-section");
        return box;
    }

    private static GridPane facts(List<Fact> facts) {
        var grid = new GridPane(12, 2);
        var name = new ColumnConstraints();
        name.setMinWidth(Region.USE_PREF_SIZE);
        name.setMaxWidth(190);
        var value = new ColumnConstraints();
        value.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(name, value);
        for (int i = 0; i < facts.size(); i++) {
            Fact fact = facts.get(i);
            Label left = Labels.sentence(fact.name(), "t12", "muted");
            if (fact.colour() >= 0) {
                left.setGraphic(Controls.square(fact.colour()));
                left.setGraphicTextGap(6);
            }
            Label right = Labels.sentence(fact.value(), "t12");
            right.setMaxWidth(WIDEST - 120);
            GridPane.setValignment(left, VPos.TOP);
            grid.addRow(i, left, right);
        }
        return grid;
    }
}
