package dev.flotilla.app.status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Children;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.status.Drift;
import dev.flotilla.engine.value.FieldPath;

/// What differs on one member from what was pushed, field by field, and the way back for all of them. A field keeps its line, and
/// so its buttons, for as long as it differs: figures move while somebody is about to press one.
final class DriftSection extends VBox {
    private final String cluster;
    private final ObjectRef object;
    private final StatusViewModel model;
    private final DriftDecisions decisions;
    private final AdoptQuestion question;
    private final Messages text;
    private final Map<FieldPath, DriftLine> lines = new HashMap<>();
    private final StateIcon icon;
    private final Label headline = Controls.label("", "strong");
    private final HBox head;
    private final Button restore;
    private final HBox foot;

    DriftSection(String cluster, ObjectRef object, StatusViewModel model, DriftDecisions decisions, AdoptQuestion question,
            Messages text) {
        super(8);
        this.cluster = cluster;
        this.object = object;
        this.model = model;
        this.decisions = decisions;
        this.question = question;
        this.text = text;
        getStyleClass().add("details-section");
        icon = new StateIcon(State.DRIFTED, 16, "");
        head = Controls.row(8, icon, headline);
        restore = Controls.button("", model::restore, "accent");
        restore.setId("restore");
        restore.disableProperty().bind(model.restoringProperty());
        foot = Controls.row(8, restore, Controls.label(text.get("status.drift.hint"), "t12", "muted"));
    }

    boolean isAbout(String member, ObjectRef other) {
        return cluster.equals(member) && object.equals(other);
    }

    /// @param drift at least one
    void show(List<Drift> drift) {
        headline.setText(text.get("status.drift.title", drift.size()));
        icon.setAccessibleText(headline.getText());
        restore.setText(text.get(drift.size() == 1 ? "status.drift.restore" : "status.drift.restore-all", drift.size()));
        Set<FieldPath> now = new HashSet<>();
        var nodes = new ArrayList<Node>();
        nodes.add(head);
        for (Drift field : drift) {
            now.add(field.path());
            DriftLine line = lines.computeIfAbsent(field.path(),
                    path -> new DriftLine(path, this::adopt, this::leave, decisions::open, text));
            line.show(field, decisions.writtenAt(cluster, object.key(), field.path()), model.now());
            line.refused(decisions.noteProperty().get() instanceof DriftDecisions.Note.Refused(var path, var why)
                    && field.path().equals(path) ? why : null);
            nodes.add(line);
        }
        nodes.add(foot);
        lines.keySet().retainAll(now);
        Children.show(getChildren(), nodes);
    }

    private void leave(Drift field) {
        decisions.leave(cluster, object, field);
    }

    private void adopt(DriftDecisions.Way way, Drift field) {
        decisions.propose(way, cluster, object.key(), field, edit -> {
            var window = getScene() == null ? null : getScene().getWindow();
            if (question.ask(window, way, field.path(), edit)) decisions.write(edit);
        });
    }
}
