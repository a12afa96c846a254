package dev.flotilla.app.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Failures;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.SplitBar;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.status.Deletion;
import dev.flotilla.engine.status.Drift;
import dev.flotilla.engine.status.MemberStatus;
import dev.flotilla.engine.status.ObjectStatus;
import dev.flotilla.engine.status.Phase;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.WorkspaceSettings.LeftAlone;
import org.jspecify.annotations.Nullable;

/// The left of the details: what differs from what was pushed, and how the replicas lie over the members.
final class DriftPane extends VBox {
    private static final int LONGEST_VALUE = 90;

    private final StatusViewModel model;
    private final Messages text;
    private final DriftDecisions decisions;
    private final AdoptQuestion question;
    private final ToIntFunction<String> place;
    private final Consumer<ObjectRef> explain;
    private final VBox content = new VBox();
    private final SplitBar split = new SplitBar();
    private final List<Runnable> ages = new ArrayList<>();
    private List<@Nullable Object> shown = List.of();

    /// @param explain shows why each member was or was not chosen for an object
    DriftPane(StatusViewModel model, DriftDecisions decisions, AdoptQuestion question, Messages text,
            ToIntFunction<String> place, Consumer<ObjectRef> explain) {
        this.explain = explain;
        this.model = model;
        this.decisions = decisions;
        this.question = question;
        this.text = text;
        this.place = place;
        getStyleClass().add("drift-pane");
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        model.pickedProperty().subscribe(_ -> decisions.forget());
        model.pickedProperty().subscribe(_ -> show());
        decisions.noteProperty().subscribe(_ -> show());
        model.matrixProperty().subscribe(_ -> show());
        model.lifeProperty().subscribe(_ -> show());
        model.restoringProperty().subscribe(_ -> show());
        model.failureProperty().subscribe(_ -> show());
    }

    private void show() {
        ObjectStatus object = model.pickedObject();
        MemberStatus member = model.pickedMember();
        List<Drift> drift = model.drift();
        List<@Nullable Object> now = facts(object, member, drift);
        if (now.equals(shown)) {
            // A button that is replaced under the mouse would not hear that it was let go.
            ages.forEach(Runnable::run);
            return;
        }
        shown = now;
        ages.clear();
        content.getChildren().clear();
        if (object == null) return;
        var picked = model.pickedProperty().get();
        if (member != null) {
            content.getChildren().add(drift.isEmpty() ? calm(member) : differs(member.cluster(), object.object(), drift));
            leftAlone(member.cluster(), object.object());
        } else if (picked != null && picked.cluster() != null) {
            content.getChildren().add(notPlaced(picked.object(), picked.cluster()));
        }
        Exception failure = model.failureProperty().get();
        if (failure != null) content.getChildren().add(section(Labels.sentence(String.valueOf(failure.getMessage()), "bad")));
        Node decided = decided();
        if (decided != null) content.getChildren().add(decided);
        Integer planned = object.planned();
        if (planned != null) content.getChildren().add(replicas(object, planned));
    }

    /// All that is shown but the ages of changes.
    private List<@Nullable Object> facts(@Nullable ObjectStatus object, @Nullable MemberStatus member, List<Drift> drift) {
        var facts = new ArrayList<@Nullable Object>();
        facts.add(model.pickedProperty().get());
        facts.add(drift);
        facts.add(decisions.noteProperty().get());
        facts.add(model.restoringProperty().get());
        facts.add(model.failureProperty().get());
        facts.add(model.pickedWaits());
        if (object != null) {
            facts.add(object.planned());
            facts.add(object.replicas());
            object.members().forEach(one -> facts.addAll(Arrays.asList(one.cluster(), one.planned(), one.replicas())));
        }
        if (object != null && member != null) {
            facts.add(decisions.left(member.cluster(), object.object().key()));
            facts.addAll(Arrays.asList(member.phase(), member.message(), member.stale(), deletion(member)));
            if (member.stale()) facts.add(Ages.since(member.seen(), model.now(), text));
        }
        return facts;
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
                ? text.get("status.stale.headline", Ages.since(member.seen(), model.now(), text))
                : word;
        var section = section(Controls.row(8, new StateIcon(state, 16, headline), Controls.label(headline, "strong")));
        Deletion deletion = deletion(member);
        if (deletion != null) {
            section.getChildren().add(new DeletionChain(deletion, text));
            return section;
        }
        if (!member.message().isEmpty()) section.getChildren().add(Labels.sentence(member.message(), "muted"));
        if (member.isKnown() && !member.stale() && member.phase() != Phase.TERMINATING)
            section.getChildren()
                    .add(Labels.sentence(text.get(model.pickedWaits() ? "status.waits.more" : "status.drift.none"), "muted"));
        return section;
    }

    private @Nullable Deletion deletion(MemberStatus member) {
        var life = model.lifeProperty().get();
        return life == null || member.stale() || member.phase() != Phase.TERMINATING ? null : life.deletion();
    }

    private Node differs(String cluster, ObjectRef object, List<Drift> drift) {
        String headline = text.get("status.drift.title", drift.size());
        var section = section(Controls.row(8, new StateIcon(State.DRIFTED, 16, headline), Controls.label(headline, "strong")));
        for (Drift field : drift) {
            var lines = new VBox(line("-", field.live(), text.get("status.drift.live"), "removed"),
                    line("+", field.planned(), text.get("status.drift.planned"), "added"));
            lines.getStyleClass().add("value-diff");
            Label who = Labels.sentence(by(field), "t12", "muted");
            ages.add(() -> who.setText(by(field)));
            section.getChildren().addAll(Labels.name("." + field.path(), "mono", "muted"), lines,
                    who, ways(cluster, object, field));
            if (decisions.noteProperty().get() instanceof DriftDecisions.Note.Refused(var path, var why)
                    && field.path().equals(path)) {
                section.getChildren().add(noted(State.WARNING, Failures.capital(text.reason(why))));
            }
        }
        var restore = Controls.button(
                text.get(drift.size() == 1 ? "status.drift.restore" : "status.drift.restore-all", drift.size()),
                model::restore, "accent");
        restore.setId("restore");
        restore.setDisable(model.restoringProperty().get());
        section.getChildren().add(Controls.row(8, restore, Controls.label(text.get("status.drift.hint"), "t12", "muted")));
        return section;
    }

    private String by(Drift field) {
        if (field.manager().isEmpty()) return text.get("status.drift.by-nobody");
        return field.at() == null
                ? text.get("status.drift.by", field.manager())
                : text.get("status.drift.by-at", field.manager(), Ages.since(field.at(), model.now(), text));
    }

    /// What can be done about one field but restore it.
    private FlowPane ways(String cluster, ObjectRef object, Drift field) {
        var ways = new FlowPane(8, 6,
                way("status.drift.adopt-template", field, () -> adopt(DriftDecisions.Way.TEMPLATE, cluster, object, field)),
                way("status.drift.adopt-override", field, () -> adopt(DriftDecisions.Way.OVERRIDE, cluster, object, field)),
                way("status.drift.leave", field, () -> decisions.leave(cluster, object, field)));
        ways.getStyleClass().add("ways");
        return ways;
    }

    private Button way(String key, Drift field, Runnable run) {
        Button way = Controls.button(text.get(key), run, "small");
        way.setAccessibleText(text.get(key) + " " + field.path());
        way.setMinWidth(USE_PREF_SIZE);
        return way;
    }

    private void adopt(DriftDecisions.Way way, String cluster, ObjectRef object, Drift field) {
        decisions.propose(way, cluster, object.key(), field, edit -> {
            var window = getScene() == null ? null : getScene().getWindow();
            if (question.ask(window, way, field.path(), edit)) decisions.write(edit);
        });
    }

    /// Fields of the picked object that nobody restores, and the way back.
    private void leftAlone(String cluster, ObjectRef object) {
        List<LeftAlone> left = decisions.left(cluster, object.key());
        if (left.isEmpty()) return;
        var section = section(Controls.label(text.get("status.left.title"), "strong"));
        for (LeftAlone one : left) {
            String where = one.cluster().isEmpty() ? text.get("status.left.everywhere") : text.get("status.left.here");
            for (String field : one.fields()) {
                var again = Controls.link(text.get("status.left.watch"), () -> decisions
                        .watchAgain(new LeftAlone(one.cluster(), one.object(), List.of(field))));
                again.setAccessibleText(text.get("status.left.watch") + " " + field);
                section.getChildren().add(Controls.row(8, Labels.name("." + field, "mono"), Labels.whole(where, "t12", "muted"),
                        Controls.grow(), again));
            }
        }
        content.getChildren().add(section);
    }

    private static HBox noted(State state, String sentence) {
        HBox noted = Controls.row(8, new StateIcon(state, 14, ""), Labels.sentence(sentence, "t12"));
        noted.setAlignment(Pos.TOP_LEFT);
        return noted;
    }

    /// What became of the last decision, where it does not stand beside a field.
    private @Nullable Node decided() {
        return switch (decisions.noteProperty().get()) {
            case null -> null;
            case DriftDecisions.Note.Refused(var field, var why) -> field == null
                    ? section(noted(State.WARNING, Failures.capital(text.reason(why))))
                    : null;
            case DriftDecisions.Note.Unsaved(String file) -> section(noted(State.HINT, text.get("status.adopt.done", file)),
                    Controls.row(8, Controls.link(text.get("status.adopt.show"), () -> decisions.open(file))));
        };
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
                        Cell.ready(member.isKnown(), member.replicas()) + "/" + member.planned()))
                .toList());
        return section(Controls.row(8, Labels.whole(text.get("status.replicas.title"), "strong"), Controls.grow(),
                Labels.name(figures, "t12", "muted")), split);
    }
}
