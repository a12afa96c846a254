package dev.flotilla.app.sync;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Segmented;

/// A lane for each member, in the fleet's order. Where there are many, those that are done fold to one line, so that what moves
/// or failed stays in sight, and a filter picks some out.
final class LanesPane extends VBox {
    private static final int MANY = 6;

    private final SyncViewModel model;
    private final Messages text;
    private final ToIntFunction<String> place;
    private final VBox lanes = new VBox();
    private final Segmented<LaneFilter.Which> which;
    private final FlowPane picking;
    private final Label none;
    private final Map<String, LaneView> views = new HashMap<>();
    private List<Lane> shown = List.of();
    private final Label total = Labels.whole("", "t12", "muted");

    LanesPane(SyncViewModel model, Messages text, ToIntFunction<String> place) {
        this.model = model;
        this.text = text;
        this.place = place;
        var words = new TextField();
        words.setPromptText(text.get("sync.lanes.filter"));
        words.setAccessibleText(text.get("sync.lanes.filter"));
        words.textProperty().bindBidirectional(model.laneFilter().wordsProperty());
        HBox wordsBox = Controls.row(6, new Icon(Glyph.FILTER, 14), words);
        wordsBox.getStyleClass().add("field-box");
        var choices = new LinkedHashMap<LaneFilter.Which, String>();
        for (LaneFilter.Which choice : LaneFilter.Which.values()) {
            choices.put(choice, words(choice, 0));
        }
        which = new Segmented<>(choices);
        which.valueProperty().bindBidirectional(model.laneFilter().whichProperty());
        wordsBox.setMinWidth(170);
        picking = new FlowPane(10, 8, wordsBox, which);
        picking.getStyleClass().add("lanes-filter");
        none = Labels.sentence(text.get("sync.lanes.none"), "muted");
        none.getStyleClass().add("lanes-none");
        var scroll = new ScrollPane(lanes);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Label kept = Labels.sentence(text.get("sync.journal"), "t12", "muted");
        HBox.setHgrow(kept, Priority.ALWAYS);
        HBox journal = Controls.row(8, new Icon(Glyph.CHECK, 14), kept);
        journal.getStyleClass().addAll("journal-line", "ok");
        getChildren().addAll(picking, scroll, journal);
        model.lanes().addListener((ListChangeListener<Lane>) _ -> show());
        model.laneFilter().wordsProperty().subscribe((_, _) -> showPicked());
        model.laneFilter().whichProperty().subscribe((_, _) -> showPicked());
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
            shown = List.of();
            for (String cluster : wanted) {
                var view = new LaneView(cluster, place.applyAsInt(cluster), text, () -> model.retry(Set.of(cluster)));
                views.put(cluster, view);
            }
        }
        // a run of many members moves one lane at a time: only that one is drawn anew
        var known = new HashMap<String, Lane>();
        shown.forEach(lane -> known.put(lane.cluster(), lane));
        shown = List.copyOf(model.lanes());
        boolean many = shown.size() > MANY;
        int done = 0;
        int steps = 0;
        int unread = 0;
        double rate = 0;
        for (Lane lane : shown) {
            LaneView view = views.get(lane.cluster());
            if (view != null && !lane.equals(known.get(lane.cluster()))) view.show(lane, many && lane.phase() == Lane.Phase.DONE);
            done += lane.pushed();
            steps += lane.steps();
            if (lane.isUnread()) unread++;
            if (!lane.isOver()) rate += lane.rate();
        }
        showPicked();
        total.setText(rate >= 1
                ? text.get("sync.total.rate", done, steps, Math.round(rate))
                : unread > 0 ? text.get("sync.total.unread", done, steps, unread) : text.get("sync.total", done, steps));
    }

    private String words(LaneFilter.Which choice, long count) {
        return text.get("sync.lanes." + choice.name().toLowerCase(Locale.ROOT), count);
    }

    private void showPicked() {
        boolean many = model.lanes().size() > MANY;
        picking.setVisible(many);
        picking.setManaged(many);
        if (many) {
            for (LaneFilter.Which choice : LaneFilter.Which.values()) {
                which.button(choice).setText(words(choice, LaneFilter.count(choice, model.lanes())));
            }
        }
        List<Node> picked = model.laneFilter().shown(model.lanes()).stream().<Node>map(lane -> views.get(lane.cluster()))
                .filter(Objects::nonNull).toList();
        if (picked.isEmpty() && !model.lanes().isEmpty()) picked = List.of(none);
        if (!lanes.getChildren().equals(picked)) lanes.getChildren().setAll(picked);
    }
}
