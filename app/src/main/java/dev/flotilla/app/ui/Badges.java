package dev.flotilla.app.ui;

import javafx.scene.control.Label;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.plan.Division.Certainty;

/// Small coloured words.
public final class Badges {
    private Badges() {}

    /// @param tone `ok`, `warn`, `bad`, `acc` or empty
    public static Label badge(String text, String tone) {
        Label badge = Controls.label(text, "badge");
        badge.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        badge.setMaxWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
        if (!tone.isEmpty()) badge.getStyleClass().add(tone);
        return badge;
    }

    /// How sure a division is: exact, exact up to a tie, or an estimate.
    public static Label certainty(Certainty certainty, Messages text) {
        Label badge = switch (certainty) {
            case EXACT -> badge(text.get("ui.certainty.exact"), "ok");
            case UP_TO_TIE -> badge(text.get("ui.certainty.tie"), "acc");
            case ESTIMATE -> badge(text.get("ui.certainty.estimate"), "warn");
        };
        State state = switch (certainty) {
            case EXACT -> State.EXACT;
            case UP_TO_TIE -> State.TIE;
            case ESTIMATE -> State.ESTIMATE;
        };
        badge.setGraphic(new StateIcon(state, 14, badge.getText()));
        return badge;
    }

    public static StateIcon state(State state, int size, Messages text) {
        return new StateIcon(state, size, text.get("ui.state." + state.key()));
    }
}
