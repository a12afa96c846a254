package dev.flotilla.app.fleet;

import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.EmptyPage;
import dev.flotilla.app.ui.Failures;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.cluster.kubeconfig.KubeContext;

/// The page: host, members, contexts that could be members, and one member in full beside them.
final class FleetView extends BorderPane {
    private final FleetViewModel model;
    private final Messages text;
    private final FleetDialogs dialogs;
    private final Label count = Controls.label("", "muted");
    private final VBox banners = new VBox(8);
    private final TroubleBanner trouble;
    private final VBox hostBox = new VBox(6);
    private final VBox foundBox = new VBox();
    private final Label foundTitle;
    /// From so many members on, looking is slower than typing.
    private static final int FILTERED_FROM = 8;

    private final MemberTable table;
    private final TextField filter = new TextField();
    private final HBox filterBox;
    private final VBox members = new VBox(6);
    private final EmptyPage empty;
    private final EmptyPage closed;
    private final MemberDrawer drawer;
    private final VBox main = new VBox();
    private final SplitPane across = new SplitPane();

    /// @param addKubeconfig asks for one more file to read contexts from
    /// @param newWorkspace  makes a workspace, where none is open
    FleetView(FleetViewModel model, Messages text, FleetDialogs dialogs, Runnable addKubeconfig, Runnable newWorkspace) {
        this.model = model;
        this.text = text;
        this.dialogs = dialogs;
        getStyleClass().add("fleet-view");
        across.setId("fleet");
        trouble = new TroubleBanner(model, text, dialogs);
        table = new MemberTable(model, text);
        drawer = new MemberDrawer(model, text, dialogs);
        foundTitle = Controls.label(text.get("fleet.found"), "section");

        var join = new SplitMenuButton();
        join.setGraphic(new Icon(Glyph.PLUS, 16));
        join.getStyleClass().add("accent");
        join.setOnAction(_ -> dialogs.addSandbox());
        var sandbox = new MenuItem(text.get("fleet.sandbox.add"));
        sandbox.setOnAction(_ -> dialogs.addSandbox());
        var context = new MenuItem(text.get("fleet.join.context"));
        context.setOnAction(_ -> {
            if (model.contexts().found().isEmpty()) {
                addKubeconfig.run();
            } else {
                dialogs.join(model.contexts().found().getFirst());
            }
        });
        join.getItems().addAll(sandbox, context);
        join.setText(text.get("fleet.sandbox.add"));
        join.disableProperty().bind(model.openProperty().not());
        filter.setPromptText(text.get("fleet.filter"));
        filter.setAccessibleText(text.get("fleet.filter"));
        filter.setPrefColumnCount(10);
        filter.textProperty().bindBidirectional(model.filterProperty());
        filterBox = Controls.row(6, new Icon(Glyph.FILTER, 14), filter);
        filterBox.getStyleClass().add("field-box");
        HBox header = Controls.row(10, Controls.label(text.get("fleet.title"), "page-title"), count, Controls.grow(), filterBox,
                Controls.button(Glyph.FILE, text.get("fleet.kubeconfig.add"), addKubeconfig), join);
        header.getStyleClass().addAll("page-header", "borderless");
        banners.getStyleClass().add("banners");
        banners.getChildren().add(trouble);
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox.setVgrow(members, Priority.ALWAYS);
        Action kubeconfig = Action.of(text.get("fleet.kubeconfig.add"), addKubeconfig);
        empty = inset(text.get("fleet.empty.more"), Action.of(text.get("fleet.sandbox.add"), dialogs::addSandbox), kubeconfig);
        closed = inset(text.get("fleet.empty.closed"), Action.of(text.get("fleet.empty.new"), newWorkspace), kubeconfig);
        members.getChildren().add(Controls.label(text.get("fleet.members"), "section"));
        var foundScroll = new ScrollPane(foundBox);
        foundScroll.setFitToWidth(true);
        foundScroll.getStyleClass().add("found-list");
        foundScroll.setMaxHeight(156);
        foundScroll.managedProperty().bind(foundTitle.visibleProperty());
        foundScroll.visibleProperty().bind(foundTitle.visibleProperty());
        foundTitle.managedProperty().bind(foundTitle.visibleProperty());
        var body = new VBox(10, hostBox, members, foundTitle, foundScroll);
        body.getStyleClass().add("fleet-body");
        VBox.setVgrow(body, Priority.ALWAYS);
        main.getChildren().addAll(header, banners, body);
        main.setMinWidth(560);
        drawer.setMinWidth(320);
        SplitPane.setResizableWithParent(drawer, false);
        setCenter(across);

        model.members().addListener((ListChangeListener<MemberRow>) _ -> showMembers());
        model.hostProperty().subscribe(_ -> {
            showHost();
            showBanners();
        });
        model.contexts().found().addListener((ListChangeListener<KubeContext>) _ -> showFound());
        model.contexts().kubeconfigsProperty().subscribe(_ -> showFound());
        model.pickedProperty().subscribe(_ -> showDrawer());
        model.failureProperty().subscribe(_ -> showBanners());
        model.kind().configsProperty().subscribe(_ -> showBanners());
        model.openProperty().subscribe(_ -> showMembers());
        showMembers();
    }

    List<Node> panes() {
        return List.of(table, drawer);
    }

    private void showDrawer() {
        boolean open = model.pickedProperty().get() != null;
        if (open && across.getItems().size() != 2) {
            across.getItems().setAll(main, drawer);
            across.setDividerPositions(0.73);
        } else if (!open && across.getItems().size() != 1) {
            across.getItems().setAll(List.of(main));
        }
    }

    private void showMembers() {
        boolean host = model.hostProperty().get() != null;
        boolean many = model.members().size() >= FILTERED_FROM;
        filterBox.setVisible(many);
        filterBox.setManaged(many);
        if (!many) model.filterProperty().set("");
        count.setText(text.get("fleet.count", host ? 1 : 0, model.members().size(), model.ready()));
        Node content = model.members().isEmpty() ? model.openProperty().get() ? empty : closed : table;
        // a table that leaves the scene and comes back is styled and laid out as a whole
        if (!members.getChildren().getLast().equals(content)) {
            members.getChildren().setAll(members.getChildren().getFirst(), content);
        }
        showHost();
        showBanners();
    }

    private EmptyPage inset(String more, Action primary, Action plain) {
        var page = new EmptyPage(Glyph.FLEET, text.get("fleet.empty.title"), more, primary, plain);
        page.getStyleClass().add("inset");
        VBox.setVgrow(page, Priority.ALWAYS);
        return page;
    }

    private void showHost() {
        MemberConnection host = model.hostProperty().get();
        hostBox.getChildren().clear();
        hostBox.setVisible(host != null);
        hostBox.setManaged(host != null);
        if (host == null) return;
        boolean ready = host.state() == MemberConnection.State.READY;
        State state = switch (host.state()) {
            case PLANNED_ONLY -> State.NOT_REACHED;
            case CONNECTING -> State.RUNNING;
            case READY -> State.OK;
            case FAILED -> State.FAILED;
        };
        String word = text.get("fleet.state." + (ready ? "ready" : state == State.RUNNING ? "connecting" : "failed"));
        String origin = host.origin().isEmpty() ? model.hostName() : host.origin();
        int in = origin.indexOf(" in ");
        String does = host.failure() == null || ready ? text.get("fleet.host.stores") : Failures.sentence(host.failure(), text);
        Label purpose = Labels.name(does, "muted");
        purpose.setTooltip(new Tooltip(does));
        // what the host is for gives way first, then the way to its kubeconfig
        VBox address = two(host.address().isEmpty() ? "–" : host.address(), text.get("fleet.address"), false);
        address.setMinWidth(USE_PREF_SIZE);
        HBox card = Controls.row(16, new Icon(Glyph.HOST, 18),
                two(in < 0 ? origin.isEmpty() ? text.get("fleet.host") : origin : origin.substring(0, in),
                        in < 0 ? text.get("fleet.origin.none") : origin.substring(in + 4), true),
                Controls.row(6, new StateIcon(state, 16, word), Labels.whole(word)),
                two(host.observed().version() == null ? "–" : host.observed().version(), text.get("fleet.fact.version"), false),
                address, Controls.grow(), purpose);
        card.getStyleClass().addAll("card", "host-card");
        hostBox.getChildren().addAll(Controls.label(text.get("fleet.host"), "section"), card);
    }

    private static VBox two(String first, String second, boolean strong) {
        var both = new VBox(Labels.name(first, strong ? "strong" : "t13"), Labels.name(second, "t11", "muted"));
        both.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return both;
    }

    private void showFound() {
        foundTitle.setVisible(!model.contexts().found().isEmpty());
        foundBox.getChildren().clear();
        for (KubeContext context : model.contexts().found()) {
            Label name = Labels.name(context.name(), "medium");
            name.setMinWidth(180);
            Button join = Controls.button(text.get("fleet.join.dots"), () -> dialogs.join(context), "small");
            join.setAccessibleText(text.get("fleet.join.title", context.name()));
            join.disableProperty().bind(model.openProperty().not());
            HBox row = Controls.row(10, new Icon(Glyph.TEMPLATE, 16), name,
                    Labels.name(text.get("fleet.found.more", context.server(), String.valueOf(context.file().getFileName())),
                            "muted"),
                    Controls.grow(), join);
            row.getStyleClass().add("found-row");
            foundBox.getChildren().add(row);
        }
    }

    private void showBanners() {
        banners.getChildren().removeIf(shown -> shown != trouble);
        Exception failure = model.failureProperty().get();
        if (failure != null)
            banners.getChildren().addFirst(banner(text.get("fleet.broke"), String.valueOf(failure.getMessage())));
        trouble.show(model.failed());
        boolean any = failure != null || trouble.isVisible();
        banners.setVisible(any);
        banners.setManaged(any);
    }

    private static Node banner(String what, String more) {
        var words = new VBox(Labels.sentence(what, "strong"), Labels.sentence(more, "muted"));
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox banner = Controls.row(10, new StateIcon(State.FAILED, 16, what), words);
        banner.getStyleClass().addAll("banner", "bad");
        return banner;
    }
}
