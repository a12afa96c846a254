package dev.flotilla.app.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.shell.Header.MenuSpec;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Shortcuts;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.app.workbench.Workbench;
import org.fxmisc.richtext.GenericStyledArea;
import org.jspecify.annotations.Nullable;

/// What can be done wherever one is, as menus and for the palette.
///
/// @param workbench what is open
/// @param window    deeds that concern the window as a whole
public record ShellActions(Workbench workbench, WindowDeeds window) {
    /// What the app's start class can do for the shell.
    public interface WindowDeeds {
        void openSandbox();

        void openWorkspace();

        void useKubeconfig();

        void newWorkshop();

        void saveAll();

        void closeWorkspace();

        void about();

        void larger(int step);

        void switchTheme();

        void quit();

        /// kubefedctl's work on the open workspace.
        List<Action> kubefed();

        /// The node that has the keyboard, or `null`.
        @Nullable
        Node focusOwner();
    }

    private BooleanBinding isOpen() {
        return Bindings.createBooleanBinding(() -> workbench.locationProperty().get() != null, workbench.locationProperty());
    }

    List<Action> all(ShellViewModel model, Messages text) {
        return menus(model, text, () -> {}).stream().flatMap(menu -> menu.actions().stream()).filter(Objects::nonNull)
                .map(Objects::requireNonNull).toList();
    }

    List<Action> workspaceChoices(Messages text) {
        return List.of(openWorkspace(text), openSandbox(text),
                Action.of(text.get("shell.action.welcome"), () -> workbench.goTo(new Destination.Page(PageId.WELCOME)))
                        .with(Glyph.HOST),
                closeWorkspace(text));
    }

    private Action openWorkspace(Messages text) {
        return Action.of(text.get("shell.action.open"), Glyph.WORKSPACE, Shortcuts.OPEN_WORKSPACE, window::openWorkspace);
    }

    private Action openSandbox(Messages text) {
        return Action.of(text.get("shell.action.sandbox"), window::openSandbox).with(Glyph.WHAT_IF);
    }

    private Action closeWorkspace(Messages text) {
        return Action.of(text.get("shell.action.close"), window::closeWorkspace).with(Glyph.CLOSE).when(isOpen());
    }

    List<MenuSpec> menus(ShellViewModel model, Messages text, Runnable openPalette) {
        return List.of(
                menu(text, "file", openSandbox(text), openWorkspace(text),
                        Action.of(text.get("shell.action.kubeconfig"), Glyph.KEY, Shortcuts.USE_KUBECONFIG,
                                window::useKubeconfig),
                        Action.of(text.get("shell.action.workshop"), Glyph.TEMPLATE, Shortcuts.NEW_WORKSHOP, window::newWorkshop),
                        null,
                        Action.of(text.get("shell.action.save-all"), Glyph.SAVE, Shortcuts.SAVE_ALL, window::saveAll)
                                .when(isOpen()),
                        null, closeWorkspace(text),
                        Action.of(text.get("shell.action.quit"), Glyph.POWER, Shortcuts.QUIT, window::quit)),
                menu(text, "edit", editing(text)),
                menu(text, "view", views(model, text, openPalette)),
                menu(text, "fleet", page(model, text, PageId.FLEET, 0), page(model, text, PageId.STATUS, 3)),
                menu(text, "sync",
                        Action.of(text.get("shell.action.review"), Glyph.SYNC, Shortcuts.REVIEW_AND_SYNC,
                                () -> workbench.goTo(new Destination.Review())).when(isOpen()),
                        page(model, text, PageId.HISTORY, 4)),
                menu(text, "kubefed", window.kubefed().toArray(Action[]::new)),
                menu(text, "help", Action.of(text.get("shell.action.about"), window::about).with(Glyph.INFO)));
    }

    private @Nullable Action[] views(ShellViewModel model, Messages text, Runnable openPalette) {
        var actions = new ArrayList<@Nullable Action>();
        for (int i = 0; i < 6; i++) {
            actions.add(page(model, text, PageId.values()[i], i));
        }
        actions.add(null);
        actions.add(Action.of(text.get("shell.action.palette"), Glyph.SEARCH, Shortcuts.PALETTE, openPalette));
        actions.add(Action.of(text.get("shell.action.theme"), window::switchTheme).with(Glyph.MOON));
        actions.add(Action.of(text.get("shell.action.larger"), () -> window.larger(1)).with(Shortcuts.LARGER).with(Glyph.PLUS));
        actions.add(
                Action.of(text.get("shell.action.smaller"), () -> window.larger(-1)).with(Shortcuts.SMALLER).with(Glyph.MINUS));
        return actions.toArray(new Action[0]);
    }

    private Action page(ShellViewModel model, Messages text, PageId id, int index) {
        Action action = Action.of(text.get("shell.action.page", text.get("shell.page." + id.key())), Rail.glyph(id),
                Shortcuts.page(index),
                () -> model.goTo(id));
        return id == PageId.FLEET || id == PageId.SETTINGS ? action : action.when(isOpen());
    }

    /// Cut, copy and the like go to whatever text has the keyboard. Text controls handle the keys themselves, so that these entries
    /// carry no accelerators.
    private Action[] editing(Messages text) {
        return new Action[]{edit(text, "undo", TextInputControl::undo, GenericStyledArea::undo),
                edit(text, "redo", TextInputControl::redo, GenericStyledArea::redo),
                edit(text, "cut", TextInputControl::cut, GenericStyledArea::cut),
                edit(text, "copy", TextInputControl::copy, GenericStyledArea::copy),
                edit(text, "paste", TextInputControl::paste, GenericStyledArea::paste),
                edit(text, "select-all", TextInputControl::selectAll, GenericStyledArea::selectAll)};
    }

    private Action edit(Messages text, String name, java.util.function.Consumer<TextInputControl> inField,
            java.util.function.Consumer<GenericStyledArea<?, ?, ?>> inArea) {
        return Action.of(text.get("shell.action." + name), () -> {
            switch (window.focusOwner()) {
                case TextInputControl field -> inField.accept(field);
                case GenericStyledArea<?, ?, ?> area -> inArea.accept(area);
                case null, default -> {
                }
            }
        });
    }

    private static MenuSpec menu(Messages text, String name, @Nullable Action... actions) {
        var entries = new ArrayList<@Nullable Action>();
        Collections.addAll(entries, actions);
        return new MenuSpec(text.get("shell.menu." + name), entries);
    }
}
