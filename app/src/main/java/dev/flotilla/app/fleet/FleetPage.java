package dev.flotilla.app.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.Parent;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Page;
import dev.flotilla.app.ui.Shortcuts;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StatusPart;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Workbench;

/// The fleet page as the shell sees it.
public final class FleetPage implements Page {
    private final FleetViewModel model;
    private final Messages text;
    private final FleetView view;
    private final FleetDialogs dialogs;
    private final Runnable addKubeconfig;
    private final ObservableList<StatusPart> status = FXCollections.observableArrayList();

    /// @param movesWithout what moves in the plan when a member is gone
    /// @param chooseFile   asks for a kubeconfig and hands it over, if one was chosen
    /// @param newWorkspace makes a workspace, where none is open
    public FleetPage(FleetViewModel model, Workbench workbench, Messages text, Appearance appearance,
            Function<String, Map<String, String>> movesWithout, Consumer<Consumer<Path>> chooseFile, Runnable newWorkspace) {
        this.model = model;
        this.text = text;
        this.dialogs = new FleetDialogs(model, text, appearance, this::window, movesWithout);
        this.addKubeconfig = () -> chooseFile.accept(model.contexts()::read);
        this.view = new FleetView(model, text, dialogs, addKubeconfig, newWorkspace);
        workbench.destinationProperty().subscribe(to -> {
            if (to instanceof Destination.Member(var cluster)) model.pick(cluster);
        });
        model.members().addListener((ListChangeListener<MemberRow>) _ -> showStatus());
        showStatus();
    }

    private javafx.stage.@org.jspecify.annotations.Nullable Window window() {
        return view.getScene() == null ? null : view.getScene().getWindow();
    }

    private void showStatus() {
        status.clear();
        if (model.troubled() > 0) status.add(StatusPart.of(State.WARNING, text.get("fleet.status.troubled", model.troubled())));
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public void shown() {
        model.contexts().read(null);
    }

    @Override
    public List<Action> actions() {
        return List.of(
                Action.of(text.get("fleet.sandbox.add"), dialogs::addSandbox).with(Glyph.WHAT_IF).when(model.openProperty()),
                Action.of(text.get("fleet.kubeconfig.add"), addKubeconfig).with(Glyph.KEY),
                Action.of(text.get("fleet.test.all"), () -> model.members().forEach(row -> model.reconnect(row.name())))
                        .with(Glyph.RETRY).with(Shortcuts.REFRESH));
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
