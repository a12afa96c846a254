package dev.flotilla.app.sync;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import javafx.beans.binding.Bindings;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.Parent;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.sync.SyncViewModel.Stage;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Page;
import dev.flotilla.app.ui.Shortcuts;
import dev.flotilla.app.ui.Shortfalls;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StatusPart;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.sync.Undone;

/// The sync page as the shell sees it.
public final class SyncPage implements Page {
    private final SyncViewModel model;
    private final Messages text;
    private final SyncView view;
    private final ObservableList<StatusPart> status = FXCollections.observableArrayList();

    /// @param place             of a member in the fleet, from 0
    /// @param asksBeforePruning whether a push that deletes something waits for a yes
    public SyncPage(SyncViewModel model, Workbench workbench, Messages text, ToIntFunction<String> place, Appearance appearance,
            BooleanSupplier asksBeforePruning) {
        this.model = model;
        this.text = text;
        this.view = new SyncView(model, text, place, new PruneQuestion(appearance, text, place, asksBeforePruning));
        workbench.destinationProperty().subscribe(to -> {
            if (to instanceof Destination.Review) model.reviewWanted();
        });
        model.stageProperty().subscribe(_ -> showStatus());
        model.lanes().addListener((ListChangeListener<Lane>) _ -> showStatus());
    }

    private void showStatus() {
        int done = model.lanes().stream().mapToInt(Lane::done).sum();
        int steps = model.lanes().stream().mapToInt(Lane::steps).sum();
        status.clear();
        if (model.isBusy()) status.add(StatusPart.of(State.RUNNING, text.get("sync.status.pushing", done, steps)));
        for (Undone why : Undone.values()) {
            int members = (int) model.lanes().stream().filter(lane -> lane.undone() == why).count();
            if (members > 0) status.add(StatusPart.of(Shortfalls.state(why), Shortfalls.members(why, members, text)));
        }
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public void shown() {
        if (model.stage() == Stage.IDLE || model.stage() == Stage.REVIEW && model.outdatedProperty().get()) model.compare();
    }

    @Override
    public List<Action> actions() {
        var busy = Bindings.createBooleanBinding(() -> model.stage() == Stage.PUSHING, model.stageProperty());
        var paused = Bindings.createBooleanBinding(() -> model.stage() == Stage.PAUSED, model.stageProperty());
        var review = Bindings.createBooleanBinding(() -> model.stage() == Stage.REVIEW, model.stageProperty());
        return List.of(
                Action.of(text.get("sync.do.review-again"), model::compare).with(Glyph.SYNC)
                        .with(Shortcuts.REFRESH).when(busy.not().and(paused.not())),
                Action.of(text.get("sync.action.approve"), view::push).with(Glyph.UPLOAD).when(review),
                Action.of(text.get("sync.do.pause"), model::pause).with(Glyph.PAUSE).when(busy),
                Action.of(text.get("sync.do.resume"), model::resume).with(Glyph.PLAY).when(paused),
                Action.of(text.get("sync.do.cancel"), model::cancel).with(Glyph.STOP).when(busy.or(paused)));
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
