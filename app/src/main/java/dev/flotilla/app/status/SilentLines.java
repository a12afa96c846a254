package dev.flotilla.app.status;

import java.time.Clock;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Failures;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.status.FleetStatus;

/// Why members are grey, a line each; nothing while all of them answer.
final class SilentLines extends VBox {
    private static final int MOST = 3;

    private final StatusViewModel model;
    private final Messages text;
    private final Clock clock;

    SilentLines(StatusViewModel model, Messages text, Clock clock) {
        super(4);
        this.model = model;
        this.text = text;
        this.clock = clock;
        getStyleClass().add("silent-lines");
        model.matrixProperty().subscribe(_ -> show());
    }

    private void show() {
        List<FleetStatus.Watched> silent = model.silent();
        getChildren().setAll(silent.stream().limit(MOST).map(this::line).toList());
        if (silent.size() > MOST) {
            getChildren().add(Labels.whole(text.get("status.silent.more", silent.size() - MOST), "t12", "muted"));
        }
        setVisible(!silent.isEmpty());
        setManaged(!silent.isEmpty());
    }

    private Node line(FleetStatus.Watched member) {
        ClusterFailure why = member.failure();
        String what = why == null ? text.get("status.silent.connecting") : Failures.sentence(why, text);
        String age = member.lastHeard() == null
                ? text.get("status.silent.never")
                : text.get("status.silent.heard", Ages.since(member.lastHeard(), clock.instant(), text));
        return Controls.row(8, new StateIcon(State.NO_ANSWER, 14, text.get("ui.state." + State.NO_ANSWER.key())),
                Labels.name(member.cluster(), "strong"), Labels.name(what), Controls.grow(), Labels.whole(age, "t12", "muted"));
    }
}
