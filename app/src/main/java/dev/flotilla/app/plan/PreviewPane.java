package dev.flotilla.app.plan;

import java.util.LinkedHashMap;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.plan.AboutViewModel.About;
import dev.flotilla.app.plan.PreviewViewModel.Mode;
import dev.flotilla.app.plan.PreviewViewModel.Shown;
import dev.flotilla.app.plan.PreviewViewModel.Tab.Member;
import dev.flotilla.app.plan.PreviewViewModel.Tab.Whole;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.EmptyPage;
import dev.flotilla.app.ui.Fitting;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Segmented;
import dev.flotilla.app.ui.Shortcuts;
import dev.flotilla.app.ui.SplitBar;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.Division.Certainty;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.text.YamlWriter;
import org.jspecify.annotations.Nullable;

/// What becomes of one object: who gets how many, what each gets, and why.
public final class PreviewPane extends StackPane {
    private final PreviewViewModel model;
    private final Messages text;
    private final Label name = Controls.label("", "subject");
    private final Fitting summary = new Fitting("muted");
    private final HBox certainty = new HBox();
    private final SplitBar split = new SplitBar();
    private final Label method = Controls.label("", "t12", "muted");
    private final TabPane tabs = new TabPane();
    private final Segmented<Mode> mode;
    private final Label changes = Controls.label("", "t12", "muted");
    private final HBox toolbar = new HBox();
    private final StackPane content = new StackPane();
    private final ManifestView manifest;
    private final ExplainViewModel explaining;
    private final VBox explain;
    private final SideBySide side;
    private final BooleanProperty choosing = new SimpleBooleanProperty(this, "choosing");
    private final BooleanProperty whatIf = new SimpleBooleanProperty(this, "whatIf");
    private List<PreviewViewModel.Tab> tabValues = List.of();
    private @Nullable Certainty shownCertainty;
    private boolean selecting;

    /// Of the height of the explanation.
    private static final double ABOUT_AT_MOST = 0.4;

    public PreviewPane(PreviewViewModel model, Messages text) {
        this.model = model;
        this.text = text;
        getStyleClass().add("preview");
        manifest = new ManifestView(model, text);
        explaining = new ExplainViewModel(model, text);
        explain = explained(new AboutView(model.about(), text, about -> !about.alone()), new ExplainView(explaining, text));
        side = new SideBySide(model, text);
        mode = modes(text);
        mode.valueProperty().bindBidirectional(model.modeProperty());
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.getStyleClass().add("preview-tabs");
        tabs.getSelectionModel().selectedIndexProperty().subscribe(index -> {
            int at = index.intValue();
            if (!selecting && at >= 0 && at < tabValues.size()) model.tabProperty().set(tabValues.get(at));
        });
        VBox.setVgrow(content, Priority.ALWAYS);
        var body = new VBox(header(), tabs, bar(), content);
        var empty = new EmptyPage(Glyph.TEMPLATE, text.get("studio.preview.empty"), text.get("studio.preview.empty.hint"), null,
                null);
        var alone = new ScrollPane(new AboutView(model.about(), text, About::alone));
        alone.setFitToWidth(true);
        alone.visibleProperty().bind(Bindings.createBooleanBinding(model.about()::isAlone, model.about().aboutProperty()));
        body.visibleProperty().bind(model.shownProperty().isNotNull().and(alone.visibleProperty().not()));
        empty.visibleProperty().bind(model.shownProperty().isNull().and(alone.visibleProperty().not()));
        getChildren().addAll(body, empty, alone);
        model.shownProperty().subscribe(this::show);
        model.tabsProperty().subscribe(_ -> showTabs());
        model.pinnedProperty().subscribe(_ -> showTabs());
        model.outdatedProperty().subscribe(_ -> showMethod());
        model.tabProperty().subscribe(_ -> showTab());
        model.modeProperty().subscribe(_ -> showContent());
        model.unfoldedProperty().subscribe(_ -> showContent());
        model.liveProperty().subscribe(_ -> showContent());
        model.lineProperty().subscribe(line -> {
            if (line == null) return;
            manifest.goTo(line);
            manifest.requestFocus();
        });
    }

    private static Segmented<Mode> modes(Messages text) {
        var choices = new LinkedHashMap<Mode, String>();
        choices.put(Mode.MANIFEST, text.get("studio.preview.mode.manifest"));
        choices.put(Mode.AGAINST_TEMPLATE, text.get("studio.preview.mode.template"));
        choices.put(Mode.AGAINST_LIVE, text.get("studio.preview.mode.live"));
        return new Segmented<>(choices);
    }

    private VBox header() {
        var icon = new Icon(Glyph.TEMPLATE);
        icon.getStyleClass().add("muted");
        name.setMinWidth(Region.USE_PREF_SIZE);
        name.setId("preview-name");
        summary.whole().setId("preview-summary");
        split.setId("preview-split");
        split.setOthers(count -> text.get("studio.preview.more", count));
        certainty.setAlignment(Pos.CENTER_RIGHT);
        certainty.setMinWidth(Region.USE_PREF_SIZE);
        var choices = new LinkedHashMap<Boolean, String>();
        choices.put(false, text.get("studio.preview.as-written"));
        choices.put(true, text.get("studio.preview.what-if"));
        var which = new Segmented<>(choices);
        which.valueProperty().bindBidirectional(whatIf.asObject());
        which.visibleProperty().bind(whatIf.or(choosing));
        which.managedProperty().bind(which.visibleProperty());
        var title = new HBox(8, icon, name, summary, Controls.grow(), which, certainty);
        title.setAlignment(Pos.CENTER_LEFT);
        title.getStyleClass().add("preview-title");
        method.setWrapText(true);
        method.setMinHeight(Region.USE_PREF_SIZE);
        var header = new VBox(8, title, split, method);
        header.getStyleClass().add("preview-header");
        return header;
    }

    private HBox bar() {
        toolbar.getStyleClass().add("toolbar");
        changes.setMinWidth(Region.USE_PREF_SIZE);
        toolbar.getChildren().addAll(mode, Controls.grow(), changes,
                Controls.iconButton(Glyph.UP, text.get("studio.preview.previous-change"), () -> goToChange(-1)),
                Controls.iconButton(Glyph.DOWN, text.get("studio.preview.next-change"), () -> goToChange(1)),
                Controls.iconButton(Glyph.COPY, text.get("studio.preview.copy"), this::copy));
        return toolbar;
    }

    /// Whether the what-if drawer is open.
    public BooleanProperty whatIfProperty() {
        return whatIf;
    }

    /// In a narrow window the header's words give way to what is below it.
    public void setNarrow(boolean narrow) {
        summary.setVisible(!narrow);
        summary.setManaged(!narrow);
        changes.setVisible(!narrow);
        changes.setManaged(!narrow);
        method.setVisible(!narrow);
        method.setManaged(!narrow);
    }

    private void goToChange(int step) {
        manifest.goToChange(step);
    }

    private void copy() {
        Shown shown = model.shownProperty().get();
        if (shown == null || !(model.tabProperty().get() instanceof Member(String cluster))) return;
        shown.object().on(cluster).ifPresent(placed -> {
            var clip = new ClipboardContent();
            clip.putString(YamlWriter.write(placed.manifest().root()));
            Clipboard.getSystemClipboard().setContent(clip);
        });
    }

    /// A policy that many objects fall under has more to say than the pane is high: it scrolls, and leaves the members their room.
    private static VBox explained(AboutView about, ExplainView members) {
        var above = new ScrollPane(about) {
            @Override
            public Orientation getContentBias() {
                return Orientation.HORIZONTAL;
            }

            @Override
            protected double computePrefHeight(double width) {
                return Math.min(getMaxHeight(), snappedTopInset() + about.prefHeight(width) + snappedBottomInset());
            }
        };
        above.setFitToWidth(true);
        // the members, who are many, give way and not this
        above.setMinHeight(Region.USE_PREF_SIZE);
        above.visibleProperty().bind(about.visibleProperty());
        above.managedProperty().bind(about.visibleProperty());
        var both = new VBox(above, members);
        above.maxHeightProperty().bind(both.heightProperty().multiply(ABOUT_AT_MOST));
        VBox.setVgrow(members, Priority.ALWAYS);
        return both;
    }

    private void show(@Nullable Shown shown) {
        if (shown == null) return;
        ObjectPlan object = shown.object();
        name.setText(object.ref().name());
        List<ClusterPlan> placements = object.placements();
        Integer replicas = object.division().replicas();
        int members = shown.members().size();
        if (replicas == null) {
            summary.show(text.get("studio.preview.members", object.ref().kind(), placements.size(), members),
                    text.get("studio.preview.members.brief", placements.size(), members));
        } else {
            summary.show(text.get("studio.preview.replicas", replicas, placements.size(), members),
                    text.get("studio.preview.replicas.brief", replicas, placements.size(), members));
        }
        if (object.division().certainty() != shownCertainty) {
            shownCertainty = object.division().certainty();
            certainty.getChildren().setAll(Badges.certainty(shownCertainty, text));
        }
        split.show(placements.stream().filter(placed -> placed.replicas() == null || placed.replicas() > 0)
                .map(placed -> new SplitBar.Part(placed.cluster(), shown.colour(placed.cluster()),
                        placed.replicas() == null ? 1 : placed.replicas(),
                        placed.replicas() == null ? " " : String.valueOf(placed.replicas())))
                .toList());
        showMethod();
        showTab();
    }

    private void showMethod() {
        Shown shown = model.shownProperty().get();
        if (shown == null) return;
        boolean outdated = model.outdatedProperty().get();
        method.setText(outdated ? text.get("studio.preview.outdated") : sentence(shown.object()));
        method.getStyleClass().setAll("label", "t12", outdated ? "warn" : "muted");
    }

    private String sentence(ObjectPlan object) {
        Reason error = object.error();
        if (error != null) return text.reason(error);
        String how = text.reason(object.division().method());
        Reason doubt = object.division().doubt();
        return doubt == null ? how : how + text.get("studio.explain.joint") + text.reason(doubt);
    }

    private void showTabs() {
        Shown shown = model.shownProperty().get();
        List<PreviewViewModel.Tab> values = model.tabsProperty().get();
        selecting = true;
        tabValues = values;
        tabs.getTabs().setAll(values.stream().map(value -> tab(value, shown)).toList());
        selecting = false;
        showTab();
    }

    private Tab tab(PreviewViewModel.Tab value, @Nullable Shown shown) {
        return switch (value) {
            case Member(String cluster) -> {
                var tab = new Tab(cluster);
                boolean pinned = model.pinnedProperty().get().contains(cluster);
                var sign = Controls.square(shown == null ? 0 : shown.colour(cluster));
                tab.setGraphic(pinned ? new HBox(6, new Icon(Glyph.PIN, 12), sign) : sign);
                if (tab.getGraphic() instanceof HBox both) both.setAlignment(Pos.CENTER_LEFT);
                var pin = new MenuItem(text.get(pinned ? "studio.preview.unpin" : "studio.preview.pin", cluster));
                pin.setOnAction(_ -> model.pin(cluster));
                tab.setContextMenu(new ContextMenu(pin));
                yield tab;
            }
            case Whole.SIDE_BY_SIDE -> new Tab(text.get("studio.preview.side-by-side"));
            case Whole.EXPLAIN -> new Tab(text.get("studio.preview.explain"));
        };
    }

    /// Pins the tab that is shown, or lets it go.
    private void pin() {
        if (model.tabProperty().get() instanceof Member(String cluster)) model.pin(cluster);
    }

    private void showTab() {
        int at = tabValues.indexOf(model.tabProperty().get());
        if (at >= 0) {
            selecting = true;
            tabs.getSelectionModel().select(at);
            selecting = false;
        }
        showContent();
    }

    private void showContent() {
        Shown shown = model.shownProperty().get();
        if (shown == null) return;
        PreviewViewModel.Tab tab = model.tabProperty().get();
        choosing.set(tab == Whole.EXPLAIN);
        toolbar.setVisible(tab instanceof Member);
        toolbar.setManaged(tab instanceof Member);
        Node node = switch (tab) {
            case Member(String cluster) -> member(cluster);
            case Whole.EXPLAIN -> {
                explaining.show(shown);
                yield explain;
            }
            case Whole.SIDE_BY_SIDE -> {
                side.show(shown);
                yield side;
            }
        };
        if (content.getChildren().isEmpty() || content.getChildren().getFirst() != node) content.getChildren().setAll(node);
    }

    private Node member(String cluster) {
        if (model.isWithout(cluster)) {
            changes.setText("");
            String why = model.whyNothing(cluster);
            return new EmptyPage(Glyph.FLEET, text.get("studio.preview.nothing"), why,
                    Action.of(text.get("studio.preview.explain"), () -> model.tabProperty().set(Whole.EXPLAIN)), null);
        }
        if (model.modeProperty().get() == Mode.AGAINST_LIVE) {
            PreviewViewModel.Live live = model.liveProperty().get();
            if (live == null || live.live() == null) {
                changes.setText("");
                String why = live == null
                        ? text.get("studio.preview.not-connected")
                        : live.problem() == null ? text.get("studio.preview.not-there", cluster) : live.problem();
                return new EmptyPage(Glyph.FLEET, text.get("studio.preview.no-live"), why, null, null);
            }
        }
        List<PreviewRow> rows = model.rows(cluster, model.modeProperty().get());
        manifest.show(rows);
        long count = rows.stream().filter(PreviewRow::isChange).count();
        changes.setText(
                text.get(model.modeProperty().get() == Mode.MANIFEST ? "studio.preview.changes" : "studio.preview.lines", count));
        return manifest;
    }

    /// Whether keys go to a control in here.
    public boolean hasKeyboard() {
        Node here = getScene() == null ? null : getScene().getFocusOwner();
        while (here != null && here != this) {
            here = here.getParent();
        }
        return here == this;
    }

    /// Tells where the selected line comes from.
    public void tell() {
        manifest.tell();
    }

    /// Opens what the selected line comes from.
    public void openSource() {
        manifest.openSelected();
    }

    /// What the preview offers to menus and palette.
    public List<Action> actions() {
        return List.of(
                Action.of(text.get("studio.preview.explain"), Glyph.LIST, Shortcuts.EXPLAIN,
                        () -> model.tabProperty().set(Whole.EXPLAIN)),
                Action.of(text.get("studio.preview.side-by-side"), () -> model.tabProperty().set(Whole.SIDE_BY_SIDE))
                        .with(Glyph.COLUMNS),
                Action.of(text.get("studio.preview.pin.action"), this::pin).with(Glyph.PIN),
                Action.of(text.get("studio.preview.what-if"), Glyph.WHAT_IF, Shortcuts.WHAT_IF, () -> whatIf.set(!whatIf.get())),
                Action.of(text.get("studio.preview.next-change"), Glyph.DOWN, Shortcuts.NEXT_CHANGE, () -> goToChange(1)),
                Action.of(text.get("studio.preview.previous-change"), Glyph.UP, Shortcuts.PREVIOUS_CHANGE, () -> goToChange(-1)));
    }
}
