package dev.flotilla.app.shell;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Dividers;
import dev.flotilla.app.ui.EmptyPage;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Page;
import dev.flotilla.app.ui.Shortcuts;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.app.workbench.Planned;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.plan.ObjectPlan;
import org.jspecify.annotations.Nullable;

/// The main window's content.
public final class ShellView extends BorderPane {
    private final Workbench workbench;
    private final Messages text;
    private final Dividers dividers;
    private final ShellViewModel model;
    private final Map<PageId, Supplier<Page>> makers;
    private final Map<PageId, Page> pages = new EnumMap<>(PageId.class);
    private final List<Action> actions;
    private final StackPane area = new StackPane();
    private final StatusLine status;
    private final Header header;
    private final Rail rail;
    private final Palette palette;
    private final BorderPane body = new BorderPane();
    private @Nullable PageId showing;

    /// @param makers   how to make each page, when it is first gone to
    /// @param actions  what the app can do wherever one is, such as opening a workspace
    /// @param dividers remembers where the pages' dividers are
    public ShellView(Workbench workbench, Map<PageId, Supplier<Page>> makers, ShellActions actions, Dividers dividers,
            Messages text) {
        this.workbench = workbench;
        this.text = text;
        this.dividers = dividers;
        this.makers = Map.copyOf(makers);
        this.model = new ShellViewModel(workbench, text);
        this.actions = actions.all(model, text);
        getStyleClass().add("shell");
        area.getStyleClass().add("page-area");
        status = new StatusLine(model, text);
        rail = new Rail(model, workbench, text);
        palette = new Palette(this::entries, text);
        header = new Header(model, actions.menus(model, text, this::openPalette), actions.workspaceChoices(text),
                this::openPalette,
                text);
        body.setCenter(area);
        setTop(header);
        setCenter(body);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        model.pageProperty().subscribe(this::show);
    }

    /// Opens the command palette, as Ctrl+K does.
    public void openPalette() {
        Node field = lookup("#command-field");
        if (field != null) palette.show(field);
    }

    /// The page, made now if need be.
    public Page page(PageId id) {
        Page known = pages.get(id);
        if (known != null) return known;
        Supplier<Page> maker = makers.get(id);
        Page made = maker == null ? missing(id) : maker.get();
        pages.put(id, made);
        dividers.follow(made.view());
        return made;
    }

    /// Whether every page agrees that the window closes.
    public boolean mayClose() {
        return pages.values().stream().allMatch(Page::mayClose);
    }

    private Page missing(PageId id) {
        Parent view = new EmptyPage(Rail.glyph(id), text.get("shell.page." + id.key()), text.get("shell.page.missing"), null,
                null);
        return () -> view;
    }

    private void show(@Nullable PageId id) {
        if (id == null) {
            area.getChildren().setAll(Controls.label(text.get("shell.opening"), "muted"));
            return;
        }
        if (id == showing) return;
        if (showing != null) page(showing).hidden();
        showing = id;
        Page page = page(id);
        area.getChildren().setAll(page.view());
        boolean framed = id != PageId.WELCOME;
        setLeft(framed ? rail : null);
        body.setBottom(framed ? status : null);
        header.setPrimary(id == PageId.WELCOME ? null : page.primary());
        status.follow(page.status());
        page.shown();
    }

    private void key(KeyEvent event) {
        for (int i = 0; i < 6; i++) {
            if (Shortcuts.page(i).match(event)) {
                PageId id = PageId.values()[i];
                if (workbench.locationProperty().get() != null || id == PageId.FLEET || id == PageId.SETTINGS) model.goTo(id);
                event.consume();
                return;
            }
        }
        if (Shortcuts.PALETTE.match(event) || Shortcuts.QUICK_OPEN.match(event)) {
            openPalette();
            event.consume();
        } else if (Shortcuts.NEXT_PANE.match(event) || Shortcuts.PREVIOUS_PANE.match(event)) {
            cycle(Shortcuts.NEXT_PANE.match(event) ? 1 : -1);
            event.consume();
        } else if (showing != null) {
            runPageShortcut(event, page(showing).actions());
        }
    }

    private static void runPageShortcut(KeyEvent event, List<Action> actions) {
        for (Action action : actions) {
            KeyCombination keys = action.shortcut();
            if (keys != null && keys.match(event) && action.enabled().get()) {
                action.run().run();
                event.consume();
                return;
            }
        }
    }

    /// Moves the focus to the next pane of the window: rail, then the page's own, then the status line.
    private void cycle(int step) {
        if (showing == null) return;
        var stops = new ArrayList<Node>();
        stops.add(rail);
        stops.addAll(page(showing).panes().isEmpty() ? List.of(page(showing).view()) : page(showing).panes());
        Node focused = getScene().getFocusOwner();
        // from nowhere, as after another page was gone to by its keys, into the page
        int at = 0;
        for (int i = 0; i < stops.size(); i++) {
            if (isWithin(focused, stops.get(i))) at = i;
        }
        for (int tries = 1; tries <= stops.size(); tries++) {
            Node stop = stops.get(Math.floorMod(at + step * tries, stops.size()));
            if (stop.getScene() != null && focusFirst(stop)) return;
        }
    }

    private static boolean isWithin(@Nullable Node node, Node parent) {
        for (Node here = node; here != null; here = here.getParent()) {
            if (here == parent) return true;
        }
        return false;
    }

    private static boolean focusFirst(Node node) {
        if (!node.isVisible() || node.isDisabled()) return false;
        if (node.isFocusTraversable()) {
            node.requestFocus();
            return true;
        }
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                if (focusFirst(child)) return true;
            }
        }
        return false;
    }

    /// Everything the palette can reach now.
    private List<Palette.Entry> entries() {
        var entries = new ArrayList<Palette.Entry>();
        var offered = new ArrayList<>(actions);
        if (showing != null) offered.addAll(0, page(showing).actions());
        for (Action action : offered) {
            if (action.enabled().get()) {
                Glyph glyph = action.glyph();
                entries.add(
                        new Palette.Entry(action.text(), text.get("shell.palette.command"), glyph == null ? Glyph.RIGHT : glyph,
                                action.shortcut(), action.run()));
            }
        }
        Planned now = workbench.plannedProperty().get();
        if (now.plan() != null) {
            for (ObjectPlan object : now.plan().objects()) {
                entries.add(new Palette.Entry(object.ref().name(), text.get("shell.palette.object", object.ref().kind()),
                        Glyph.TEMPLATE,
                        null, () -> workbench.goTo(new Destination.Preview(object.key(), null))));
            }
            for (String member : now.plan().fleet().names()) {
                entries.add(new Palette.Entry(member, text.get("shell.palette.member"), Glyph.FLEET, null,
                        () -> workbench.goTo(new Destination.Member(member))));
            }
        }
        if (now.workspace() != null) {
            for (Document document : now.workspace().documents()) {
                entries.add(new Palette.Entry(document.ref().name(), document.ref().kind() + ", " + document.file(),
                        Glyph.FILE_TEXT, null,
                        () -> workbench.goTo(new Destination.Text(document.at()))));
            }
        }
        return entries;
    }
}
