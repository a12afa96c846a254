package dev.flotilla.app.sync;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;

/// Review, push, verify: what is behind, what is now, what is to come.
final class Stepper extends HBox {
    private final Messages text;

    Stepper(Messages text) {
        super(10);
        this.text = text;
        getStyleClass().add("stepper");
    }

    void show(SyncViewModel.Stage stage) {
        int now = switch (stage) {
            case IDLE, COMPARING, REVIEW -> 1;
            case PUSHING, PAUSED -> 2;
            case VERIFYING -> 3;
            case DONE -> 4;
        };
        getChildren().setAll(step(1, now, "sync.step.review"), line(now > 1), step(2, now, "sync.step.push"), line(now > 2),
                step(3, now, "sync.step.verify"));
        setAccessibleText(text.get("sync.step." + (now == 1 ? "review" : now == 2 ? "push" : "verify")));
    }

    private Node step(int place, int now, String key) {
        Label word = Labels.whole(text.get(key));
        if (place < now) return Controls.row(7, new StateIcon(State.OK, 20, text.get("sync.step.done")), word);
        Label number = Controls.label(Integer.toString(place), "step-number");
        HBox step = Controls.row(7, number, word);
        if (place == now) step.getStyleClass().add("now");
        return step;
    }

    private static Node line(boolean passed) {
        var line = new Region();
        line.getStyleClass().addAll("step-line", passed ? "passed" : "ahead");
        return line;
    }
}
