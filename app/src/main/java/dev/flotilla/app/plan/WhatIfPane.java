package dev.flotilla.app.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.ToggleSwitch;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.plan.PreviewViewModel.Shown;
import dev.flotilla.app.plan.WhatIfViewModel.Weight;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.SplitBar;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import org.jspecify.annotations.Nullable;

/// The drawer in which members go down, get taints and other weights, and replicas move, on a copy.
public final class WhatIfPane extends VBox {
    private final WhatIfViewModel model;
    private final Messages text;
    private final VBox members = new VBox(4);
    private final VBox taints = new VBox(6);
    private final VBox weights = new VBox(6);
    private final VBox weightBox;
    private final VBox room = new VBox(6);
    private final VBox roomBox;
    private final SplitBar before = new SplitBar("small");
    private final SplitBar after = new SplitBar("small");
    private final VBox differences = new VBox(4);
    private final HBox certainty = new HBox();
    private final TextField taint = new TextField();
    private final MenuButton addTo = new MenuButton();
    private final Map<String, ToggleSwitch> switches = new HashMap<>();
    private final Map<String, ScenarioSlider> rooms = new HashMap<>();
    private final Map<Weight, ScenarioSlider> weightings = new HashMap<>();
    private @Nullable List<String> drawnMembers;
    private @Nullable List<String> drawnRooms;
    private @Nullable List<Weight> drawnWeights;

    public WhatIfPane(WhatIfViewModel model, Runnable close, Messages text) {
        this.model = model;
        this.text = text;
        getStyleClass().add("what-if");
        var header = new HBox(8, new Icon(Glyph.WHAT_IF), Controls.label(text.get("studio.preview.what-if"), "strong"),
                Controls.grow(),
                Badges.badge(text.get("studio.what-if.simulated"), "acc"),
                Controls.iconButton(Glyph.CLOSE, text.get("studio.what-if.close"), close));
        header.getStyleClass().add("pane-header");
        taint.setPromptText("key=value:NoSchedule");
        taint.setAccessibleText(text.get("studio.what-if.taint"));
        taint.getStyleClass().addAll("small", "mono");
        HBox.setHgrow(taint, Priority.ALWAYS);
        addTo.setText(text.get("studio.what-if.add-to"));
        addTo.getStyleClass().add("small");
        addTo.setMinWidth(Region.USE_PREF_SIZE);
        var adding = new HBox(6, taint, addTo);
        adding.setAlignment(Pos.CENTER_LEFT);
        roomBox = section("studio.what-if.room", room);
        weightBox = section("studio.what-if.weights", weights);
        var nothing = Controls.label(text.get("studio.what-if.nothing-pushed"), "t12", "muted");
        var footer = new HBox(8, nothing, Controls.grow(),
                Controls.button(text.get("studio.what-if.reset"), model::reset, "small"));
        footer.setAlignment(Pos.CENTER_LEFT);
        footer.getStyleClass().add("what-if-footer");
        var scroll = new ScrollPane(new VBox(section("studio.what-if.members", members),
                section("studio.what-if.taints", new VBox(6, taints, adding)), weightBox, roomBox, moves()));
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(header, scroll, footer);
        model.beforeProperty().subscribe(_ -> showFleet());
        model.weightsProperty().subscribe(_ -> showWeights());
        model.scenarioProperty().subscribe(_ -> showFleet());
        model.afterProperty().subscribe(_ -> showMoves());
        visibleProperty().subscribe(_ -> {
            showFleet();
            showWeights();
        });
    }

    private VBox section(String key, Node content) {
        var section = new VBox(6, Controls.label(text.get(key), "section"), content);
        section.getStyleClass().add("what-if-section");
        return section;
    }

    private VBox moves() {
        var title = new HBox(8, Controls.label(text.get("studio.what-if.moves"), "section"), Controls.grow(), certainty);
        title.setAlignment(Pos.CENTER_LEFT);
        var box = new VBox(6, title, bar("studio.what-if.before", before), bar("studio.what-if.after", after), differences);
        box.getStyleClass().addAll("what-if-section", "last");
        return box;
    }

    private HBox bar(String key, SplitBar bar) {
        Label word = Controls.label(text.get(key), "t12", "muted");
        word.setMinWidth(48);
        HBox.setHgrow(bar, Priority.ALWAYS);
        var row = new HBox(8, word, bar);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /// Like all that draws here: nothing while the drawer is shut, everything when it opens.
    private void showFleet() {
        if (!isVisible()) return;
        Shown shown = model.beforeProperty().get();
        taints.getChildren().clear();
        if (shown == null) return;
        List<MemberCluster> fleet = shown.plan().fleet().members();
        if (!shown.members().equals(drawnMembers)) drawMembers(shown);
        drawRoom(shown);
        sync();
        for (MemberCluster member : fleet) {
            model.scenarioProperty().get().taints().getOrDefault(member.name(), List.of()).forEach(one -> {
                var chip = Controls.label(one.toString(), "chip");
                var row = new HBox(8, Controls.square(shown.colour(member.name())), Controls.label(member.name()),
                        Controls.grow(), chip,
                        Controls.iconButton(Glyph.CLOSE, text.get("studio.what-if.remove-taint", one.toString()),
                                () -> model.removeTaint(member.name(), one)));
                row.setAlignment(Pos.CENTER_LEFT);
                taints.getChildren().add(row);
            });
        }
        showMoves();
    }

    /// Controls that stay show what the scenario says, whoever changed it.
    private void sync() {
        Scenario now = model.scenarioProperty().get();
        switches.forEach((name, up) -> up.setSelected(!now.down().contains(name)));
        rooms.forEach((name, slider) -> slider.show(now.room().getOrDefault(name, Scenario.ALL)));
        weightings.forEach((weight, slider) -> slider.show(now.weights().getOrDefault(weight.place(), weight.written())));
    }

    private void drawMembers(Shown shown) {
        drawnMembers = shown.members();
        switches.clear();
        members.getChildren().clear();
        addTo.getItems().clear();
        for (String name : shown.members()) {
            var up = new ToggleSwitch();
            up.setSelected(!model.scenarioProperty().get().down().contains(name));
            switches.put(name, up);
            up.setAccessibleText(text.get("studio.what-if.up", name));
            var down = Badges.badge(text.get("studio.what-if.down"), "warn");
            down.setGraphic(new Icon(Glyph.POWER, 12));
            down.visibleProperty().bind(up.selectedProperty().not());
            down.managedProperty().bind(down.visibleProperty());
            up.selectedProperty().addListener((_, _, on) -> model.setDown(name, !on));
            var label = new Label(name);
            label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            label.setMinWidth(60);
            var row = new HBox(8, Controls.square(shown.colour(name)), label, Controls.grow(), down, up);
            row.setAlignment(Pos.CENTER_LEFT);
            members.getChildren().add(row);
            var item = new MenuItem(name);
            item.setOnAction(_ -> {
                if (model.addTaint(name, taint.getText())) taint.clear();
            });
            addTo.getItems().add(item);
        }
    }

    /// Only members whose capacity is known have any to change.
    private void drawRoom(Shown shown) {
        List<String> known = shown.plan().fleet().members().stream().filter(member -> member.capacity().resources() != null)
                .map(MemberCluster::name).toList();
        if (known.equals(drawnRooms)) return;
        drawnRooms = known;
        rooms.clear();
        roomBox.setVisible(!known.isEmpty());
        roomBox.setManaged(!known.isEmpty());
        room.getChildren().clear();
        for (String name : known) {
            var slider = new ScenarioSlider(name, shown.colour(name), text.get("studio.what-if.room.of", name),
                    new ScenarioSlider.Scale(0, 200, 10, "%"),
                    model.scenarioProperty().get().room().getOrDefault(name, Scenario.ALL));
            slider.onChange(percent -> model.setRoom(name, percent));
            rooms.put(name, slider);
            room.getChildren().add(slider);
        }
    }

    private void showWeights() {
        if (!isVisible()) return;
        List<Weight> all = model.weightsProperty().get();
        weightBox.setVisible(!all.isEmpty());
        weightBox.setManaged(!all.isEmpty());
        if (all.equals(drawnWeights)) return;
        drawnWeights = all;
        weights.getChildren().clear();
        weightings.clear();
        for (Weight weight : all) {
            // an API server of Karmada's refuses a weight below 1
            var slider = new ScenarioSlider(weight.members(), weight.colour(),
                    text.get("studio.what-if.weight", weight.members()),
                    new ScenarioSlider.Scale(1, Math.max(10, weight.written() * 2), 1, ""), weight.written());
            slider.onChange(value -> model.setWeight(weight, value));
            weightings.put(weight, slider);
            weights.getChildren().add(slider);
        }
        sync();
    }

    private void showMoves() {
        if (!isVisible()) return;
        Shown shown = model.beforeProperty().get();
        ObjectPlan now = model.afterProperty().get();
        differences.getChildren().clear();
        certainty.getChildren().clear();
        if (shown == null || now == null) return;
        before.show(parts(shown, shown.object()));
        after.show(parts(shown, now));
        certainty.getChildren().setAll(Badges.certainty(now.division().certainty(), text));
        for (String member : shown.members()) {
            int was = replicas(shown.object(), member);
            int is = replicas(now, member);
            if (was == 0 && is == 0) continue;
            Label difference = Controls.label(is == was ? "" : (is > was ? "+" : "\u2212") + Math.abs(is - was),
                    is > was ? "ok" : "bad", "difference");
            var row = new HBox(8, Controls.square(shown.colour(member)), new Label(member), Controls.grow(), new Label("" + was),
                    arrow(), Controls.label("" + is, "strong"), difference);
            row.setAlignment(Pos.CENTER_LEFT);
            differences.getChildren().add(row);
        }
        if (now.error() != null) {
            Label error = Controls.label(text.reason(now.error()), "bad", "t12");
            error.setWrapText(true);
            differences.getChildren().add(error);
        }
    }

    private static Icon arrow() {
        var arrow = new Icon(Glyph.ARROW_RIGHT, 12);
        arrow.getStyleClass().add("muted");
        return arrow;
    }

    private static int replicas(ObjectPlan object, String member) {
        return object.on(member).map(placed -> placed.replicas() == null ? 1 : placed.replicas()).orElse(0);
    }

    private static List<SplitBar.Part> parts(Shown shown, ObjectPlan object) {
        var parts = new ArrayList<SplitBar.Part>();
        for (ClusterPlan placed : object.placements()) {
            int count = placed.replicas() == null ? 1 : placed.replicas();
            if (count > 0) parts.add(new SplitBar.Part("", shown.colour(placed.cluster()), count, "" + count));
        }
        return parts;
    }
}
