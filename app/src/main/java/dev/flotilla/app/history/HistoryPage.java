package dev.flotilla.app.history;

import java.util.List;
import java.util.function.ToIntFunction;
import javafx.scene.Node;
import javafx.scene.Parent;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Page;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Workbench;

/// The history page as the shell sees it.
public final class HistoryPage implements Page {
    private final HistoryViewModel model;
    private final Messages text;
    private final HistoryView view;

    /// @param place of a member in the fleet, from 0
    public HistoryPage(HistoryViewModel model, Workbench workbench, Messages text, ToIntFunction<String> place) {
        this.model = model;
        this.text = text;
        this.view = new HistoryView(model, text, place, () -> workbench.goTo(new Destination.Review()));
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public void shown() {
        model.refresh();
    }

    @Override
    public List<Action> actions() {
        return List.of(Action.of(text.get("history.refresh"), model::refresh).with(Glyph.RETRY),
                Action.of(text.get("history.back"), model::askWayBack).with(Glyph.HISTORY));
    }

    @Override
    public List<Node> panes() {
        return view.panes();
    }
}
