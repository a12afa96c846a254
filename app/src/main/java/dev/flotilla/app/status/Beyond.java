package dev.flotilla.app.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import org.jspecify.annotations.Nullable;

/// Says that something is wrong on members that have no column now, and goes to the nearest of them.
final class Beyond extends Button {
    /// What is told of members out of sight.
    static final Set<Sought> WORRYING = Set.of(Sought.DRIFTED, Sought.FAILED);
    private static final int MOST = 6;

    private final Messages text;
    private final String words;
    private final Tooltip where = new Tooltip();
    private @Nullable State shown;

    /// @param words key of the sentence with their number
    Beyond(String words, Messages text) {
        this.text = text;
        this.words = words;
        getStyleClass().addAll("beyond", "small", "plain");
        setTooltip(where);
        setMinWidth(USE_PREF_SIZE);
        show(List.of(), false, _ -> {});
    }

    /// @param spots  on those members
    /// @param failed whether something of them failed
    /// @param go     receives the nearest, the first in `spots`
    void show(List<Matrix.Spot> spots, boolean failed, Consumer<Matrix.Spot> go) {
        setVisible(!spots.isEmpty());
        setManaged(!spots.isEmpty());
        if (spots.isEmpty()) return;
        setText(Integer.toString(spots.size()));
        String sentence = text.get(words, spots.size());
        setAccessibleText(sentence);
        where.setText(sentence + "\n" + places(spots, text));
        State state = failed ? State.FAILED : State.DRIFTED;
        if (state != shown) setGraphic(new StateIcon(state, 14, text.get("ui.state." + state.key())));
        shown = state;
        setOnAction(_ -> go.accept(spots.getFirst()));
    }

    /// Where things are, as far as so many have room; empty for none.
    static String places(List<Matrix.Spot> spots, Messages text) {
        var lines = new ArrayList<String>();
        spots.stream().limit(MOST).forEach(spot -> lines.add(text.get("status.place", spot.object().name(), spot.cluster())));
        if (spots.size() > MOST) lines.add(text.get("status.place.more", spots.size() - MOST));
        return String.join("\n", lines);
    }
}
