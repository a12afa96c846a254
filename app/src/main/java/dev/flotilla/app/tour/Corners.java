package dev.flotilla.app.tour;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.ButtonBase;

import dev.flotilla.app.Desktop;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.workspace.Workspace;

/// What the straight way through the app does not meet: forms, what-if, the palette, dialogs, pages with nothing on them.
final class Corners {
    private static final PageId[] PAGES = {PageId.STUDIO, PageId.FLEET, PageId.SYNC, PageId.STATUS, PageId.HISTORY};

    private final Desktop desktop;
    private final Visitor visitor;
    private final Hands hands;

    Corners(Hands hands) {
        this.hands = hands;
        this.desktop = hands.desktop();
        this.visitor = hands.visitor();
    }

    /// @param empty a folder with nothing in it
    void walk(Path empty) throws Exception {
        hands.go(PageId.STUDIO);
        hands.act(PageId.STUDIO, "studio.action.face");
        visitor.picture("form");
        hands.act(PageId.STUDIO, "studio.action.face");
        hands.act(PageId.STUDIO, "studio.preview.side-by-side");
        visitor.picture("side-by-side");
        hands.act(PageId.STUDIO, "studio.preview.what-if");
        visitor.picture("what-if");
        hands.act(PageId.STUDIO, "studio.preview.what-if");
        visitor.dialog("palette", () -> desktop.shell().openPalette());
        visitor.dialog("new-document", () -> hands.action(PageId.STUDIO, "studio.documents.new").run().run());

        hands.go(PageId.FLEET);
        hands.go(new Destination.Member(
                Visitor.onFx(() -> Objects.requireNonNull(desktop.workbench().plan()).fleet().names().getLast())));
        visitor.dialog("add-member", () -> hands.action(PageId.FLEET, "fleet.sandbox.add").run().run());
        for (String key : List.of("fleet.unjoin", "fleet.label.add", "fleet.taint.add")) {
            hands.dialogOf(key.replace('.', '-'), key);
        }
        List<Action> deeds = Visitor.onFx(desktop::kubefed);
        for (int i = 0; i < deeds.size(); i++) {
            visitor.dialog("kubefed-" + (i + 1), deeds.get(i).run());
        }
        hands.go(PageId.HISTORY);
        hands.press("history.back");
        Visitor.await("the way back", () -> hands.find("history.back.keep") != null);
        visitor.picture("rollback");
        hands.press("history.back.keep");
        prune();
        Visitor.run(() -> desktop.workbench().open(empty, _ -> desktop.workbench().goTo(new Destination.Page(PageId.STUDIO))));
        Visitor.await("the empty workspace", () -> {
            Workspace open = desktop.workbench().workspace();
            return open != null && open.documents().isEmpty();
        });
        for (PageId page : PAGES) {
            hands.go(page);
            visitor.picture("empty-" + page.key());
        }
        mistakes();
        hands.go(PageId.WELCOME);
        visitor.picture("welcome-recent");
    }

    /// What to do about a field that somebody else changed, before it is done.
    void drift() throws Exception {
        if (hands.find("status.drift.restore") == null) return;
        visitor.dialogOrPage("adopt-template", () -> hands.button("status.drift.adopt-template").fire());
        visitor.dialogOrPage("adopt-override", () -> hands.button("status.drift.adopt-override").fire());
    }

    /// Empties the template, so that a push would prune.
    private void prune() throws Exception {
        Document template = Visitor.onFx(() -> hands.workspace().documents().stream()
                .filter(document -> document.manifest().kind().equals("Deployment")).findFirst().orElse(null));
        if (template == null) return;
        Visitor.run(() -> desktop.workbench().edit(template.file(), "\n"));
        Visitor.await("a plan without it", () -> Objects.requireNonNull(desktop.workbench().plan()).objects().stream()
                .noneMatch(object -> template.equals(object.template())));
        hands.go(new Destination.Review());
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
}
