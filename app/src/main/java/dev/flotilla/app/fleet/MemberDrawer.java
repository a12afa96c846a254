package dev.flotilla.app.fleet;

import java.math.BigDecimal;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Failures;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Meter;
import dev.flotilla.app.ui.Sparkline;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Taint;
import org.jspecify.annotations.Nullable;

/// One member in full: how it is reached, what it is and holds, and what can be done with it.
final class MemberDrawer extends BorderPane {
    private final FleetViewModel model;
    private final Messages text;
    private final FleetDialogs dialogs;
    private final HBox head = Controls.row(8);
    private final VBox overview = new VBox();
    private final ListView<Fleets.NodeRow> nodes = new ListView<>();
    private final ListView<ApiResource> apis = new ListView<>();
    private final VBox conditions = new VBox();
    private final TabPane tabs = new TabPane();
    private final Button unjoin;
    private final HBox answer = Controls.row(0);
    private final VBox latency = new VBox();
    private @Nullable MemberRow drawn;
    private final Button test;
    private @Nullable String shown;

    MemberDrawer(FleetViewModel model, Messages text, FleetDialogs dialogs) {
        this.model = model;
        this.text = text;
        this.dialogs = dialogs;
        getStyleClass().add("member-drawer");
        head.getStyleClass().add("drawer-title");
        var scroll = new ScrollPane(overview);
        scroll.setFitToWidth(true);
        nodes.setCellFactory(_ -> new NodeCell());
        nodes.setPlaceholder(Controls.label(text.get("fleet.nodes.none"), "muted"));
        nodes.setAccessibleText(text.get("fleet.tab.nodes"));
        apis.setCellFactory(_ -> new ApiCell());
        apis.setPlaceholder(Controls.label(text.get("fleet.apis.none"), "muted"));
        apis.setAccessibleText(text.get("fleet.tab.apis"));
        conditions.getStyleClass().add("drawer-section");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.getTabs().addAll(new Tab(text.get("fleet.tab.overview"), scroll), new Tab(text.get("fleet.tab.nodes"), nodes),
                new Tab(text.get("fleet.tab.apis"), apis), new Tab(text.get("fleet.tab.conditions"), conditions));
        tabs.getSelectionModel().selectedIndexProperty().subscribe(now -> {
            if (now.intValue() == 1) model.askNodes();
        });
        test = Controls.button(text.get("fleet.test"), () -> withRow(row -> model.reconnect(row.name())));
        unjoin = Controls.button(text.get("fleet.unjoin"), () -> withRow(dialogs::unjoin), "danger");
        HBox foot = Controls.row(8, test, Controls.grow(), unjoin);
        foot.getStyleClass().add("drawer-foot");
        setTop(head);
        setCenter(tabs);
        setBottom(foot);
        model.pickedProperty().subscribe(_ -> show());
        model.nodesProperty().subscribe(found -> nodes.getItems().setAll(found));
    }

    private void withRow(java.util.function.Consumer<MemberRow> then) {
        MemberRow row = model.pickedProperty().get();
        if (row != null) then.accept(row);
    }

    private void show() {
        MemberRow row = model.pickedProperty().get();
        if (row == null) return;
        boolean onlyProbed = drawn != null && row.isLike(drawn);
        drawn = row;
        // each probe brings a row: whoever stands on a button here, or presses it, keeps it
        if (onlyProbed) {
            answer.getChildren().setAll(answer(row));
            latency.getChildren().setAll(latency(row));
            return;
        }
        if (!row.name().equals(shown)) {
            shown = row.name();
            if (tabs.getSelectionModel().getSelectedIndex() == 1) model.askNodes();
        }
        String word = text.get("fleet.state." + row.word());
        var title = new VBox(4, Controls.row(8, Controls.square(row.place()), Labels.name(row.name(), "subject")),
                Controls.row(6, new StateIcon(row.state(), 16, word), Controls.label(word)));
        HBox.setHgrow(title, Priority.ALWAYS);
        var close = Controls.iconButton(Glyph.CLOSE, text.get("fleet.details.close"), () -> model.pick(null));
        head.getChildren().setAll(title, close);
        head.setAlignment(javafx.geometry.Pos.TOP_LEFT);
        overview.getChildren().clear();
        if (row.connection().failure() != null && !row.isReady())
            overview.getChildren().add(failure(row, row.connection().failure()));
        answer.getChildren().setAll(answer(row));
        latency.getChildren().setAll(latency(row));
        overview.getChildren().addAll(address(row), facts(row), capacity(row), labels(row), latency);
        apis.getItems().setAll(sortedApis(row.declared()));
        showConditions(row);
    }

    private static List<ApiResource> sortedApis(MemberCluster member) {
        var served = member.apis();
        if (served == null) return List.of();
        return served.stream().sorted(java.util.Comparator.comparing(ApiResource::apiVersion).thenComparing(ApiResource::kind))
                .toList();
    }

    private VBox section(String title, Node... nodes) {
        var section = new VBox(7);
        section.getStyleClass().add("drawer-section");
        if (!title.isEmpty()) section.getChildren().add(Controls.label(title, "section"));
        section.getChildren().addAll(nodes);
        return section;
    }

    private Node failure(MemberRow row, ClusterFailure why) {
        var section = section("", Labels.sentence(Failures.sentence(why, text), "strong"));
        section.getStyleClass().add("trouble");
        String hint = Failures.hint(why, text);
        if (hint != null) section.getChildren().add(Labels.sentence(hint, "muted"));
        if (why instanceof ClusterFailure.ConsentNeeded) {
            section.getChildren()
                    .add(Controls.row(8, Controls.button(text.get("fleet.consent.ask"), () -> dialogs.consent(row), "small")));
        }
        return section;
    }

    private Node address(MemberRow row) {
        var grid = grid();
        String address = row.connection().address().isEmpty() ? "–" : row.connection().address();
        grid.addRow(0, Labels.whole(text.get("fleet.address.here"), "muted"), Labels.name(address, "mono"), answer);
        if (!row.connection().origin().isEmpty() && !row.sandbox()) {
            Label origin = Labels.sentence(row.origin(text), "mono");
            Label name = Labels.whole(text.get("fleet.address.origin"), "muted");
            GridPane.setValignment(name, javafx.geometry.VPos.TOP);
            grid.add(name, 0, 1);
            grid.add(origin, 1, 1, 2, 1);
        }
        var section = section(text.get("fleet.address"), grid);
        for (String warning : row.connection().warnings()) {
            section.getChildren().add(Controls.row(6, new StateIcon(State.WARNING, 14, warning),
                    Labels.sentence(text.get("warning." + warning), "t12")));
        }
        return section;
    }

    private Node answer(MemberRow row) {
        var latencies = row.connection().latencies();
        String word = row.isReady() && !latencies.isEmpty()
                ? text.get("fleet.ms", latencies.getLast())
                : text.get("fleet.state." + row.word());
        var icon = new StateIcon(row.state(), 14, word);
        // that it does not answer stands at the top: the address has the room
        return row.isReady() ? Controls.row(5, icon, Labels.whole(word, "t12")) : icon;
    }

    private GridPane grid() {
        var grid = new GridPane();
        grid.getStyleClass().add("facts");
        return grid;
    }

    private Node facts(MemberRow row) {
        MemberCluster member = row.declared();
        var grid = grid();
        int y = 0;
        grid.addRow(y++, key("fleet.fact.version"), value(member.version()));
        int nodes = member.capacity().nodes();
        grid.addRow(y++, key("fleet.fact.nodes"),
                value(nodes < 0 ? null : text.get("fleet.nodes.ready", member.capacity().readyNodes(), nodes)));
        grid.addRow(y++, key("fleet.fact.sync"), value(member.syncMode()));
        grid.addRow(y++, key("fleet.fact.provider"), value(member.location().provider()));
        grid.addRow(y++, key("fleet.fact.region"), value(member.location().region()));
        grid.addRow(y, key("fleet.fact.zones"), value(String.join(", ", member.location().zones())));
        return section("", grid);
    }

    private Label key(String key) {
        return Labels.whole(text.get(key), "muted");
    }

    private static Label value(@Nullable String value) {
        return Labels.name(value == null || value.isEmpty() ? "–" : value);
    }

    private Node capacity(MemberRow row) {
        var grid = grid();
        grid.getStyleClass().add("capacity");
        int y = 0;
        for (String resource : List.of("cpu", "memory", "pods")) {
            var meter = new Meter(row.used(resource));
            GridPane.setHgrow(meter, Priority.ALWAYS);
            Label amounts = Labels.whole(amounts(row, resource), "figure-text");
            GridPane.setHalignment(amounts, javafx.geometry.HPos.RIGHT);
            grid.addRow(y++, Labels.whole(text.get("fleet." + resource), "muted"), meter, amounts);
        }
        return section(text.get("fleet.column.capacity"), grid);
    }

    private String amounts(MemberRow row, String resource) {
        BigDecimal all = row.amount(resource, true);
        BigDecimal used = row.amount(resource, false);
        if (all == null) return "–";
        BigDecimal taken = used == null ? BigDecimal.ZERO : used;
        if (!resource.equals("memory")) return text.get("fleet.of", round(taken.doubleValue()), round(all.doubleValue()));
        double gib = 1024.0 * 1024 * 1024;
        return text.get("fleet.of.gib", round(taken.doubleValue() / gib), round(all.doubleValue() / gib));
    }

    private static String round(double number) {
        double once = Math.round(number * 10) / 10.0;
        return once == Math.rint(once) ? Long.toString((long) once) : Double.toString(once);
    }

    private Node labels(MemberRow row) {
        var labels = new FlowPane(6, 6);
        new java.util.TreeMap<>(row.declared().labels()).forEach((key, value) -> labels.getChildren()
                .add(chip(value.isEmpty() ? key : key + "=" + value,
                        () -> model.save(model.membership().labelling(row.name(), key, null)))));
        if (row.declared().labels().isEmpty()) labels.getChildren().add(Controls.label(text.get("fleet.none"), "muted"));
        labels.getChildren().add(adder("fleet.label.add", () -> dialogs.addLabel(row)));
        var taints = new FlowPane(6, 6);
        for (Taint taint : row.declared().taints()) {
            taints.getChildren().add(chip(taint.toString(), () -> model.save(model.membership().untainting(row.name(), taint))));
        }
        if (row.declared().taints().isEmpty()) taints.getChildren().add(Controls.label(text.get("fleet.none"), "muted"));
        taints.getChildren().add(adder("fleet.taint.add", () -> dialogs.addTaint(row)));
        return section(text.get("fleet.labels"), labels, Controls.label(text.get("fleet.taints.title"), "section"), taints);
    }

    private Node chip(String words, Runnable remove) {
        var take = new Button(null, new Icon(Glyph.CLOSE, 12));
        take.getStyleClass().addAll("chip-remove", "plain");
        take.setAccessibleText(text.get("fleet.chip.remove", words));
        take.setOnAction(_ -> remove.run());
        HBox chip = Controls.row(4, Labels.name(words), take);
        chip.getStyleClass().add("chip");
        return chip;
    }

    private Button adder(String key, Runnable run) {
        Button add = Controls.button(Glyph.PLUS, text.get("fleet.add"), run, "plain", "small");
        add.setAccessibleText(text.get(key));
        return add;
    }

    private Node latency(MemberRow row) {
        var samples = row.connection().latencies().stream().sorted().toList();
        var line = new Sparkline();
        line.getStyleClass().add("large");
        line.setSamples(row.connection().latencies().stream().map(Integer::doubleValue).toList());
        line.setMinHeight(54);
        line.setPrefHeight(54);
        String words = samples.isEmpty()
                ? text.get("fleet.latency.none")
                : text.get("fleet.latency.sum", samples.get(samples.size() / 2), samples.getLast());
        line.setAccessibleText(words);
        return section("", Labels.whole(text.get("fleet.latency"), "section"), line, Labels.sentence(words, "t12", "muted"));
    }

    private void showConditions(MemberRow row) {
        conditions.getChildren().clear();
        condition(row.isReady(), row.isReady() ? "fleet.condition.answers" : "fleet.condition.silent");
        boolean complete = row.declared().complete();
        condition(complete, complete ? "fleet.condition.apis" : "fleet.condition.apis-partly");
        var capacity = row.declared().capacity();
        boolean nodesReady = capacity.nodes() >= 0 && capacity.readyNodes() == capacity.nodes();
        condition(nodesReady, nodesReady ? "fleet.condition.nodes" : "fleet.condition.nodes-missing");
        condition(row.declared().taints().isEmpty(),
                row.declared().taints().isEmpty() ? "fleet.condition.untainted" : "fleet.condition.tainted");
    }

    private void condition(boolean good, String key) {
        String words = text.get(key);
        conditions.getChildren()
                .add(Controls.row(8, new StateIcon(good ? State.OK : State.WARNING, 16, words), Labels.sentence(words)));
    }

    private final class NodeCell extends ListCell<Fleets.NodeRow> {
        @Override
        protected void updateItem(Fleets.@Nullable NodeRow node, boolean empty) {
            super.updateItem(node, empty);
            setText(null);
            setGraphic(null);
            if (empty || node == null) return;
            boolean ready = node.ready().equals("True");
            String word = text.get(ready ? "fleet.state.ready" : "fleet.state.not-ready");
            var words = new VBox(Labels.name(node.name(), "medium"),
                    Labels.name(text.get("fleet.node.sum", node.version(), node.cpu(), node.memory(), node.pods()), "t11",
                            "muted"));
            setGraphic(Controls.row(8, new StateIcon(ready ? State.OK : State.WARNING, 16, word), words));
        }
    }

    private static final class ApiCell extends ListCell<ApiResource> {
        @Override
        protected void updateItem(@Nullable ApiResource api, boolean empty) {
            super.updateItem(api, empty);
            setText(null);
            setGraphic(empty || api == null
                    ? null
                    : Controls.row(8, Labels.name(api.kind(), "medium"), Controls.grow(),
                            Labels.name(api.apiVersion(), "mono", "muted")));
        }
    }
}
