package dev.flotilla.app.plan;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Sentence;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.plan.StepResult.Verdict;
import dev.flotilla.engine.plan.Suggestion;
import org.jspecify.annotations.Nullable;

/// One member's row. It stays while what it shows changes, so that the keyboard and the scrolling stay where they are; only the
/// parts that differ are drawn anew.
final class ExplainRowView extends VBox {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    private final ExplainViewModel model;
    private final Messages text;
    private final String cluster;
    private final HBox path = new HBox();
    private final Label about = Controls.label("", "t11", "muted", "explain-about");
    private final Label number = Controls.label("", "replica-chip");
    private @Nullable ExplainRow row;
    private boolean divides;

    ExplainRowView(String cluster, ExplainViewModel model, Messages text) {
        this.cluster = cluster;
        this.model = model;
        this.text = text;
        path.setAlignment(Pos.CENTER_LEFT);
        setFocusTraversable(true);
        setOnMouseClicked(_ -> model.select(cluster));
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                model.select(cluster);
                event.consume();
            }
        });
    }

    /// @param divides whether there is a column of replicas
    void show(ExplainRow now, boolean divides) {
        ExplainRow before = row;
        row = now;
        number.setText(now.replicas() == null ? "" : now.replicas());
        if (before != null && before.equals(now) && this.divides == divides) return;
        boolean sameSigns = before != null && this.divides == divides && before.member().equals(now.member())
                && before.steps().equals(now.steps()) && before.outcome() == now.outcome()
                && (before.replicas() == null) == (now.replicas() == null);
        this.divides = divides;
        about.setText(now.about());
        if (!sameSigns) showSigns(now);
        boolean sameWords = before != null && before.words().equals(now.words())
                && before.suggestions().equals(now.suggestions()) && sameSigns;
        if (!sameWords) {
            getChildren().setAll(path, sentence(now.words()));
            if (!now.suggestions().isEmpty()) getChildren().add(suggestions(now.suggestions()));
        }
        setAccessibleText(cluster + ", " + outcome(now.outcome()) + ". " + now.words().stop() + " " + now.words().why());
    }

    void select(boolean on) {
        pseudoClassStateChanged(SELECTED, on);
    }

    private void showSigns(ExplainRow now) {
        String colour = Controls.memberClass(now.member().colour());
        getStyleClass().setAll("explain-row", colour);
        number.getStyleClass().setAll("label", "replica-chip", colour);
        var title = new HBox(8, Controls.square(now.member().colour()), Labels.name(cluster, "strong"));
        title.setAlignment(Pos.CENTER_LEFT);
        var name = new VBox(title, about);
        name.getStyleClass().add("explain-name");
        path.getChildren().setAll(name);
        boolean green = true;
        boolean first = true;
        for (ExplainRow.Step step : now.steps()) {
            path.getChildren().add(cell(sign(step), first ? null : line(green, step.verdict())));
            green &= step.verdict() == Verdict.PASSED;
            first = false;
        }
        if (divides) {
            path.getChildren().add(now.replicas() == null
                    ? cell(new StateIcon(State.NOT_REACHED, 16, ""), Line.DOTTED)
                    : cell(number, now.isGreen() ? Line.GREEN : Line.DOTTED));
        }
        Label badge = Badges.badge(outcome(now.outcome()), now.outcome() == ExplainRow.Outcome.CHOSEN ? "ok" : "bad");
        var outcome = new StackPane(badge);
        outcome.setAlignment(Pos.CENTER_RIGHT);
        outcome.getStyleClass().add("explain-result");
        path.getChildren().add(outcome);
    }

    private String outcome(ExplainRow.Outcome outcome) {
        return text.get(switch (outcome) {
            case CHOSEN -> "studio.explain.chosen";
            case REJECTED -> "studio.explain.rejected";
            case FAILED -> "studio.explain.failed";
        });
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

    private static StateIcon sign(ExplainRow.Step step) {
        State state = switch (step.verdict()) {
            case PASSED -> State.OK;
            case STOPPED -> State.FAILED;
            case WOULD_STOP -> State.WOULD_FAIL;
            case NOT_REACHED -> State.NOT_REACHED;
        };
        return new StateIcon(state, 16, step.words());
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

    private static TextFlow sentence(ExplainRow.Words words) {
        var sentence = new TextFlow();
        sentence.getStyleClass().add("explain-why");
        if (!words.stop().isEmpty()) Sentence.append(sentence, words.stop() + " ", "strong");
        Sentence.append(sentence, words.why());
        return sentence;
    }

    private FlowPane suggestions(List<Suggestion> suggestions) {
        var line = new FlowPane(8, 2, new Icon(Glyph.FIX, 14));
        line.getStyleClass().addAll("explain-fix", "wi");
        Label lead = Controls.label(text.get("studio.explain.suggestions", suggestions.size()), "t12", "muted");
        lead.setMinWidth(Region.USE_PREF_SIZE);
        line.getChildren().add(lead);
        for (Suggestion suggestion : suggestions) {
            String words = String.join(", ", suggestion.fixes().stream().map(text::fix).toList());
            Button link = Controls.link(words, () -> model.apply(suggestion));
            link.getStyleClass().add("t12");
            line.getChildren().add(link);
        }
        return line;
    }
}
