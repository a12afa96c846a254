package dev.flotilla.app.sync;

import java.util.List;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Question;
import dev.flotilla.engine.documents.ObjectRef;
import org.jspecify.annotations.Nullable;

/// Names every object that a push would delete, and asks whether it may.
///
/// @param wanted whether the user wants to be asked at all
record PruneQuestion(Appearance appearance, Messages text, ToIntFunction<String> place, BooleanSupplier wanted) {
    private static final double TALLEST = 320;

    /// @param gone objects by member
    boolean ask(@Nullable Window owner, SequencedMap<String, List<ObjectRef>> gone) {
        if (!wanted.getAsBoolean()) return true;
        int objects = gone.values().stream().mapToInt(List::size).sum();
        var names = new VBox(6);
        gone.forEach((cluster, refs) -> {
            names.getChildren().add(Controls.row(8, Controls.square(place.applyAsInt(cluster)), Labels.name(cluster, "strong")));
            refs.forEach(ref -> names.getChildren().add(line(ref)));
        });
        var scroll = new ScrollPane(names);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(TALLEST);
        scroll.setAccessibleText(text.get("sync.prune.list"));
        // longer than it is high, it is read by keyboard, too
        scroll.setFocusTraversable(true);
        return Question.destroys(owner, appearance, text.get("sync.prune.title", objects), text.get("sync.prune.more"), scroll,
                text.get("sync.prune.do", objects, gone.size()), text.get("sync.prune.keep"));
    }

    private static Node line(ObjectRef ref) {
        var icon = new Icon(Glyph.TRASH, 14);
        icon.getStyleClass().add("bad");
        return Controls.row(8, icon, Labels.name(ref.toString(), "medium"));
    }
}
