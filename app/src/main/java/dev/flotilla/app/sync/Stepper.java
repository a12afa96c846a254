package dev.flotilla.app.sync;

import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.sync.Steps.Mark;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;

/// Review, push, verify: what is behind and how it went, what is now, what is to come.
final class Stepper extends HBox {
    private final Messages text;

    Stepper(Messages text) {
        super(10);
        this.text = text;
        getStyleClass().add("stepper");
    }

    void show(Steps steps) {
        getChildren().setAll(step(1, steps.review(), "review"), line(steps.review()), step(2, steps.push(), "push"),
                line(steps.push()), step(3, steps.verify(), "verify"));
        setAccessibleText(text.get("sync.steps", said(steps.review(), "review"), said(steps.push(), "push"),
                said(steps.verify(), "verify")));
    }

    private String said(Mark mark, String name) {
        return text.get("sync.step.is", text.get("sync.step." + name), word(mark));
    }

    private String word(Mark mark) {
        return text.get("sync.step.mark." + mark.name().toLowerCase(Locale.ROOT));
    }

    private Node step(int place, Mark mark, String name) {
        Label word = Labels.whole(text.get("sync.step." + name));
        if (mark == Mark.AHEAD || mark == Mark.NOW) {
            HBox step = Controls.row(7, Controls.label(Integer.toString(place), "step-number"), word);
            if (mark == Mark.NOW) step.getStyleClass().add("now");
            return step;
        }
        return Controls.row(7, new StateIcon(state(mark), 20, word(mark)), word);
    }

    private static State state(Mark mark) {
        return switch (mark) {
            case DONE -> State.OK;
            case PARTLY -> State.WARNING;
            case STOPPED -> State.NO_ANSWER;
            case BROKEN -> State.FAILED;
            case AHEAD, NOW -> State.NOT_REACHED;
        };
    }

    private static Node line(Mark before) {
        var line = new Region();
        line.getStyleClass().addAll("step-line", before == Mark.DONE ? "passed" : "ahead");
        return line;
    }
}
