package dev.flotilla.app.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Form;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Question;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.kubeconfig.KubeContext;
import dev.flotilla.engine.fleet.Taint;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.workspace.WorkspaceSettings.SandboxSettings;
import org.jspecify.annotations.Nullable;

/// The questions that this page asks. Each shows what would be written before it is.
final class FleetDialogs {
    private final FleetViewModel model;
    private final Messages text;
    private final Appearance appearance;
    private final Supplier<@Nullable Window> owner;
    private final Function<String, Map<String, String>> movesWithout;

    /// @param movesWithout what moves in the plan when a member is gone
    FleetDialogs(FleetViewModel model, Messages text, Appearance appearance, Supplier<@Nullable Window> owner,
            Function<String, Map<String, String>> movesWithout) {
        this.model = model;
        this.text = text;
        this.appearance = appearance;
        this.owner = owner;
        this.movesWithout = movesWithout;
    }

    void join(KubeContext context) {
        var name = new TextField(model.membership().nameFor(context));
        var preview = new VBox(2);
        Runnable show = () -> preview.getChildren()
                .setAll(difference(model.membership().joining(name.getText().strip(), context)));
        name.textProperty().subscribe(_ -> show.run());
        ask(text.get("fleet.join.title", context.name()), text.get("fleet.join.more", context.server()),
                new Form().row(text.get("fleet.join.name"), name), preview, text.get("fleet.join.do"), validName(name), false,
                () -> model.save(model.membership().joining(name.getText().strip(), context)));
    }

    void addSandbox() {
        var name = new TextField(model.membership().sandboxName());
        SandboxSettings standard = SandboxSettings.DEFAULT;
        var nodes = new TextField(Integer.toString(standard.nodes()));
        var cpu = new TextField(standard.cpu());
        var memory = new TextField(standard.memory());
        Supplier<SandboxSettings> size = () -> new SandboxSettings(standard.version(), Integer.parseInt(nodes.getText().strip()),
                cpu.getText().strip(), memory.getText().strip(), standard.pods());
        BooleanBinding good = Bindings.createBooleanBinding(
                () -> nodes.getText().strip().matches("[1-9]\\d{0,2}") && Quantity.parse(cpu.getText().strip()) != null
                        && Quantity.parse(memory.getText().strip()) != null,
                nodes.textProperty(), cpu.textProperty(), memory.textProperty());
        ask(text.get("fleet.sandbox.title"), text.get("fleet.sandbox.more"),
                new Form().row(text.get("fleet.join.name"), name).row(text.get("fleet.sandbox.nodes"), nodes)
                        .row(text.get("fleet.sandbox.cpu"), cpu).row(text.get("fleet.sandbox.memory"), memory),
                null, text.get("fleet.sandbox.do"), validName(name).and(good), false,
                () -> model.save(model.membership().addingSandbox(name.getText().strip(), size.get())));
    }

    void unjoin(MemberRow row) {
        FileChange change = model.membership().unjoining(row.name());
        var content = new VBox(2);
        content.getChildren().addAll(difference(change));
        Map<String, String> moves = movesWithout.apply(row.name());
        content.getChildren().add(
                spaced(Controls.label(text.get(moves.isEmpty() ? "fleet.unjoin.no-moves" : "fleet.unjoin.moves"), "section")));
        moves.forEach((object, how) -> content.getChildren()
                .add(new VBox(Labels.name(object, "medium"), Labels.name(how, "mono", "muted"))));
        ask(text.get("fleet.unjoin.title", row.name()), text.get("fleet.unjoin.more", row.name()), null, content,
                text.get("fleet.unjoin.do", row.name()), Bindings.createBooleanBinding(() -> true), true,
                () -> model.save(change));
    }

    void addLabel(MemberRow row) {
        var label = new TextField();
        label.setPromptText("key=value");
        ask(text.get("fleet.label.title", row.name()), text.get("fleet.written", row.name()),
                new Form().row(text.get("fleet.label"), label), null,
                text.get("fleet.label.do"),
                matching(label, "[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?=([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?"),
                false, () -> {
                    String[] parts = label.getText().strip().split("=", 2);
                    model.save(model.membership().labelling(row.name(), parts[0], parts[1]));
                });
    }

    void addTaint(MemberRow row) {
        var taint = new TextField();
        taint.setPromptText("key=value");
        var effect = new ChoiceBox<String>();
        effect.getItems().addAll("NoSchedule", "PreferNoSchedule", "NoExecute");
        effect.setValue("NoSchedule");
        ask(text.get("fleet.taint.title", row.name()), text.get("fleet.written", row.name()),
                new Form().row(text.get("fleet.taint"), taint).row(text.get("fleet.taint.effect"), effect), null,
                text.get("fleet.taint.do"),
                matching(taint, "[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?(=[-A-Za-z0-9_.]*)?"), false, () -> {
                    String[] parts = taint.getText().strip().split("=", 2);
                    model.save(model.membership().tainting(row.name(),
                            new Taint(parts[0], parts.length > 1 ? parts[1] : "", effect.getValue(), null)));
                });
    }

    /// Shows the very command that a kubeconfig wants to be run.
    void consent(MemberRow row) {
        if (!(row.connection().failure() instanceof ClusterFailure.ConsentNeeded(var command))) return;
        Label line = Labels.sentence(command.toString(), "mono");
        line.getStyleClass().add("command-line");
        ask(text.get("fleet.consent.title", row.name()), text.get("fleet.consent.more", row.origin(text)), null, line,
                text.get("fleet.consent.do", command.command()), Bindings.createBooleanBinding(() -> true), true,
                () -> model.allow(row));
    }

    private BooleanBinding validName(TextField name) {
        return Bindings.createBooleanBinding(() -> model.membership().mayBeCalled(name.getText().strip()), name.textProperty());
    }

    private static BooleanBinding matching(TextField field, String pattern) {
        return Bindings.createBooleanBinding(() -> field.getText().strip().matches(pattern), field.textProperty());
    }

    /// The lines that a change adds and takes away.
    private List<Node> difference(@Nullable FileChange change) {
        if (change == null) return List.of();
        var before = Arrays.asList(change.before().split("\n", -1));
        var after = Arrays.asList(change.text().split("\n", -1));
        var lines = new java.util.ArrayList<Node>();
        lines.add(Controls.label(text.get("fleet.file", change.path()), "section"));
        for (var delta : com.github.difflib.DiffUtils.diff(before, after).getDeltas()) {
            delta.getSource().getLines().forEach(line -> lines.add(line("-", line, "removed")));
            delta.getTarget().getLines().forEach(line -> lines.add(line("+", line, "added")));
        }
        return lines;
    }

    private static Node line(String sign, String words, String tone) {
        var line = Controls.row(10, Labels.whole(sign, "mono", "muted"), Labels.sentence(words, "mono"));
        line.getStyleClass().addAll("value-line", tone);
        return line;
    }

    private static Node spaced(Node node) {
        VBox.setMargin(node, new javafx.geometry.Insets(12, 0, 4, 0));
        return node;
    }

    private void ask(String title, String more, @Nullable Node form, @Nullable Node preview, String deed, BooleanBinding possible,
            boolean grave, Runnable run) {
        var content = Stream.of(form, preview).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
        var asked = new Question.Asked(title, more, content, deed, text.get("fleet.cancel"), possible, grave);
        if (Question.agrees(owner.get(), appearance, asked)) run.run();
    }
}
