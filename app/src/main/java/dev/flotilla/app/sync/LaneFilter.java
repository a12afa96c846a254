package dev.flotilla.app.sync;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import dev.flotilla.engine.sync.Undone;

/// Which of many lanes somebody wants to see: by parts of members' names, and by how far they are.
final class LaneFilter {
    /// `UNSENT`: held elsewhere, cancelled or skipped, which is not to have failed.
    enum Which {
        ALL, RUNNING, FAILED, UNSENT, DONE;

        boolean holds(Lane lane) {
            return switch (this) {
                case ALL -> true;
                case RUNNING -> !lane.isOver();
                case FAILED -> lane.undone() == Undone.FAILED;
                case UNSENT -> lane.undone() != null && lane.undone() != Undone.FAILED;
                case DONE -> lane.phase() == Lane.Phase.DONE;
            };
        }
    }

    private final StringProperty words = new SimpleStringProperty(this, "words", "");
    private final ObjectProperty<Which> which = new SimpleObjectProperty<>(this, "which", Which.ALL);

    /// A lane is shown where its member's name holds any of the words; without words every one is.
    StringProperty wordsProperty() {
        return words;
    }

    ObjectProperty<Which> whichProperty() {
        return which;
    }

    void clear() {
        words.set("");
        which.set(Which.ALL);
    }

    List<Lane> shown(Collection<Lane> lanes) {
        String typed = words.get() == null ? "" : words.get().strip().toLowerCase(Locale.ROOT);
        List<String> parts = typed.isEmpty() ? List.of() : List.of(typed.split("\\s+"));
        return lanes.stream().filter(which.get()::holds)
                .filter(lane -> parts.isEmpty() || parts.stream().anyMatch(lane.cluster().toLowerCase(Locale.ROOT)::contains))
                .toList();
    }

    static long count(Which which, Collection<Lane> lanes) {
        return lanes.stream().filter(which::holds).count();
    }
}
