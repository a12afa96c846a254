package dev.flotilla.app.sync;

import java.util.LinkedHashMap;
import java.util.function.ToIntFunction;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.ChangeTree;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Segmented;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.sync.Decision;

/// Fields that somebody else owns: what stands there, what is planned, and whose word counts.
final class ConflictCard extends VBox {
    private enum Choice {
        UNDECIDED, TAKE_OVER, LEAVE
    }

    ConflictCard(SyncViewModel model, Messages text, ToIntFunction<String> place) {
        getStyleClass().add("conflict-card");
        var rows = model.review().conflicts();
        String title = text.get("sync.conflict.title", rows.size());
        long open = rows.stream().filter(row -> row.decision() == null).count();
        HBox head = Controls.row(8, new StateIcon(State.WARNING, 16, title), Controls.label(title, "strong"), Controls.grow(),
                Labels.whole(text.get("sync.conflict.open", open), "t12", "muted"));
        head.getStyleClass().add("conflict-head");
        getChildren().add(head);
        boolean locked = model.stage() != SyncViewModel.Stage.REVIEW;
        for (ConflictRow row : rows) {
            getChildren().add(body(row, model, text, place, locked));
        }
    }

    private static VBox body(ConflictRow row, SyncViewModel model, Messages text, ToIntFunction<String> place, boolean locked) {
        HBox where = Controls.row(7, Controls.square(place.applyAsInt(row.cluster())), Labels.name(row.cluster()),
                Controls.label("/", "subtle"), new Icon(Glyph.TEMPLATE, 14), Labels.name(row.object().toString(), "medium"));
        var facts = new GridPane();
        facts.getStyleClass().add("conflict-facts");
        facts.addRow(0, Labels.whole(text.get("sync.conflict.field"), "muted"),
                Labels.name(row.field().path().toString(), "mono"));
        facts.addRow(1, Labels.whole(text.get("sync.conflict.live"), "muted"),
                Controls.row(8, Controls.label(ChangeTree.value(row.field().live()), "mono", "bad"),
                        Labels.whole(text.get("sync.conflict.owner"), "muted"), Labels.name(row.field().owner(), "mono")));
        facts.addRow(2, Labels.whole(text.get("sync.conflict.planned"), "muted"),
                Controls.label(ChangeTree.value(row.field().planned()), "mono", "ok"));
        var choices = new LinkedHashMap<Choice, String>();
        choices.put(Choice.TAKE_OVER, text.get("sync.conflict.take-over"));
        choices.put(Choice.LEAVE, text.get("sync.conflict.leave", ChangeTree.value(row.field().live())));
        choices.put(Choice.UNDECIDED, text.get("sync.conflict.later"));
        var choice = new Segmented<>(choices);
        choice.valueProperty().set(row.decision() == null
                ? Choice.UNDECIDED
                : row.decision() == Decision.TAKE_OVER ? Choice.TAKE_OVER : Choice.LEAVE);
        choice.valueProperty().addListener((_, _, chosen) -> model.decide(row, switch (chosen) {
            case UNDECIDED -> null;
            case TAKE_OVER -> Decision.TAKE_OVER;
            case LEAVE -> Decision.LEAVE;
        }));
        choice.setDisable(locked);
        var body = new VBox(9, where, facts, choice,
                Labels.sentence(text.get(locked ? "sync.conflict.fixed" : "sync.conflict.explain"), "t12", "muted"));
        body.getStyleClass().add("conflict-body");
        return body;
    }
}
