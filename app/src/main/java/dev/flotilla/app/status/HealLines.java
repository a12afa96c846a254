package dev.flotilla.app.status;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Sentence;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.status.Drift;
import dev.flotilla.engine.status.HealEvent;
import dev.flotilla.engine.sync.StepOutcome;

/// The newest of what self-healing did; nothing while it did nothing.
final class HealLines extends VBox {
    private static final int MOST = 3;

    private final Messages text;
    private final Clock clock;

    HealLines(DriftDecisions decisions, Messages text, Clock clock) {
        super(4);
        this.text = text;
        this.clock = clock;
        getStyleClass().add("heal-lines");
        decisions.healEventsProperty().subscribe(this::show);
    }

    private void show(List<HealEvent> events) {
        setVisible(!events.isEmpty());
        setManaged(!events.isEmpty());
        getChildren().setAll(events.stream().limit(MOST).map(event -> {
            State state = state(event);
            // Who fights stands at the end of the sentence: it wraps, and loses nothing.
            TextFlow sentence = Sentence.flow(words(event));
            HBox.setHgrow(sentence, Priority.ALWAYS);
            sentence.setMinWidth(0);
            return Controls.row(8, new StateIcon(state, 14, text.get("ui.state." + state.key())), sentence,
                    Labels.whole(text.get("status.heal.ago", Ages.since(event.at(), clock.instant(), text)),
                            "t12", "muted"));
        }).toList());
    }

    private static State state(HealEvent event) {
        return switch (event) {
            case HealEvent.Restored restored -> succeeded(restored) ? State.OK : State.FAILED;
            case HealEvent.Fight _,HealEvent.StandsBack _ -> State.WARNING;
        };
    }

    private static boolean succeeded(HealEvent.Restored event) {
        return event.outcome() instanceof StepOutcome.Configured || event.outcome() instanceof StepOutcome.Created;
    }

    private String words(HealEvent event) {
        return switch (event) {
            case HealEvent.Restored e when !succeeded(e) -> text.get("status.heal.failed", e.object(), e.cluster());
            case HealEvent.Restored e when e.fields().isEmpty() -> text.get("status.heal.created", e.object(), e.cluster());
            case HealEvent.Restored e -> text.get("status.heal.restored",
                    e.fields().stream().map(field -> field.path().toString()).collect(Collectors.joining(", ")), e.object(),
                    e.cluster(), e.fields().stream().map(Drift::manager).distinct().collect(Collectors.joining(", ")));
            case HealEvent.Fight e when e.field().isEmpty() -> text.get("status.heal.fight-object", e.object(), e.cluster(),
                    e.times(), e.window().toMinutes());
            case HealEvent.Fight e -> text.get("status.heal.fight", e.field(), e.object(), e.cluster(), e.manager(), e.times(),
                    e.window().toMinutes());
            case HealEvent.StandsBack e -> text.get("status.heal.stands-back", e.cluster(), text.reason(e.why()));
        };
    }
}
