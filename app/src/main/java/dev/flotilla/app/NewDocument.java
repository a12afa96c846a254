package dev.flotilla.app;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.control.TextField;
import javafx.stage.Window;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Form;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Question;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// Asks for the name of a new file, one that the workspace will find again, and opens it.
final class NewDocument {
    private final Workbench workbench;
    private final Appearance appearance;
    private final Messages text;

    NewDocument(Workbench workbench, Appearance appearance, Messages text) {
        this.workbench = workbench;
        this.appearance = appearance;
        this.text = text;
    }

    void ask(@Nullable Window owner) {
        Workspace workspace = workbench.workspace();
        if (workspace == null) return;
        var name = new TextField(free(workspace));
        var trouble = Labels.sentence("", "t12", "muted");
        name.textProperty().subscribe(now -> trouble.setText(trouble(workspace, now.strip())));
        var possible = Bindings.createBooleanBinding(() -> trouble(workspace, name.getText().strip()).isEmpty(),
                name.textProperty());
        var asked = new Question.Asked(text.get("studio.documents.new"), text.get("studio.documents.new.more"),
                List.of(new Form().row(text.get("studio.documents.new.prompt"), name), trouble),
                text.get("studio.documents.new.do"), text.get("studio.documents.new.cancel"), possible, false);
        if (!Question.agrees(owner, appearance, asked)) return;
        String path = name.getText().strip();
        workbench.edit(path, "");
        workbench.goTo(new Destination.Text(Location.startOf(path)));
    }

    /// A name beside the documents that are there.
    private String free(Workspace workspace) {
        String folder = workspace.documents().stream().map(document -> document.file())
                .map(file -> file.substring(0, file.lastIndexOf('/') + 1)).findFirst().orElse("manifests/");
        String name = folder + "new.yaml";
        for (int i = 2; workbench.text(name) != null; i++) {
            name = folder + "new-" + i + ".yaml";
        }
        return name;
    }

    private String trouble(Workspace workspace, String name) {
        if (name.isEmpty()) return " ";
        if (workbench.text(name) != null) return text.get("studio.documents.new.taken", name);
        boolean inside = !name.contains("..") && !name.startsWith("/") && workspace.covers(name);
        return inside
                ? ""
                : text.get("studio.documents.new.outside", String.join(", ", workspace.settings().manifests()));
    }
}
