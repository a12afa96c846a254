package dev.flotilla.app.plan;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.plan.PreviewViewModel.Mode;
import dev.flotilla.app.plan.PreviewViewModel.Shown;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.PageTurner;
import dev.flotilla.engine.plan.ClusterPlan;
import org.jspecify.annotations.Nullable;

/// The manifests of several members beside each other: as many as have room, and the others by turning over.
final class SideBySide extends VBox {
    private static final double NARROWEST = 220;

    private final PreviewViewModel model;
    private final Messages text;
    private final SplitPane panes = new SplitPane();
    private final List<ManifestView> views = new ArrayList<>();
    private final List<Label> names = new ArrayList<>();
    private final List<HBox> headings = new ArrayList<>();
    private final PageTurner turning;
    private List<ClusterPlan> all = List.of();
    private @Nullable Shown shown;

    SideBySide(PreviewViewModel model, Messages text) {
        this.model = model;
        this.text = text;
        panes.setId("studio-side");
        turning = new PageTurner(text, this::draw);
        turning.getStyleClass().add("toolbar");
        VBox.setVgrow(panes, Priority.ALWAYS);
        panes.setMinWidth(0);
        setMinWidth(0);
        getChildren().addAll(turning, panes);
        widthProperty().subscribe(this::draw);
    }

    void show(Shown now) {
        shown = now;
        all = now.object().placements();
        draw();
    }

    private int room() {
        return Math.max(1, (int) (getWidth() / NARROWEST));
    }

    private void draw() {
        Shown now = shown;
        if (now == null || getWidth() <= 0) return;
        int count = Math.min(room(), all.size());
        int first = turning.fit(room(), all.size());
        if (views.size() != count) makePanes(count);
        for (int i = 0; i < count; i++) {
            String cluster = all.get(first + i).cluster();
            names.get(i).setText(cluster);
            names.get(i).setTooltip(new Tooltip(cluster));
            headings.get(i).getChildren().set(0, Controls.square(now.colour(cluster)));
            views.get(i).show(model.rows(cluster, Mode.MANIFEST));
        }
    }

    private void makePanes(int count) {
        views.clear();
        names.clear();
        headings.clear();
        panes.getItems().clear();
        for (int i = 0; i < count; i++) {
            var view = new ManifestView(model, text);
            Label name = Labels.name("", "strong");
            var heading = new HBox(8, Controls.square(0), name);
            heading.getStyleClass().add("side-heading");
            heading.setAlignment(Pos.CENTER_LEFT);
            VBox.setVgrow(view, Priority.ALWAYS);
            var pane = new VBox(heading, view);
            pane.setMinWidth(0);
            views.add(view);
            names.add(name);
            headings.add(heading);
            panes.getItems().add(pane);
        }
        for (int i = 0; i < count - 1; i++) {
            panes.setDividerPosition(i, (i + 1.0) / count);
        }
    }
}
