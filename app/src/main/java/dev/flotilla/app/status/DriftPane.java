package dev.flotilla.app.status;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.SplitBar;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.status.Drift;
import dev.flotilla.engine.status.MemberStatus;
import dev.flotilla.engine.status.ObjectStatus;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The left of the details: what differs from what was pushed, and how the replicas lie over the members.
final class DriftPane extends VBox {
    private static final int LONGEST_VALUE = 90;

    private final StatusViewModel model;
    private final Messages text;
    private final ToIntFunction<String> place;
    private final Clock clock;
    private final Consumer<ObjectRef> explain;
    private final VBox content = new VBox();
    private final SplitBar split = new SplitBar();

    /// @param explain shows why each member was or was not chosen for an object
    DriftPane(StatusViewModel model, Messages text, ToIntFunction<String> place, Clock clock, Consumer<ObjectRef> explain) {
        this.explain = explain;
        this.model = model;
        this.text = text;
        this.place = place;
        this.clock = clock;
        getStyleClass().add("drift-pane");
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        getChildren().add(scroll);
        model.pickedProperty().subscribe(_ -> show());
        model.matrixProperty().subscribe(_ -> show());
        model.restoringProperty().subscribe(_ -> show());
        model.failureProperty().subscribe(_ -> show());
    }

    private void show() {
        content.getChildren().clear();
        ObjectStatus object = model.pickedObject();
        if (object == null) return;
        MemberStatus member = model.pickedMember();
        List<Drift> drift = model.drift();
        var picked = model.pickedProperty().get();
        if (member != null) {
            content.getChildren().add(drift.isEmpty() ? calm(member) : differs(drift));
        } else if (picked != null && picked.cluster() != null) {
            content.getChildren().add(notPlaced(picked.object(), picked.cluster()));
        }
        Exception failure = model.failureProperty().get();
        if (failure != null) content.getChildren().add(section(Labels.sentence(String.valueOf(failure.getMessage()), "bad")));
        Integer planned = object.planned();
        if (planned != null) content.getChildren().add(replicas(object, planned));
    }

    private static VBox section(Node... nodes) {
        var section = new VBox(8, nodes);
        section.getStyleClass().add("details-section");
        return section;
    }

    private Node notPlaced(ObjectRef object, String cluster) {
        String headline = text.get("status.not-placed.title", cluster);
        return section(Controls.row(8, new StateIcon(State.NOT_PLACED, 16, headline), Controls.label(headline, "strong")),
                Labels.sentence(text.get("status.not-placed.more"), "muted"),
                Controls.row(8, Controls.button(text.get("status.not-placed.explain"), () -> explain.accept(object))));
    }

    private Node calm(MemberStatus member) {
        State state = member.stale() ? State.NO_ANSWER : Cell.stateOf(member.phase());
        String word = text.get("status.word." + Cell.word(member.phase()));
        String headline = member.stale()
                ? text.get("status.stale.headline", Ages.since(member.seen(), clock.instant(), text))
                : word;
        var section = section(Controls.row(8, new StateIcon(state, 16, headline), Controls.label(headline, "strong")));
        if (!member.message().isEmpty()) section.getChildren().add(Labels.sentence(member.message(), "muted"));
        if (!member.stale())
            section.getChildren()
                    .add(Labels.sentence(text.get(model.pickedWaits() ? "status.waits.more" : "status.drift.none"), "muted"));
        return section;
    }

    private Node differs(List<Drift> drift) {
        String headline = text.get("status.drift.title", drift.size());
        var section = section(Controls.row(8, new StateIcon(State.DRIFTED, 16, headline), Controls.label(headline, "strong")));
        for (Drift field : drift) {
            var lines = new VBox(line("-", field.live(), text.get("status.drift.live"), "removed"),
                    line("+", field.planned(), text.get("status.drift.planned"), "added"));
            lines.getStyleClass().add("value-diff");
            String who = field.manager().isEmpty()
                    ? text.get("status.drift.by-nobody")
                    : field.at() == null
                            ? text.get("status.drift.by", field.manager())
                            : text.get("status.drift.by-at", field.manager(), Ages.since(field.at(), clock.instant(), text));
            var leave = Controls.link(text.get("status.drift.leave"), () -> model.leave(field));
            leave.setAccessibleText(text.get("status.drift.leave") + " " + field.path());
            section.getChildren().addAll(Labels.name("." + field.path(), "mono", "muted"), lines,
                    Controls.row(12, Labels.sentence(who, "t12", "muted"), Controls.grow(), leave));
        }
        var restore = Controls.button(
                text.get(drift.size() == 1 ? "status.drift.restore" : "status.drift.restore-all", drift.size()),
                model::restore, "accent");
        restore.setId("restore");
        restore.setDisable(model.restoringProperty().get());
        section.getChildren().add(Controls.row(8, restore, Controls.label(text.get("status.drift.hint"), "t12", "muted")));
        return section;
    }

    private static HBox line(String sign, @Nullable Value value, String whose, String tone) {
        String words = value == null ? "–" : value instanceof Value.Text(String plain) ? plain : value.toString();
        String clean = words.replaceAll("[\\p{Cntrl}\\p{Cf}]+", "␣");
        Label shown = Labels.name(clean.length() > LONGEST_VALUE ? clean.substring(0, LONGEST_VALUE) + "…" : clean, "mono");
        HBox line = Controls.row(10, Labels.whole(sign, "mono", "muted"), shown, Controls.grow(),
                Labels.whole(whose, "mono", "muted"));
        line.getStyleClass().addAll("value-line", tone);
        return line;
    }

    private Node replicas(ObjectStatus object, int planned) {
        var sum = object.replicas();
        String figures = sum == null ? "" : text.get("status.replicas.sum", sum.ready(), planned, sum.updated(), sum.available());
        split.show(object.members().stream().filter(member -> member.planned() != null && member.planned() > 0)
                .map(member -> new SplitBar.Part(member.cluster(), place.applyAsInt(member.cluster()), member.planned(),
                        (member.replicas() == null ? 0 : member.replicas().ready()) + "/" + member.planned()))
                .toList());
        return section(Controls.row(8, Controls.label(text.get("status.replicas.title"), "strong"), Controls.grow(),
                Labels.name(figures, "t12", "muted")), split);
    }
}
