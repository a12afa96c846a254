package dev.flotilla.app.status;

import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.LineDiff;
import dev.flotilla.engine.adopt.Adoption;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// Shows what adopting a field would write, before it is written.
final class AdoptQuestion {
    private final Appearance appearance;
    private final Messages text;

    AdoptQuestion(Appearance appearance, Messages text) {
        this.appearance = appearance;
        this.text = text;
    }

    /// @param owner the window that waits meanwhile
    /// @return whether it is to be written
    boolean ask(@Nullable Window owner, DriftDecisions.Way way, FieldPath field, Adoption.Edit edit) {
        String head = way == DriftDecisions.Way.TEMPLATE ? "status.adopt.template" : "status.adopt.override";
        var dialog = new Dialog<ButtonType>();
        if (owner != null) dialog.initOwner(owner);
        dialog.setTitle(text.get(head + ".title"));
        dialog.setHeaderText(null);
        String members = text.get("status.adopt.members", edit.members().size(), String.join(", ", edit.members()));
        var lines = new LineDiff(edit.before(), edit.after(), text.get("status.adopt.preview", edit.file()));
        lines.getStyleClass().add("boxed");
        VBox.setVgrow(lines, Priority.ALWAYS);
        var content = new VBox(12, Labels.sentence(text.get(head + ".title"), "subject"),
                Labels.name("." + field, "mono", "muted"),
                Labels.sentence(members, "muted"),
                Labels.name(text.get(edit.before().isEmpty() ? "status.adopt.new-file" : "status.adopt.file", edit.file()),
                        "section"),
                lines, Labels.sentence(text.get("status.adopt.unsaved"), "t12", "muted"));
        content.getStyleClass().add("question");
        content.setPrefSize(640, 480);
        dialog.getDialogPane().setContent(content);
        dialog.setResizable(true);
        var go = new ButtonType(text.get(head + ".do"), ButtonData.OK_DONE);
        var stay = new ButtonType(text.get("status.adopt.cancel"), ButtonData.CANCEL_CLOSE);
        dialog.getDialogPane().getButtonTypes().setAll(stay, go);
        if (dialog.getDialogPane().lookupButton(go) instanceof Button button) button.getStyleClass().add("accent");
        appearance.dress(dialog);
        dialog.setOnShown(_ -> lines.showFirst());
        return dialog.showAndWait().filter(answer -> answer == go).isPresent();
    }
}
