package dev.flotilla.app.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.plan.PreviewViewModel.Shown;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Segmented;
import dev.flotilla.app.ui.Sentence;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.plan.StepResult.Verdict;
import dev.flotilla.engine.plan.Suggestion;
import org.jspecify.annotations.Nullable;

/// A row for each member, a column for each step: who is in, who is out, where and why.
final class ExplainView extends VBox {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    private static final int ALWAYS_SHOWN = 4;
    /// From so many members on they are grouped by region and can be searched.
    private static final int MANY = 20;

    private enum Which {
        ALL, CHOSEN, REJECTED
    }

    private final PreviewViewModel model;
    private final Messages text;
    private final HBox columns = new HBox();
    private final VBox rows = new VBox();
    private final TextField filter = new TextField();
    private final Segmented<Which> which;
    private final HBox tools;
    private @Nullable List<MemberDecision> drawn;
    private @Nullable String selected;
    private @Nullable Shown current;

    ExplainView(PreviewViewModel model, Messages text) {
        this.model = model;
        this.text = text;
        getStyleClass().add("explain");
        columns.getStyleClass().add("explain-columns");
        columns.setAlignment(Pos.CENTER_LEFT);
        var scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var choices = new LinkedHashMap<Which, String>();
        choices.put(Which.ALL, text.get("studio.explain.all"));
        choices.put(Which.CHOSEN, text.get("studio.explain.chosen"));
        choices.put(Which.REJECTED, text.get("studio.explain.rejected"));
        which = new Segmented<>(choices);
        filter.getStyleClass().add("small");
        filter.setPromptText(text.get("studio.explain.filter"));
        filter.setAccessibleText(text.get("studio.explain.filter"));
        HBox.setHgrow(filter, Priority.ALWAYS);
        tools = new HBox(10, filter, which);
        tools.getStyleClass().add("explain-tools");
        filter.textProperty().subscribe(_ -> redraw());
        which.valueProperty().subscribe(_ -> redraw());
        getChildren().addAll(tools, columns, scroll, legend());
    }

    private void redraw() {
        if (current != null) draw(current);
    }

    /// Those that the filter leaves; many of them by region.
    private List<MemberDecision> members(Shown shown) {
        List<MemberDecision> all = shown.object().decisions();
        if (all.size() < MANY) return all;
        String wanted = filter.getText().strip().toLowerCase(java.util.Locale.ROOT);
        return all.stream()
                .filter(decision -> which.value() == Which.ALL || decision.isChosen() == (which.value() == Which.CHOSEN))
                .filter(decision -> wanted.isEmpty() || decision.cluster().toLowerCase(java.util.Locale.ROOT).contains(wanted)
                        || region(shown, decision).toLowerCase(java.util.Locale.ROOT).contains(wanted)
                        || reasons(decision).toLowerCase(java.util.Locale.ROOT).contains(wanted))
                .sorted(Comparator.comparing(decision -> region(shown, decision))).toList();
    }

    private static String region(Shown shown, MemberDecision decision) {
        return shown.plan().fleet().member(decision.cluster()).map(member -> member.location().region()).orElse("");
    }

    private HBox legend() {
        var legend = new HBox(16, sign(State.OK, "passed"), sign(State.FAILED, "stopped"), sign(State.WOULD_FAIL, "would-stop"),
                sign(State.NOT_REACHED, "not-reached"), Controls.grow(),
                Controls.link(text.get("studio.explain.copy"), this::copy));
        legend.getStyleClass().add("explain-legend");
        legend.setAlignment(Pos.CENTER_LEFT);
        return legend;
    }

    private Label sign(State state, String word) {
        Label sign = Controls.label(text.get("studio.explain.legend." + word), "t12", "muted");
        sign.setGraphic(Badges.state(state, 14, text));
        sign.setMinWidth(Region.USE_PREF_SIZE);
        return sign;
    }

    void show(@Nullable Shown shown) {
        current = shown;
        if (shown == null) {
            rows.getChildren().clear();
            drawn = null;
            return;
        }
        if (shown.object().decisions().equals(drawn)) return;
        drawn = shown.object().decisions();
        draw(shown);
    }

    private void draw(Shown shown) {
        boolean large = shown.object().decisions().size() >= MANY;
        tools.setVisible(large);
        tools.setManaged(large);
        List<String> steps = steps(shown);
        boolean divides = shown.object().division().replicas() != null;
        columns.getChildren().setAll(header("studio.explain.member", "explain-name"));
        for (String step : steps) {
            columns.getChildren().add(stepHeader(text.step(shown.object().dialect(), step)));
        }
        if (divides) columns.getChildren().add(stepHeader(text.get("studio.explain.replicas")));
        Label result = header("studio.explain.result", "explain-result");
        result.setAlignment(Pos.CENTER_RIGHT);
        columns.getChildren().add(result);
        var nodes = new ArrayList<Node>();
        Reason error = shown.object().error();
        if (error != null) nodes.add(errorRow(error));
        String region = null;
        for (MemberDecision decision : members(shown)) {
            String here = region(shown, decision);
            if (large && !here.equals(region)) {
                region = here;
                long chosen = shown.object().decisions().stream()
                        .filter(other -> region(shown, other).equals(here) && other.isChosen()).count();
                Label group = Controls.label(text.get("studio.explain.region",
                        here.isEmpty() ? text.get("studio.explain.no-region") : here, chosen), "section", "explain-group");
                group.setMaxWidth(Double.MAX_VALUE);
                nodes.add(group);
            }
            nodes.add(row(shown, decision, steps, divides));
        }
        if (large && nodes.isEmpty()) nodes.add(Controls.label(text.get("studio.explain.none-found"), "muted", "explain-tools"));
        Arithmetics.table(shown, text).ifPresent(nodes::add);
        rows.getChildren().setAll(nodes);
    }

    /// The first filters always, of the later steps those that stopped somebody: a column in which all passed says nothing.
    private static List<String> steps(Shown shown) {
        var steps = new LinkedHashSet<String>();
        shown.object().decisions().forEach(decision -> decision.steps().forEach(step -> steps.add(step.step())));
        List<String> all = List.copyOf(steps);
        return all.stream().filter(step -> all.indexOf(step) < ALWAYS_SHOWN || stopsSomebody(shown, step)).toList();
    }

    private static boolean stopsSomebody(Shown shown, String step) {
        return shown.object().decisions().stream().flatMap(decision -> decision.steps().stream())
                .anyMatch(result -> result.step().equals(step)
                        && (result.verdict() == Verdict.STOPPED || result.verdict() == Verdict.WOULD_STOP));
    }

    private Label header(String key, String styleClass) {
        Label header = Controls.label(text.get(key), "section", styleClass);
        header.setMinWidth(Region.USE_PREF_SIZE);
        return header;
    }

    private static Node stepHeader(String words) {
        Label label = Controls.label(words, "section");
        label.setWrapText(true);
        label.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
        label.setMinHeight(Region.USE_PREF_SIZE);
        var cell = new StackPane(label);
        cell.setMinWidth(0);
        cell.setPrefWidth(60);
        HBox.setHgrow(cell, Priority.ALWAYS);
        return cell;
    }

    private HBox errorRow(Reason error) {
        Label sentence = new Label(text.reason(error));
        sentence.setWrapText(true);
        var row = new HBox(8, Badges.state(State.FAILED, 16, text), sentence);
        row.getStyleClass().add("explain-row");
        return row;
    }

    private VBox row(Shown shown, MemberDecision decision, List<String> steps, boolean divides) {
        var path = new HBox();
        path.setAlignment(Pos.CENTER_LEFT);
        path.getChildren().add(name(shown, decision));
        boolean green = true;
        for (int i = 0; i < steps.size(); i++) {
            StepResult result = result(decision, steps.get(i));
            Verdict verdict = result == null ? Verdict.NOT_REACHED : result.verdict();
            path.getChildren().add(step(verdict, i == 0 ? null : line(green, verdict), shown, steps.get(i)));
            green &= verdict == Verdict.PASSED;
        }
        ClusterPlan placed = decision.placed();
        if (divides) path.getChildren().add(replicas(shown, decision, placed, green));
        path.getChildren().add(outcome(decision));
        var row = new VBox(path, sentence(shown, decision));
        if (!decision.suggestions().isEmpty()) row.getChildren().add(suggestions(decision));
        row.getStyleClass().addAll("explain-row", Controls.memberClass(shown.colour(decision.cluster())));
        row.setFocusTraversable(true);
        row.setAccessibleText(decision.cluster() + ", " + plain(shown, decision));
        row.pseudoClassStateChanged(SELECTED, decision.cluster().equals(selected));
        row.setOnMouseClicked(_ -> select(row, decision));
        row.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) select(row, decision);
        });
        return row;
    }

    private void select(VBox row, MemberDecision decision) {
        boolean again = decision.cluster().equals(selected);
        selected = again ? null : decision.cluster();
        rows.getChildren().forEach(other -> other.pseudoClassStateChanged(SELECTED, other == row && !again));
        model.markDecision(again ? null : decision);
    }

    private static @Nullable StepResult result(MemberDecision decision, String step) {
        return decision.steps().stream().filter(one -> one.step().equals(step)).findFirst().orElse(null);
    }

    private VBox name(Shown shown, MemberDecision decision) {
        var title = new HBox(8, Controls.square(shown.colour(decision.cluster())), Labels.name(decision.cluster(), "strong"));
        title.setAlignment(Pos.CENTER_LEFT);
        String second = shown.plan().fleet().member(decision.cluster()).map(ExplainView::about).orElse("");
        Label about = Controls.label(second, "t11", "muted", "explain-about");
        var name = new VBox(title, about);
        name.getStyleClass().add("explain-name");
        return name;
    }

    private static String about(MemberCluster member) {
        return member.version() == null ? member.syncMode() : member.syncMode() + ", " + member.version();
    }

    private enum Line {
        GREEN, RED, DOTTED
    }

    private static Line line(boolean green, Verdict verdict) {
        if (!green) return Line.DOTTED;
        return switch (verdict) {
            case PASSED -> Line.GREEN;
            case STOPPED -> Line.RED;
            case WOULD_STOP, NOT_REACHED -> Line.DOTTED;
        };
    }

    private StackPane step(Verdict verdict, @Nullable Line line, Shown shown, String step) {
        State state = switch (verdict) {
            case PASSED -> State.OK;
            case STOPPED -> State.FAILED;
            case WOULD_STOP -> State.WOULD_FAIL;
            case NOT_REACHED -> State.NOT_REACHED;
        };
        String words = text.step(shown.object().dialect(), step) + ", " + text.get("studio.explain.legend." + switch (verdict) {
            case PASSED -> "passed";
            case STOPPED -> "stopped";
            case WOULD_STOP -> "would-stop";
            case NOT_REACHED -> "not-reached";
        });
        return cell(new StateIcon(state, 16, words), line);
    }

    /// A sign with the line that leads to it from the sign before.
    private static StackPane cell(Node sign, @Nullable Line line) {
        var cell = new StackPane();
        cell.setPrefWidth(60);
        cell.setMinWidth(0);
        cell.getStyleClass().add("explain-step");
        HBox.setHgrow(cell, Priority.ALWAYS);
        if (line != null) {
            var rule = new Region();
            rule.getStyleClass().addAll("explain-line", line.name().toLowerCase(java.util.Locale.ROOT));
            rule.setMouseTransparent(true);
            rule.maxWidthProperty().bind(cell.widthProperty().subtract(28));
            rule.prefWidthProperty().bind(cell.widthProperty().subtract(28));
            rule.translateXProperty().bind(cell.widthProperty().divide(-2));
            cell.getChildren().add(rule);
        }
        cell.getChildren().add(sign);
        return cell;
    }

    private static StackPane replicas(Shown shown, MemberDecision decision, @Nullable ClusterPlan placed, boolean green) {
        if (placed == null) return cell(new StateIcon(State.NOT_REACHED, 16, ""), Line.DOTTED);
        Label number = Controls.label(String.valueOf(placed.replicas()), "replica-chip",
                Controls.memberClass(shown.colour(decision.cluster())));
        return cell(number, green ? Line.GREEN : Line.DOTTED);
    }

    private StackPane outcome(MemberDecision decision) {
        Label badge = decision.isChosen()
                ? Badges.badge(text.get("studio.explain.chosen"), "ok")
                : Badges.badge(text.get(decision.failure() == null ? "studio.explain.rejected" : "studio.explain.failed"), "bad");
        var outcome = new StackPane(badge);
        outcome.setAlignment(Pos.CENTER_RIGHT);
        outcome.getStyleClass().add("explain-result");
        return outcome;
    }

    private TextFlow sentence(Shown shown, MemberDecision decision) {
        var sentence = new TextFlow();
        sentence.getStyleClass().add("explain-why");
        StepResult stop = decision.stoppedAt();
        if (stop != null) {
            Sentence.append(sentence,
                    text.get("studio.explain.stopped-at", text.step(shown.object().dialect(), stop.step())) + " ", "strong");
        }
        Sentence.append(sentence, reasons(decision));
        return sentence;
    }

    /// For a chosen member what the documents say of it, and what the last step gave it; the rest is in the signs.
    private String reasons(MemberDecision decision) {
        if (decision.failure() != null) return text.reason(decision.failure());
        StepResult stop = decision.stoppedAt();
        if (stop != null) return stop.reason() == null ? "" : text.reason(stop.reason());
        List<Reason> all = decision.steps().stream().<Reason>mapMulti((step, out) -> {
            if (step.reason() != null) out.accept(step.reason());
        }).toList();
        return String.join(text.get("studio.explain.joint"), all.stream()
                .filter(reason -> !reason.lines().isEmpty() || reason == all.getLast()).map(text::reason).toList());
    }

    private FlowPane suggestions(MemberDecision decision) {
        var line = new FlowPane(8, 2, new Icon(Glyph.FIX, 14));
        line.getStyleClass().addAll("explain-fix", "wi");
        Label lead = Controls.label(text.get("studio.explain.suggestions", decision.suggestions().size()), "t12", "muted");
        lead.setMinWidth(Region.USE_PREF_SIZE);
        line.getChildren().add(lead);
        for (Suggestion suggestion : decision.suggestions()) {
            String words = String.join(", ", suggestion.fixes().stream().map(text::fix).toList());
            Button link = Controls.link(words, () -> model.apply(suggestion));
            link.getStyleClass().add("t12");
            line.getChildren().add(link);
        }
        return line;
    }

    private String plain(Shown shown, MemberDecision decision) {
        StepResult stop = decision.stoppedAt();
        String outcome = text.get(decision.isChosen() ? "studio.explain.chosen" : "studio.explain.rejected");
        String where = stop == null
                ? ""
                : " " + text.get("studio.explain.stopped-at", text.step(shown.object().dialect(), stop.step()));
        return outcome + "." + where + " " + reasons(decision);
    }

    /// The whole table in words, to be pasted into a review or a chat.
    private void copy() {
        Shown shown = current;
        if (shown == null) return;
        var out = new StringBuilder(shown.object().ref() + "\n");
        shown.object().decisions()
                .forEach(decision -> out.append(decision.cluster()).append(": ").append(plain(shown, decision)).append('\n'));
        var content = new ClipboardContent();
        content.putString(out.toString());
        Clipboard.getSystemClipboard().setContent(content);
    }
}
