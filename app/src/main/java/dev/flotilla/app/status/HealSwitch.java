package dev.flotilla.app.status;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import atlantafx.base.controls.ToggleSwitch;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Labels;

/// Whether what others change is restored; the workspace keeps it.
final class HealSwitch extends HBox {
    HealSwitch(DriftDecisions decisions, Messages text) {
        super(8);
        getStyleClass().add("heal-switch");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(Region.USE_PREF_SIZE);
        var toggle = new ToggleSwitch();
        toggle.setId("self-heal");
        toggle.setAccessibleText(text.get("status.heal"));
        var hint = new Tooltip(text.get("status.heal.more"));
        hint.setWrapText(true);
        hint.setMaxWidth(360);
        Tooltip.install(this, hint);
        Label label = Labels.whole(text.get("status.heal"), "muted");
        label.setLabelFor(toggle);
        getChildren().addAll(label, toggle);
        decisions.healingProperty().subscribe(toggle::setSelected);
        // A file that cannot be changed by itself leaves everything as it was.
        decisions.noteProperty().subscribe(note -> {
            if (note instanceof DriftDecisions.Note.Refused) toggle.setSelected(decisions.healingProperty().get());
        });
        toggle.selectedProperty().addListener((_, _, on) -> decisions.heal(on));
    }
}
