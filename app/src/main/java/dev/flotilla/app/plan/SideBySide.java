package dev.flotilla.app.plan;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
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
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Labels;
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
    private final Label place = Labels.whole("", "t12", "muted");
    private final Button back;
    private final Button on;
    private final HBox turning;
    private List<ClusterPlan> all = List.of();
    private @Nullable Shown shown;
    private int first;

    SideBySide(PreviewViewModel model, Messages text) {
        this.model = model;
        this.text = text;
        panes.setId("studio-side");
        back = Controls.iconButton(Glyph.LEFT, text.get("studio.side.back"), () -> turn(-1));
        on = Controls.iconButton(Glyph.RIGHT, text.get("studio.side.on"), () -> turn(1));
        turning = Controls.row(8, place, Controls.grow(), back, on);
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

    private void turn(int step) {
        first += step * room();
        draw();
    }

    private void draw() {
        Shown now = shown;
        if (now == null || getWidth() <= 0) return;
        int count = Math.min(room(), all.size());
        first = Math.clamp(first, 0, Math.max(0, all.size() - count));
        boolean turns = count < all.size();
        turning.setVisible(turns);
        turning.setManaged(turns);
        place.setText(text.get("studio.side.place", first + 1, first + count, all.size()));
        back.setDisable(first == 0);
        on.setDisable(first + count >= all.size());
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
