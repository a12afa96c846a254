package dev.flotilla.app.tour;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;

import dev.flotilla.app.Desktop;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// What the straight way through the app does not meet: forms, what-if, the palette, dialogs, pages with nothing on them.
final class Corners {
    private static final PageId[] PAGES = {PageId.STUDIO, PageId.FLEET, PageId.SYNC, PageId.STATUS, PageId.HISTORY};

    private final Desktop desktop;
    private final Visitor visitor;
    private final Messages text;

    Corners(Desktop desktop, Visitor visitor, Messages text) {
        this.desktop = desktop;
        this.visitor = visitor;
        this.text = text;
    }

    void walk(Path empty) throws Exception {
        go(new Destination.Page(PageId.STUDIO));
        act(PageId.STUDIO, "studio.action.face");
        visitor.picture("form");
        act(PageId.STUDIO, "studio.action.face");
        act(PageId.STUDIO, "studio.preview.side-by-side");
        visitor.picture("side-by-side");
        act(PageId.STUDIO, "studio.preview.what-if");
        visitor.picture("what-if");
        act(PageId.STUDIO, "studio.preview.what-if");
        visitor.dialog("palette", () -> desktop.shell().openPalette());

        go(new Destination.Page(PageId.FLEET));
        go(new Destination.Member(
                Visitor.onFx(() -> Objects.requireNonNull(desktop.workbench().plan()).fleet().names().getLast())));
        visitor.dialog("add-member", () -> action(desktop.shell().page(PageId.FLEET).actions(), "fleet.sandbox.add").run().run());
        for (String key : List.of("fleet.unjoin", "fleet.label.add")) {
            visitor.dialog(key.replace('.', '-'), () -> button(key).fire());
        }
        List<Action> deeds = Visitor.onFx(desktop::kubefed);
        for (int i = 0; i < deeds.size(); i++) {
            visitor.dialog("kubefed-" + (i + 1), deeds.get(i).run());
        }
        go(new Destination.Page(PageId.HISTORY));
        press("history.back");
        Visitor.await("the way back", () -> find("history.back.keep") != null);
        visitor.picture("rollback");
        press("history.back.keep");
        prune();
        Visitor.run(() -> desktop.workbench().open(empty, _ -> desktop.workbench().goTo(new Destination.Page(PageId.STUDIO))));
        Visitor.await("the empty workspace", () -> {
            Workspace open = desktop.workbench().workspace();
            return open != null && open.documents().isEmpty();
        });
        for (PageId page : PAGES) {
            go(new Destination.Page(page));
            visitor.picture("empty-" + page.key());
        }
        mistakes();
    }

    /// Empties the template, so that a push would prune.
    private void prune() throws Exception {
        Document template = Visitor.onFx(() -> workspace().documents().stream()
                .filter(document -> document.manifest().kind().equals("Deployment")).findFirst().orElse(null));
        if (template == null) return;
        Visitor.run(() -> desktop.workbench().edit(template.file(), "\n"));
        Visitor.await("a plan without it", () -> Objects.requireNonNull(desktop.workbench().plan()).objects().stream()
                .noneMatch(object -> template.equals(object.template())));
        go(new Destination.Review());
        Visitor.await("a review", () -> Visitor.find(desktop.scene().getRoot(), node -> "push".equals(node.getId())
                && !node.isDisabled()) != null);
        visitor.picture("prune-review");
        visitor.dialog("prune-confirm", () -> {
            if (Visitor.find(desktop.scene().getRoot(), node -> "push".equals(node.getId())) instanceof ButtonBase push)
                push.fire();
        });
    }

    private void mistakes() throws Exception {
        Visitor.run(() -> {
            desktop.workbench().edit("wrong.yaml",
                    "kind: [\n  a: b\n---\napiVersion: v1\nkind: PropagationPolicy\nmetadata: {}\n");
            desktop.workbench().goTo(new Destination.Text(Location.startOf("wrong.yaml")));
        });
        Visitor.await("findings", () -> !Objects.requireNonNull(desktop.workbench().plan()).diagnostics().isEmpty());
        visitor.picture("errors");
    }

    private Workspace workspace() {
        return Objects.requireNonNull(desktop.workbench().workspace(), "opened before");
    }

    private void go(Destination to) throws Exception {
        Visitor.run(() -> desktop.workbench().goTo(to));
    }

    private void act(PageId page, String key) throws Exception {
        Visitor.run(() -> action(desktop.shell().page(page).actions(), key).run().run());
    }

    private Action action(List<Action> among, String key) {
        return among.stream().filter(one -> one.text().equals(text.get(key))).findFirst().orElseThrow();
    }

    private void press(String key) throws Exception {
        Visitor.run(() -> button(key).fire());
    }

    private ButtonBase button(String key) {
        return Objects.requireNonNull(find(key), () -> "no button says " + text.get(key));
    }

    private @Nullable ButtonBase find(String key) {
        String words = text.get(key);
        Node found = Visitor.find(desktop.scene().getRoot(), node -> node instanceof ButtonBase button
                && (words.equals(button.getText()) || words.equals(button.getAccessibleText())));
        return found instanceof ButtonBase button ? button : null;
    }
}
