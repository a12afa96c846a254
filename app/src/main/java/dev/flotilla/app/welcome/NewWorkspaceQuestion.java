package dev.flotilla.app.welcome;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.StringConverter;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Form;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Question;
import dev.flotilla.app.welcome.NewWorkspaceViewModel.Choice;
import dev.flotilla.engine.cluster.kubeconfig.KubeContext;
import org.jspecify.annotations.Nullable;

/// Asks which contexts become a workspace's members, and shows the `flotilla.yaml` that this leads to before it is written.
public final class NewWorkspaceQuestion {
    private final NewWorkspaceViewModel model;
    private final Appearance appearance;
    private final Consumer<Consumer<Path>> chooseFile;
    private final Messages text;
    private final VBox contexts = new VBox(6);
    private final ChoiceBox<@Nullable KubeContext> host = new ChoiceBox<>();

    /// @param chooseFile asks for one more kubeconfig and hands it over, if one was chosen
    public NewWorkspaceQuestion(NewWorkspaceViewModel model, Appearance appearance, Consumer<Consumer<Path>> chooseFile,
            Messages text) {
        this.model = model;
        this.appearance = appearance;
        this.chooseFile = chooseFile;
        this.text = text;
    }

    /// @param then   called with the folder of the new workspace
    /// @param failed called where it could not be written
    public void ask(@Nullable Window owner, Consumer<Path> then, Consumer<Exception> failed) {
        var folder = new TextField();
        folder.textProperty().bindBidirectional(model.folderProperty());
        host.setConverter(new Names());
        host.valueProperty().bindBidirectional(model.hostProperty());
        var form = new Form().row(text.get("welcome.new.folder"), folder).row(text.get("welcome.new.host"), host);
        var scroll = new ScrollPane(contexts);
        scroll.setFitToWidth(true);
        contexts.getStyleClass().add("context-rows");
        scroll.getStyleClass().add("boxed");
        scroll.setPrefHeight(132);
        scroll.setMinHeight(132);
        Button more = Controls.button(text.get("welcome.new.kubeconfig"), () -> chooseFile.accept(model::read), "small");
        HBox members = Controls.row(8, Controls.label(text.get("welcome.new.members"), "section"), Controls.grow(), more);
        var preview = new TextArea();
        preview.setEditable(false);
        preview.getStyleClass().addAll("yaml-area", "proposal");
        preview.setPrefRowCount(8);
        preview.textProperty().bind(model.previewProperty());
        preview.setAccessibleText(text.get("welcome.new.preview"));
        VBox.setVgrow(preview, Priority.ALWAYS);
        var showing = model.choicesProperty().subscribe(this::show);
        model.read(null);
        var asked = new Question.Asked(text.get("welcome.new.title"), text.get("welcome.new.more"),
                List.of(form, members, scroll, Controls.label(text.get("welcome.new.preview"), "section"), preview),
                text.get("welcome.new.do"), text.get("welcome.new.cancel"), model.possible(), false);
        boolean agreed = Question.agrees(owner, appearance, asked);
        showing.unsubscribe();
        if (agreed) model.create(then, failed);
    }

    private void show(@Nullable List<Choice> all) {
        if (all == null || all.isEmpty()) {
            contexts.getChildren()
                    .setAll(Labels.sentence(text.get(all == null ? "welcome.computer.looking" : "welcome.new.none"), "muted"));
            host.setDisable(true);
            return;
        }
        var rows = new ArrayList<Node>();
        for (Choice choice : all) {
            var box = new CheckBox(choice.context().name());
            box.selectedProperty().bindBidirectional(choice.chosen());
            rows.add(Controls.row(10, box, Labels.name(
                    text.get("welcome.new.context", choice.context().server(),
                            String.valueOf(choice.context().file().getFileName())),
                    "t12", "muted")));
        }
        contexts.getChildren().setAll(rows);
        KubeContext chosen = host.getValue();
        var hosts = new ArrayList<@Nullable KubeContext>();
        hosts.add(null);
        all.forEach(choice -> hosts.add(choice.context()));
        host.getItems().setAll(hosts);
        host.setValue(hosts.stream().filter(one -> one != null && chosen != null && one.toString().equals(chosen.toString()))
                .findFirst().orElse(null));
        host.setDisable(false);
    }

    private final class Names extends StringConverter<@Nullable KubeContext> {
        @Override
        public String toString(@Nullable KubeContext context) {
            return context == null ? text.get("welcome.new.no-host") : context.name();
        }

        @Override
        public @Nullable KubeContext fromString(String name) {
            throw new UnsupportedOperationException("chosen, not typed");
        }
    }
}
