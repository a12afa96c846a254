package dev.flotilla.app.status;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.Parent;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Page;
import dev.flotilla.app.ui.Shortcuts;
import dev.flotilla.app.ui.StatusPart;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Workbench;

/// The status page as the shell sees it.
public final class StatusPage implements Page {
    private final StatusViewModel model;
    private final DriftDecisions decisions;
    private final Messages text;
    private final StatusView view;
    private final ObservableList<StatusPart> status = FXCollections.observableArrayList();
    /// The same for as long as the page is there: a part that does the same stays the same button.
    private final Map<Sought, Runnable> toNext = new EnumMap<>(Sought.class);

    /// @param place of a member in the fleet, from 0
    public StatusPage(StatusViewModel model, DriftDecisions decisions, Workbench workbench, Messages text,
            ToIntFunction<String> place, Clock clock, Appearance appearance) {
        this.model = model;
        this.decisions = decisions;
        this.text = text;
        this.view = new StatusView(model, decisions, new AdoptQuestion(appearance, text), text, place, clock,
                () -> workbench.goTo(new Destination.Review()),
                object -> workbench.goTo(new Destination.Explain(object.key())));
        workbench.destinationProperty().subscribe(to -> {
            if (to instanceof Destination.Health(var key, var cluster)) model.pickKey(key, cluster);
        });
        model.matrixProperty().subscribe(_ -> showStatus());
    }

    private void showStatus() {
        Matrix matrix = model.matrixProperty().get();
        var parts = new ArrayList<StatusPart>();
        for (Sought what : Sought.values()) {
            int number = matrix.spots(List.of(what)).size();
            if (number == 0) continue;
            parts.add(StatusPart.of(what.state(), text.get("status.part." + what.key(), number))
                    .opening(toNext.computeIfAbsent(what, _ -> () -> model.goToNext(List.of(what), 1))));
        }
        if (!parts.equals(status)) status.setAll(parts);
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public void hidden() {
        model.stopLog();
    }

    @Override
    public List<Action> actions() {
        return List.of(
                Action.of(text.get("status.next"), Glyph.DOWN, Shortcuts.NEXT_PROBLEM,
                        () -> model.goToNext(Beyond.WORRYING, 1)),
                Action.of(text.get("status.previous"), Glyph.UP, Shortcuts.PREVIOUS_PROBLEM,
                        () -> model.goToNext(Beyond.WORRYING, -1)),
                Action.of(text.get("status.filter"), () -> view.filter().requestFocus()).with(Glyph.FILTER),
                Action.of(text.get("status.heal.toggle"), () -> decisions.heal(!decisions.healingProperty().get()))
                        .with(Glyph.SYNC));
    }

    @Override
    public ObservableList<StatusPart> status() {
        return status;
    }

    @Override
    public List<Node> panes() {
        return view.panes();
    }
}
