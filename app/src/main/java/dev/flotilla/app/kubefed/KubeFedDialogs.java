package dev.flotilla.app.kubefed;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Control;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Window;
import javafx.util.StringConverter;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.kubefed.Proposal.Note;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Form;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.convert.Converter.Target;
import dev.flotilla.engine.documents.Document;
import org.jspecify.annotations.Nullable;

/// A dialog for each deed: what is chosen above, what would be written below, and nothing written before the button is pressed.
public final class KubeFedDialogs {
    /// What some notes need, each of more than a line.
    private static final double SEVERAL_NOTES = 80;

    private final KubeFedViewModel model;
    private final Messages text;
    private final Appearance appearance;
    private final Supplier<@Nullable Window> owner;

    public KubeFedDialogs(KubeFedViewModel model, Messages text, Appearance appearance, Supplier<@Nullable Window> owner) {
        this.model = model;
        this.text = text;
        this.appearance = appearance;
        this.owner = owner;
    }

    /// For menus and palette.
    public List<Action> actions(ObservableBooleanValue isOpen) {
        return List.of(action("federate", Glyph.TEMPLATE, this::federate, isOpen),
                action("enable", Glyph.PLUS, this::enable, isOpen),
                action("disable", Glyph.MINUS, this::disable, isOpen), action("orphan", Glyph.KEY, this::orphan, isOpen),
                action("convert", Glyph.SYNC, this::convert, isOpen));
    }

    private Action action(String name, Glyph glyph, Runnable run, ObservableBooleanValue isOpen) {
        return Action.of(text.get("kubefed.app." + name + ".action"), run).with(glyph).when(isOpen);
    }

    private void federate() {
        List<Document> plain = model.plain();
        var source = choice(plain, document -> document.ref().toString());
        model.atCaret(plain).ifPresent(source::setValue);
        var all = new CheckBox(text.get("kubefed.app.federate.all", plain.size()));
        var live = new CheckBox(text.get("kubefed.app.federate.live"));
        var type = new TextField("deployment");
        var namespace = new TextField("default");
        var name = new TextField();
        var contents = new CheckBox(text.get("kubefed.app.federate.contents"));
        var skip = new TextField();
        live.setDisable(!model.hasHost());
        source.disableProperty().bind(live.selectedProperty().or(all.selectedProperty()));
        all.disableProperty().bind(live.selectedProperty());
        for (Control field : List.of(name, contents)) {
            field.disableProperty().bind(live.selectedProperty().not());
        }
        for (Control field : List.of(type, namespace)) {
            field.disableProperty().bind(live.selectedProperty().not().or(contents.selectedProperty()));
        }
        skip.disableProperty().bind(live.selectedProperty().and(contents.selectedProperty()).not());
        Runnable propose = () -> model.propose(live.isSelected()
                ? new Deed.FederateLive(type.getText(), namespace.getText(), name.getText(), contents.isSelected(),
                        KubeFedViewModel.listed(skip.getText()))
                : new Deed.Federate(
                        all.isSelected() ? plain : source.getValue() == null ? List.of() : List.of(source.getValue())));
        List.of(source.valueProperty(), all.selectedProperty(), live.selectedProperty(), contents.selectedProperty())
                .forEach(one -> one.subscribe(propose));
        for (TextField field : List.of(type, namespace, name, skip)) {
            field.textProperty().subscribe(propose);
        }
        Form form = new Form().row(text.get("kubefed.app.federate.document"), source).row(all).row(live)
                .row(text.get("kubefed.app.federate.type"), type).row(text.get("kubefed.app.federate.namespace"), namespace)
                .row(text.get("kubefed.app.federate.name"), name).row(contents)
                .row(text.get("kubefed.app.federate.skip"), skip);
        ask("federate", form, propose, plain.isEmpty() && !model.hasHost());
    }

    private void enable() {
        var type = new TextField();
        type.setPromptText("deployments.apps");
        var live = new CheckBox(text.get("kubefed.app.enable.live"));
        live.setDisable(!model.hasHost());
        Runnable propose = () -> model.propose(new Deed.Enable(type.getText(), live.isSelected()));
        type.textProperty().subscribe(propose);
        live.selectedProperty().subscribe(propose);
        ask("enable", new Form().row(text.get("kubefed.app.enable.type"), type).row(live), propose, false);
    }

    private void disable() {
        var type = choice(model.types(), name -> name);
        if (!type.getItems().isEmpty()) type.setValue(type.getItems().getFirst());
        Runnable propose = () -> {
            if (type.getValue() != null) model.propose(new Deed.Disable(type.getValue()));
        };
        type.valueProperty().subscribe(propose);
        ask("disable", new Form().row(text.get("kubefed.app.enable.type"), type), propose, type.getItems().isEmpty());
    }

    private void orphan() {
        List<Document> federated = model.federated();
        var object = choice(federated, document -> document.ref().toString());
        model.atCaret(federated).ifPresent(object::setValue);
        var keep = new CheckBox(text.get("kubefed.app.orphan.keep"));
        keep.setSelected(true);
        Runnable propose = () -> {
            if (object.getValue() != null) model.propose(new Deed.Orphan(object.getValue(), keep.isSelected()));
        };
        object.valueProperty().subscribe(propose);
        keep.selectedProperty().subscribe(propose);
        ask("orphan", new Form().row(text.get("kubefed.app.orphan.object"), object).row(keep), propose, federated.isEmpty());
    }

    private void convert() {
        var target = choice(List.of(Target.values()), one -> text.get("kubefed.app.convert." + one.name().toLowerCase(
                java.util.Locale.ROOT)));
        target.setValue(model.federated().isEmpty() ? Target.KUBEFED : Target.KARMADA);
        var folder = new TextField();
        target.valueProperty()
                .subscribe(to -> folder.setText(model.folderFor(to.name().toLowerCase(java.util.Locale.ROOT)).toString()));
        Runnable propose = () -> {
            if (!folder.getText().isBlank()) {
                model.propose(new Deed.Convert(target.getValue(), Path.of(folder.getText().strip())));
            }
        };
        folder.textProperty().subscribe(propose);
        ask("convert",
                new Form().row(text.get("kubefed.app.convert.to"), target).row(text.get("kubefed.app.convert.folder"), folder),
                propose, false);
    }

    private static <T> ChoiceBox<T> choice(List<T> items, java.util.function.Function<T, String> words) {
        var box = new ChoiceBox<T>();
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable T item) {
                return item == null ? "" : words.apply(item);
            }

            @Override
            public T fromString(String name) {
                throw new UnsupportedOperationException("chosen, not typed");
            }
        });
        box.getItems().setAll(items);
        return box;
    }

    /// @param lacking whether there is nothing to choose from
    private void ask(String name, Form form, Runnable propose, boolean lacking) {
        String head = "kubefed.app." + name;
        var dialog = new Dialog<ButtonType>();
        dialog.initModality(Modality.WINDOW_MODAL);
        Window window = owner.get();
        if (window != null) dialog.initOwner(window);
        dialog.setTitle(text.get(head + ".title"));
        var preview = new TextArea();
        preview.setEditable(false);
        preview.getStyleClass().addAll("yaml-area", "proposal");
        preview.setPrefRowCount(14);
        preview.setPromptText(text.get(lacking ? head + ".none" : "kubefed.app.preview.nothing"));
        preview.setAccessibleText(text.get("kubefed.app.preview"));
        var notes = new VBox(4);
        var noteBox = new ScrollPane(notes);
        noteBox.setFitToWidth(true);
        noteBox.setMaxHeight(110);
        VBox.setVgrow(preview, Priority.ALWAYS);
        var content = new VBox(12, Labels.sentence(text.get(head + ".title"), "subject"),
                Labels.sentence(text.get(head + ".more"), "muted"), form,
                Controls.label(text.get("kubefed.app.preview"), "section"),
                preview, noteBox);
        content.getStyleClass().add("question");
        content.setPrefSize(640, 560);
        dialog.getDialogPane().setContent(content);
        dialog.setResizable(true);
        var go = new ButtonType(text.get(head + ".do"), ButtonBar.ButtonData.OK_DONE);
        var stay = new ButtonType(text.get("kubefed.app.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
        dialog.getDialogPane().getButtonTypes().addAll(stay, go);
        var button = (Button) dialog.getDialogPane().lookupButton(go);
        button.getStyleClass().add("accent");
        button.disableProperty().bind(Bindings.createBooleanBinding(
                () -> model.workingProperty().get() || !model.proposalProperty().get().isPossible(), model.workingProperty(),
                model.proposalProperty()));
        var showing = model.proposalProperty().subscribe(now -> {
            preview.setText(now.preview());
            notes.getChildren().setAll(notes(now));
            noteBox.setMinHeight(notes.getChildren().size() > 1 ? SEVERAL_NOTES : Region.USE_PREF_SIZE);
            noteBox.setVisible(!notes.getChildren().isEmpty());
            noteBox.setManaged(!notes.getChildren().isEmpty());
        });
        appearance.dress(dialog);
        form.getChildren().stream().filter(node -> node instanceof Control && !(node instanceof Label)).findFirst()
                .ifPresent(first -> dialog.setOnShown(_ -> first.requestFocus()));
        propose.run();
        boolean agreed = dialog.showAndWait().filter(answer -> answer == go).isPresent();
        showing.unsubscribe();
        if (agreed) model.accept();
        else
            model.forget();
    }

    private List<Node> notes(Proposal now) {
        Note trouble = now.trouble();
        List<Node> lines = now.notes().stream().map(note -> line(State.HINT, note)).collect(Collectors.toList());
        if (trouble != null) lines.addFirst(line(State.WARNING, trouble));
        return lines;
    }

    private Node line(State state, Note note) {
        Label words = Labels.sentence(words(note));
        return Controls.row(8, new StateIcon(state, 14, text.get("ui.state." + state.key())), words);
    }

    private String words(Note note) {
        return text.get(note.key(),
                note.arguments().stream().map(one -> one instanceof Note inner ? words(inner) : one).toList());
    }
}
