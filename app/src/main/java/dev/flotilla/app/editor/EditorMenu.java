package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.IndexRange;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Action;

/// What can be done to a text where the mouse points, or at the caret where the keyboard asks.
final class EditorMenu {
    private final Messages text;
    private final List<Action> deeds;
    private final ContextMenu menu = new ContextMenu();

    /// @param deeds what is done at the caret, besides what every text offers
    EditorMenu(Messages text, List<Action> deeds) {
        this.text = text;
        this.deeds = List.copyOf(deeds);
    }

    void attach(YamlArea area) {
        area.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            if (event.isKeyboardTrigger()) {
                showAtCaret(area);
            } else {
                pointTo(area, area.hit(event.getX(), event.getY()).getInsertionIndex());
                show(area, event.getScreenX(), event.getScreenY());
            }
            event.consume();
        });
    }

    /// Where nobody sees the caret there is nothing to show a menu for.
    void showAtCaret(YamlArea area) {
        area.getCaretBounds().ifPresent(caret -> show(area, caret.getMaxX(), caret.getMaxY()));
    }

    private void show(YamlArea area, double x, double y) {
        menu.hide();
        menu.getItems().setAll(items(area));
        menu.show(area, x, y);
    }

    /// The deeds are about what was pointed at, unless that is selected already.
    private static void pointTo(YamlArea area, int place) {
        area.requestFocus();
        IndexRange selected = area.getSelection();
        if (selected.getLength() == 0 || place < selected.getStart() || place > selected.getEnd()) area.moveTo(place);
    }

    private List<MenuItem> items(YamlArea area) {
        boolean selected = area.getSelection().getLength() > 0;
        var items = new ArrayList<MenuItem>();
        items.add(item("shell.action.cut", selected, area::cut));
        items.add(item("shell.action.copy", selected, area::copy));
        items.add(item("shell.action.paste", Clipboard.getSystemClipboard().hasString(), area::paste));
        items.add(item("shell.action.select-all", true, area::selectAll));
        items.add(new SeparatorMenuItem());
        for (Action deed : deeds) {
            var item = new MenuItem(deed.text());
            if (deed.shortcut() != null) item.setAccelerator(deed.shortcut());
            item.setDisable(!deed.enabled().get());
            item.setOnAction(_ -> deed.run().run());
            items.add(item);
        }
        return items;
    }

    private MenuItem item(String key, boolean enabled, Runnable run) {
        var item = new MenuItem(text.get(key));
        item.setDisable(!enabled);
        item.setOnAction(_ -> run.run());
        return item;
    }
}
