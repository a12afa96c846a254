package dev.flotilla.app.tour;

import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;

import dev.flotilla.app.Desktop;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// Goes to pages and presses buttons, found by the words on them.
record Hands(Desktop desktop, Visitor visitor, Messages text) {
    void go(PageId page) throws Exception {
        go(new Destination.Page(page));
    }

    void go(Destination to) throws Exception {
        Visitor.run(() -> desktop.workbench().goTo(to));
    }

    /// Does what a page offers under this key.
    void act(PageId page, String key) throws Exception {
        Visitor.run(() -> action(page, key).run().run());
    }

    Action action(PageId page, String key) {
        List<Action> offered = desktop.shell().page(page).actions();
        return offered.stream().filter(one -> one.text().equals(text.get(key))).findFirst().orElseThrow();
    }

    void press(String key) throws Exception {
        Visitor.run(() -> button(key).fire());
    }

    /// Draws the dialog that a button opens.
    void dialogOf(String name, String key) throws Exception {
        Visitor.await("a button that says " + text.get(key), () -> find(key) != null);
        visitor.dialog(name, () -> button(key).fire());
    }

    ButtonBase button(String key) {
        return Objects.requireNonNull(find(key), () -> "no button says " + text.get(key));
    }

    @Nullable
    ButtonBase find(String key) {
        String words = text.get(key);
        Node found = Visitor.find(desktop.scene().getRoot(), node -> node instanceof ButtonBase button
                && (words.equals(button.getText()) || words.equals(button.getAccessibleText())));
        return found instanceof ButtonBase button ? button : null;
    }

    Workspace workspace() {
        return Objects.requireNonNull(desktop.workbench().workspace(), "opened before");
    }
}
