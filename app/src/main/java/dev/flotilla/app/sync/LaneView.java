package dev.flotilla.app.sync;

import java.time.Duration;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Failures;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Meter;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.sync.Undone;

/// One member's lane: name, state, bar, counts and current object, always in the same place.
final class LaneView extends VBox {
    private static final PseudoClass FOLDED = PseudoClass.getPseudoClass("folded");

    private final Messages text;
    private final HBox state = Controls.row(6);
    private final Label progress = Labels.whole("", "t12", "muted");
    private final Meter bar = new Meter();
    private final HBox bottom;
    private final FlowPane counts = new FlowPane(16, 2);
    private final Label current = Labels.name("", "t12");
    private final HBox currentBox;
    private final VBox trouble = new VBox(2);
    private final Button retry;

    LaneView(String cluster, int place, Messages text, Runnable retryNow) {
        this.text = text;
        getStyleClass().add("lane");
        retry = Controls.button(Glyph.RETRY, text.get("sync.lane.retry"), retryNow, "small");
        retry.setMinWidth(Region.USE_PREF_SIZE);
        retry.setAccessibleText(text.get("sync.lane.retry.on", cluster));
        Label name = Labels.name(cluster, "strong");
        name.setPrefWidth(140);
        name.setMinWidth(60);
        state.setMinWidth(Region.USE_PREF_SIZE);
        HBox top = Controls.row(9, Controls.square(place), name, state, Controls.grow(), progress);
        top.getStyleClass().add("lane-top");
        currentBox = Controls.row(6, new Icon(Glyph.TEMPLATE, 14), current);
        currentBox.setMinWidth(0);
        HBox.setHgrow(counts, Priority.ALWAYS);
        counts.setMinWidth(0);
        bottom = Controls.row(16, counts, currentBox, retry);
        trouble.getStyleClass().add("lane-trouble");
        getChildren().addAll(top, bar, bottom, trouble);
    }

    /// @param folded whether one line is enough
    void show(Lane lane, boolean folded) {
        pseudoClassStateChanged(FOLDED, folded);
        bar.setVisible(!folded);
        bar.setManaged(!folded);
        bottom.setVisible(!folded);
        bottom.setManaged(!folded);
        String word = text.get("sync.lane." + lane.phase().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        Label stateWord = Labels.whole(word);
        if (stateOf(lane) == State.FAILED) stateWord.getStyleClass().addAll("bad", "strong");
        state.getChildren().setAll(new StateIcon(stateOf(lane), 16, word), stateWord);
        progress.setText(progressOf(lane));
        bar.setValue(lane.steps() == 0 ? lane.isOver() ? 1 : 0 : (double) lane.done() / lane.steps());
        bar.setComplete(lane.phase() == Lane.Phase.DONE);
        bar.setFailed(lane.undone() == Undone.FAILED || lane.phase() == Lane.Phase.NO_ANSWER);
        showCounts(lane);
        currentBox.setVisible(lane.current() != null && !lane.isOver());
        if (lane.current() != null) current.setText(lane.current().toString());
        boolean retries = lane.mayRetry() || lane.phase() == Lane.Phase.RETRYING || lane.phase() == Lane.Phase.NO_ANSWER;
        retry.setVisible(retries);
        retry.setManaged(retries);
        showTrouble(lane);
    }

    private static State stateOf(Lane lane) {
        return switch (lane.phase()) {
            case WAITING -> State.NOT_REACHED;
            case PUSHING -> State.RUNNING;
            case RETRYING -> State.WARNING;
            case NO_ANSWER -> State.NO_ANSWER;
            case DONE -> State.OK;
            case PARTLY, FAILED -> State.FAILED;
            case CANCELLED -> State.NO_ANSWER;
            case HELD, SKIPPED -> State.WARNING;
        };
    }

    private String progressOf(Lane lane) {
        Lane.Trouble wrong = lane.trouble();
        if (wrong != null && wrong.delay() != null && !lane.isOver()) {
            return text.get("sync.lane.next-try", lane.done(), lane.steps(), Math.max(1, wrong.delay().toSeconds()));
        }
        if (lane.isUnread()) return text.get("sync.lane.unread");
        if (lane.isOver()) return text.get("sync.lane.took", lane.pushed(), lane.steps(), seconds(lane.span().length()));
        if (lane.phase() == Lane.Phase.WAITING) return text.get("sync.lane.steps", lane.steps());
        return text.get("sync.lane.rate", lane.done(), lane.steps(), Math.round(lane.rate()));
    }

    private static double seconds(Duration length) {
        return Math.round(length.toMillis() / 100.0) / 10.0;
    }

    private void showCounts(Lane lane) {
        Counts sum = lane.counts();
        counts.getChildren().clear();
        if (lane.isUnread()) return;
        for (Counts.What what : Counts.What.values()) {
            count("sync.count." + what.name().toLowerCase(Locale.ROOT), sum.of(what),
                    what == Counts.What.CREATED || sum.of(what) > 0);
        }
        int waiting = lane.steps() - lane.done();
        count("sync.count.waiting", waiting, lane.phase() != Lane.Phase.DONE && waiting > 0);
    }

    private void count(String key, int number, boolean shown) {
        if (!shown) return;
        counts.getChildren().add(Controls.row(4, Labels.whole(Integer.toString(number), "t12", "strong"),
                Labels.whole(text.get(key, number), "t12", "muted")));
    }

    private void showTrouble(Lane lane) {
        Lane.Trouble wrong = lane.trouble();
        trouble.setVisible(wrong != null);
        trouble.setManaged(wrong != null);
        if (wrong == null) return;
        var what = new Text(Failures.sentence(wrong.why(), text) + ". ");
        what.getStyleClass().addAll("strong", "words");
        var sentence = new TextFlow(what);
        if (wrong.tries() > 1) sentence.getChildren().add(words(text.get("sync.lane.tries", wrong.tries()) + " "));
        if (wrong.object() != null) sentence.getChildren().add(words(wrong.object() + " "));
        trouble.getChildren().setAll(sentence);
        String hint = Failures.hint(wrong.why(), text);
        if (hint != null) trouble.getChildren().add(Labels.sentence(hint, "muted"));
    }

    private static Text words(String sentence) {
        var words = new Text(sentence);
        words.getStyleClass().addAll("muted", "words");
        return words;
    }
}
