package dev.flotilla.app.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Children;
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
import dev.flotilla.engine.workspace.WorkspaceSettings.LeftAlone;
import org.jspecify.annotations.Nullable;

/// The left of the details: what differs from what was pushed, and how the replicas lie over the members. Each section is drawn anew
/// only for what it is about itself, as figures move while an object rolls out.
final class DriftPane extends VBox {
    private final StatusViewModel model;
    private final Messages text;
    private final DriftDecisions decisions;
    private final AdoptQuestion question;
    private final ToIntFunction<String> place;
    private final Consumer<ObjectRef> explain;
    private final VBox content = new VBox();
    private final Label figures = Labels.name("", "t12", "muted");
    private final SplitBar split = new SplitBar();
    private final Node replicas;
    private final Map<String, Drawn> sections = new HashMap<>();
    private @Nullable DriftSection drifting;

    /// A section, and all that it depends on.
    private record Drawn(List<@Nullable Object> facts, Node node) {}

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
        replicas = section(Controls.row(8, Labels.whole(text.get("status.replicas.title"), "strong"), Controls.grow(), figures),
                split);
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        model.pickedProperty().subscribe(_ -> decisions.forget());
        model.pickedProperty().subscribe(_ -> {
            scroll.setVvalue(0);
            show();
        });
        decisions.noteProperty().subscribe(_ -> show());
        model.matrixProperty().subscribe(_ -> show());
        model.lifeProperty().subscribe(_ -> show());
        model.failureProperty().subscribe(_ -> show());
    }

    private void show() {
        ObjectStatus object = model.pickedObject();
        var picked = model.pickedProperty().get();
        var nodes = new ArrayList<Node>();
        if (object != null && picked != null) {
            MemberStatus member = model.pickedMember();
            if (member != null) {
                List<Drift> drift = model.drift();
                nodes.add(drift.isEmpty() ? calm(member) : differs(member.cluster(), object.object(), drift));
                leftAlone(member.cluster(), object.object(), nodes);
            } else if (picked.cluster() != null) {
                nodes.add(notPlaced(picked.object(), picked.cluster()));
            }
            failure(nodes);
            decided(nodes);
            Integer planned = object.planned();
            if (planned != null) {
                showReplicas(object, planned);
                nodes.add(replicas);
            }
        }
        Children.show(content.getChildren(), nodes);
    }

    /// A section as it was drawn for these facts, or anew.
    private Node section(String id, List<@Nullable Object> facts, Supplier<Node> draw) {
        Drawn before = sections.get(id);
        if (before != null && before.facts().equals(facts)) return before.node();
        Node node = draw.get();
        sections.put(id, new Drawn(facts, node));
        return node;
    }

    private static VBox section(Node... nodes) {
        var section = new VBox(8, nodes);
        section.getStyleClass().add("details-section");
        return section;
    }

    private Node notPlaced(ObjectRef object, String cluster) {
        return section("not-placed", List.of(object, cluster), () -> {
            String headline = text.get("status.not-placed.title", cluster);
            return section(Controls.row(8, new StateIcon(State.NOT_PLACED, 16, headline), Controls.label(headline, "strong")),
                    Labels.sentence(text.get("status.not-placed.more"), "muted"),
                    Controls.row(8, Controls.button(text.get("status.not-placed.explain"), () -> explain.accept(object))));
        });
    }

    private Node calm(MemberStatus member) {
        State state = member.stale() ? State.NO_ANSWER : Cell.stateOf(member.phase());
        String headline = member.stale()
                ? text.get("status.stale.headline", Ages.since(member.seen(), model.now(), text))
                : text.get("status.word." + Cell.word(member.phase()));
        Deletion deletion = deletion(member);
        boolean told = deletion == null && member.isKnown() && !member.stale() && member.phase() != Phase.TERMINATING;
        String more = told ? text.get(model.pickedWaits() ? "status.waits.more" : "status.drift.none") : "";
        return section("calm", Arrays.asList(state, headline, deletion, member.message(), more), () -> {
            var section = section(Controls.row(8, new StateIcon(state, 16, headline), Controls.label(headline, "strong")));
            if (deletion != null) {
                section.getChildren().add(new DeletionChain(deletion, text));
                return section;
            }
            if (!member.message().isEmpty()) section.getChildren().add(Labels.sentence(member.message(), "muted"));
            if (!more.isEmpty()) section.getChildren().add(Labels.sentence(more, "muted"));
            return section;
        });
    }

    private @Nullable Deletion deletion(MemberStatus member) {
        var life = model.lifeProperty().get();
        return life == null || member.stale() || member.phase() != Phase.TERMINATING ? null : life.deletion();
    }

    private Node differs(String cluster, ObjectRef object, List<Drift> drift) {
        DriftSection section = drifting;
        if (section == null || !section.isAbout(cluster, object)) {
            section = new DriftSection(cluster, object, model, decisions, question, text);
            drifting = section;
        }
        section.show(drift);
        return section;
    }

    /// Fields of the picked object that nobody restores, and the way back.
    private void leftAlone(String cluster, ObjectRef object, List<Node> nodes) {
        List<LeftAlone> left = decisions.left(cluster, object.key());
        if (left.isEmpty()) return;
        nodes.add(section("left", List.copyOf(left), () -> {
            var section = section(Controls.label(text.get("status.left.title"), "strong"));
            for (LeftAlone one : left) {
                String where = one.cluster().isEmpty() ? text.get("status.left.everywhere") : text.get("status.left.here");
                for (String field : one.fields()) {
                    var again = Controls.link(text.get("status.left.watch"), () -> decisions
                            .watchAgain(new LeftAlone(one.cluster(), one.object(), List.of(field))));
                    again.setAccessibleText(text.get("status.left.watch") + " " + field);
                    section.getChildren().add(Controls.row(8, Labels.name("." + field, "mono"),
                            Labels.whole(where, "t12", "muted"), Controls.grow(), again));
                }
            }
            return section;
        }));
    }

    private void failure(List<Node> nodes) {
        Exception failure = model.failureProperty().get();
        if (failure == null) return;
        nodes.add(section("failure", List.of(failure),
                () -> section(Labels.sentence(String.valueOf(failure.getMessage()), "bad"))));
    }

    /// What became of the last decision, where it does not stand beside a field.
    private void decided(List<Node> nodes) {
        switch (decisions.noteProperty().get()) {
            case null -> {
            }
            case DriftDecisions.Note.Refused(var field, var why) -> {
                if (field == null) {
                    nodes.add(section("decided", List.of(why),
                            () -> section(DriftLine.noted(State.WARNING, Failures.capital(text.reason(why))))));
                }
            }
            case DriftDecisions.Note.Unsaved(String file) -> nodes.add(section("decided", List.of(file),
                    () -> section(DriftLine.noted(State.HINT, text.get("status.adopt.done", file)),
                            Controls.row(8, Controls.link(text.get("status.adopt.show"), () -> decisions.open(file))))));
        }
    }

    private void showReplicas(ObjectStatus object, int planned) {
        var sum = object.replicas();
        figures.setText(sum == null
                ? ""
                : text.get("status.replicas.sum", sum.ready(), planned, sum.updated(), sum.available()));
        split.show(object.members().stream().filter(member -> member.planned() != null && member.planned() > 0)
                .map(member -> new SplitBar.Part(member.cluster(), place.applyAsInt(member.cluster()), member.planned(),
                        Cell.ready(member.isKnown(), member.replicas()) + "/" + member.planned()))
                .toList());
    }
}
