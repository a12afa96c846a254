package dev.flotilla.app.status;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.EmptyPage;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Segmented;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.status.FleetStatus;

/// The page: sums, the matrix, and below it the details of what was picked.
final class StatusView extends BorderPane {
    private final StatusViewModel model;
    private final Messages text;
    private final ToIntFunction<String> place;
    private final Runnable toSync;
    private final HBox watching = Controls.row(7);
    private final List<Tile> tiles = List.of(new Tile(), new Tile(), new Tile(), new Tile(), new Tile());
    private final Segmented<Boolean> which;
    private final MatrixTable table;
    private final VBox upper = new VBox();
    private final BorderPane drawer = new BorderPane();
    private final HBox drawerHead = Controls.row(9);
    private final SplitPane down = new SplitPane();
    private final TextField filter = new TextField();

    /// @param toSync  goes to the review
    /// @param explain shows why each member was or was not chosen for an object
    StatusView(StatusViewModel model, DriftDecisions decisions, AdoptQuestion question, Messages text,
            ToIntFunction<String> place, Clock clock, Runnable toSync, Consumer<ObjectRef> explain) {
        this.model = model;
        this.text = text;
        this.place = place;
        this.toSync = toSync;
        getStyleClass().add("status-view");
        table = new MatrixTable(model, text, place);

        filter.setPromptText(text.get("status.filter"));
        filter.setAccessibleText(text.get("status.filter"));
        filter.textProperty().bindBidirectional(model.filterProperty());
        HBox filterBox = Controls.row(6, new Icon(Glyph.FILTER, 14), filter);
        filterBox.getStyleClass().add("field-box");
        var choices = new LinkedHashMap<Boolean, String>();
        choices.put(false, text.get("status.show.all"));
        choices.put(true, text.get("status.show.attention", 0));
        which = new Segmented<>(choices);
        which.valueProperty().addListener((_, _, now) -> model.onlyAttentionProperty().set(now));
        model.onlyAttentionProperty().subscribe(on -> which.valueProperty().set(on));
        HBox header = Controls.row(10, Controls.label(text.get("status.title"), "page-title"), watching, Controls.grow(),
                filterBox, which, new HealSwitch(decisions, text));
        header.getStyleClass().addAll("page-header", "borderless");

        var tileRow = new HBox(12);
        tileRow.getStyleClass().add("tiles");
        tileRow.getChildren().setAll(tiles);
        VBox.setVgrow(table, Priority.ALWAYS);
        upper.getStyleClass().add("status-upper");
        upper.getChildren().addAll(header, new SilentLines(model, text, clock), new HealLines(decisions, text, clock), tileRow,
                table, legend());

        HBox.setHgrow(drawerHead, Priority.ALWAYS);
        // the figures beside it move while the object rolls out: the button stays, whoever is about to press it
        HBox head = Controls.row(9, drawerHead,
                Controls.iconButton(Glyph.CLOSE, text.get("status.details.close"), model::unpick));
        head.getStyleClass().add("drawer-head");
        drawer.getStyleClass().add("drawer");
        drawer.setTop(head);
        var across = new SplitPane(new DriftPane(model, decisions, question, text, place, explain),
                new LifeTabs(model, text, clock));
        across.setId("status-details");
        down.setId("status");
        across.setDividerPositions(0.374);
        drawer.setCenter(across);
        down.setOrientation(Orientation.VERTICAL);
        SplitPane.setResizableWithParent(drawer, false);

        model.matrixProperty().subscribe(_ -> show());
        model.pickedProperty().subscribe(_ -> showDrawer());
        model.rows().addListener((ListChangeListener<MatrixRow.Whole>) _ -> which.button(true)
                .setText(text.get("status.show.attention", model.matrixProperty().get().attention())));
    }

    List<Node> panes() {
        return List.of(table, drawer);
    }

    TextField filter() {
        return filter;
    }

    private HBox legend() {
        var legend = Controls.row(20);
        legend.getStyleClass().add("status-legend");
        legend.getChildren()
                .addAll(List.of(entry(State.OK, "healthy"), entry(State.RUNNING, "rolling"), entry(State.DRIFTED, "drifted"),
                        entry(State.FAILED, "failed"), entry(State.NO_ANSWER, "no-answer"),
                        entry(State.NOT_PLACED, "not-placed"), Controls.grow(), table.turner()));
        return legend;
    }

    private HBox entry(State state, String key) {
        String word = text.get("status.legend." + key);
        return Controls.row(6, new StateIcon(state, 14, word), Labels.whole(word, "t12", "muted"));
    }

    private void show() {
        Matrix matrix = model.matrixProperty().get();
        FleetStatus status = model.statusProperty().get();
        if (status == null || matrix.rows().isEmpty()) {
            setCenter(new EmptyPage(Glyph.STATUS, text.get("status.empty.title"), text.get("status.empty.more"),
                    Action.of(text.get("status.empty.sync"), toSync), null));
            return;
        }
        long answering = status.clusters().stream().filter(FleetStatus.Watched::answering).count();
        boolean all = answering == status.clusters().size();
        String words = text.get("status.watching", answering, status.clusters().size());
        watching.getChildren().setAll(new StateIcon(all ? State.OK : State.NO_ANSWER, 14, words), Controls.label(words, "muted"));
        Matrix.Sum sum = matrix.replicas();
        boolean ready = sum.ready() == sum.planned();
        tiles.get(0).show(ready ? State.OK : sum.unknown() > 0 ? State.NO_ANSWER : State.RUNNING,
                text.get("status.tile.of", sum.isKnown() ? sum.ready() : Cell.UNKNOWN, sum.planned()),
                text.get("status.tile.replicas", sum.unknown()), false);
        tiles.get(1).show(State.OK, Long.toString(matrix.healthy()), text.get("status.tile.healthy", matrix.healthy()), false);
        tiles.get(2).show(State.DRIFTED, Long.toString(matrix.drifted()), text.get("status.tile.drifted", matrix.drifted()),
                matrix.drifted() > 0);
        tiles.get(3).show(State.FAILED, Long.toString(matrix.failed()), text.get("status.tile.failed", matrix.failed()),
                matrix.failed() > 0);
        tiles.get(4).show(State.NO_ANSWER, Long.toString(matrix.silent()), text.get("status.tile.silent", matrix.silent()),
                false);
        for (Sought what : Sought.values()) {
            tiles.get(2 + what.ordinal()).leads(Beyond.places(matrix.spots(List.of(what)), text),
                    () -> model.goToNext(List.of(what), 1));
        }
        which.button(true).setText(text.get("status.show.attention", matrix.attention()));
        if (getCenter() != down) {
            setCenter(down);
            showDrawer();
        }
        showHead();
    }

    private void showDrawer() {
        boolean open = model.pickedProperty().get() != null;
        if (open && down.getItems().size() != 2) {
            down.getItems().setAll(upper, drawer);
            divide();
        } else if (!open) {
            down.getItems().setAll(List.of(upper));
        }
        showHead();
    }

    /// Gives the matrix as much as its lines need and the details the rest; never more than most of the page. Where the page has no
    /// height yet, as soon as it has one.
    private void divide() {
        if (down.getHeight() > 0) {
            double least = upper.prefHeight(-1) - table.prefHeight(-1) + table.height();
            down.setDividerPositions(Math.clamp(least / down.getHeight(), 0.35, 0.6));
            return;
        }
        down.heightProperty().addListener(new ChangeListener<>() {
            @Override
            public void changed(ObservableValue<? extends Number> height, Number before, Number now) {
                height.removeListener(this);
                divide();
            }
        });
    }

    private void showHead() {
        var picked = model.pickedProperty().get();
        if (picked == null) return;
        drawerHead.getChildren().setAll(new Icon(Glyph.TEMPLATE, 16), Labels.name(picked.object().name(), "subject"));
        var object = model.pickedObject();
        var member = model.pickedMember();
        String cluster = picked.cluster();
        if (cluster != null) {
            Label on = Controls.label(text.get("status.details.on"), "muted");
            drawerHead.getChildren().addAll(on, Controls.square(place.applyAsInt(cluster)), Labels.name(cluster, "medium"));
        }
        if (member != null && member.planned() != null) {
            String ready = Cell.ready(member.isKnown(), member.replicas());
            drawerHead.getChildren().add(Badges.badge(text.get("status.details.here", ready, member.planned()), ""));
        }
        if (member != null && member.seen() != null && !member.stale()) {
            drawerHead.getChildren().add(Labels.whole(text.get("status.details.seen." + member.source(), Ages.since(member.seen(),
                    model.now(), text)), "t12", "muted"));
        }
        if (object != null && object.planned() != null) {
            String ready = Cell.ready(object.unknownMembers() < object.members().size(), object.replicas());
            drawerHead.getChildren()
                    .add(Badges.badge(text.get("status.details.all", ready, object.planned(), object.members().size()), ""));
        }
    }
}
