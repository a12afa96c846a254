package dev.flotilla.app.sync;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;

/// A lane for each member.
final class LanesPane extends VBox {
    private final SyncViewModel model;
    private final Messages text;
    private final ToIntFunction<String> place;
    private final VBox lanes = new VBox();
    private final Map<String, LaneView> views = new HashMap<>();
    private final Label total = Labels.whole("", "t12", "muted");

    LanesPane(SyncViewModel model, Messages text, ToIntFunction<String> place) {
        this.model = model;
        this.text = text;
        this.place = place;
        var scroll = new ScrollPane(lanes);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        HBox journal = Controls.row(8, new Icon(Glyph.CHECK, 14), Controls.label(text.get("sync.journal"), "t12", "muted"));
        journal.getStyleClass().addAll("journal-line", "ok");
        getChildren().addAll(scroll, journal);
        model.lanes().addListener((ListChangeListener<Lane>) _ -> show());
        show();
    }

    /// "328 of 478 pushed, 47 objects/s", for whoever has the header.
    Label total() {
        return total;
    }

    private void show() {
        var wanted = model.lanes().stream().map(Lane::cluster).toList();
        if (!views.keySet().equals(Set.copyOf(wanted))) {
            views.clear();
            lanes.getChildren().clear();
            for (String cluster : wanted) {
                var view = new LaneView(cluster, place.applyAsInt(cluster), text, () -> model.retry(Set.of(cluster)));
                views.put(cluster, view);
                lanes.getChildren().add(view);
            }
        }
        int done = 0;
        int steps = 0;
        double rate = 0;
        for (Lane lane : model.lanes()) {
            LaneView view = views.get(lane.cluster());
            if (view != null) view.show(lane);
            done += lane.done();
            steps += lane.steps();
            if (!lane.isOver()) rate += lane.rate();
        }
        total.setText(
                rate >= 1 ? text.get("sync.total.rate", done, steps, Math.round(rate)) : text.get("sync.total", done, steps));
    }
}
