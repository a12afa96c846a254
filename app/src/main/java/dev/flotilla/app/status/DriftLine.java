package dev.flotilla.app.status;

import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Failures;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.app.workbench.WrittenAt;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.status.Drift;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// One field that differs: both values, who set it, and what can be done about it but restore it. What it shows of the field may
/// become another; the buttons stay, and act on what is shown.
final class DriftLine extends VBox {
    private static final int LONGEST_VALUE = 90;

    private final FieldPath path;
    private final Messages text;
    private final VBox values = new VBox();
    private final Label who = Labels.sentence("", "t12", "muted");
    private final Button source;
    private final FlowPane planned;
    private @Nullable WrittenAt writtenAt;
    private @Nullable Drift shown;
    private @Nullable Reason refused;

    DriftLine(FieldPath path, BiConsumer<DriftDecisions.Way, Drift> adopt, Consumer<Drift> leave,
            Consumer<WrittenAt> open, Messages text) {
        super(8);
        this.path = path;
        this.text = text;
        values.getStyleClass().add("value-diff");
        var ways = new FlowPane(8, 6,
                way("status.drift.adopt-template", field -> adopt.accept(DriftDecisions.Way.TEMPLATE, field)),
                way("status.drift.adopt-override", field -> adopt.accept(DriftDecisions.Way.OVERRIDE, field)),
                way("status.drift.leave", leave));
        ways.getStyleClass().add("ways");
        source = Controls.link("", () -> {
            if (writtenAt != null) open.accept(writtenAt);
        });
        source.getStyleClass().add("t12");
        source.setMinWidth(0);
        planned = new FlowPane(4, 0, Labels.whole(text.get("status.drift.planned-by"), "t12", "muted"), source);
        planned.visibleProperty().bind(source.textProperty().isNotEmpty());
        planned.managedProperty().bind(planned.visibleProperty());
        getChildren().addAll(Labels.name("." + path, "mono", "muted"), values, who, planned, ways);
    }

    private Button way(String key, Consumer<Drift> run) {
        Button way = Controls.button(text.get(key), () -> {
            if (shown != null) run.accept(shown);
        }, "small");
        way.setAccessibleText(text.get(key) + " " + path);
        way.setMinWidth(USE_PREF_SIZE);
        return way;
    }

    /// @param from where the workspace says what it is to be, or `null`
    /// @param now  for how long ago it was changed
    void show(Drift field, @Nullable WrittenAt from, Instant now) {
        who.setText(by(field, now));
        writtenAt = from;
        source.setText(from == null ? "" : from.name());
        if (field.equals(shown)) return;
        shown = field;
        values.getChildren().setAll(line("-", field.live(), text.get("status.drift.live"), "removed"),
                line("+", field.planned(), text.get("status.drift.planned"), "added"));
    }

    /// Says why the last decision about it could not be carried out.
    void refused(@Nullable Reason why) {
        if (why == refused) return;
        if (refused != null) getChildren().removeLast();
        refused = why;
        if (why != null) getChildren().add(noted(State.WARNING, Failures.capital(text.reason(why))));
    }

    static HBox noted(State state, String sentence) {
        HBox noted = Controls.row(8, new StateIcon(state, 14, ""), Labels.sentence(sentence, "t12"));
        noted.setAlignment(Pos.TOP_LEFT);
        return noted;
    }

    private String by(Drift field, Instant now) {
        if (field.manager().isEmpty()) return text.get("status.drift.by-nobody");
        return field.at() == null
                ? text.get("status.drift.by", field.manager())
                : text.get("status.drift.by-at", field.manager(), Ages.since(field.at(), now, text));
    }

    private static HBox line(String sign, @Nullable Value value, String whose, String tone) {
        String words = value == null ? "–" : value instanceof Value.Text(String plain) ? plain : value.toString();
        String clean = words.replaceAll("[\\p{Cntrl}\\p{Cf}]+", "␣");
        Label shown = Labels.name(clean.length() > LONGEST_VALUE ? clean.substring(0, LONGEST_VALUE) + "…" : clean, "mono");
        HBox line = Controls.row(10, Labels.whole(sign, "mono", "muted"), shown, Controls.grow(),
                Labels.whole(whose, "mono", "muted"));
        line.getStyleClass().addAll("value-line", tone);
        return line;
    }
}
