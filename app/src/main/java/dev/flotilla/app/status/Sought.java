package dev.flotilla.app.status;

import java.util.Locale;

import dev.flotilla.app.ui.State;

/// What of the matrix is counted on a tile, and gone to from there.
enum Sought {
    DRIFTED(State.DRIFTED), FAILED(State.FAILED), SILENT(State.NO_ANSWER);

    private final State state;

    Sought(State state) {
        this.state = state;
    }

    /// Its shape.
    State state() {
        return state;
    }

    /// Last part of the keys of its words.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean is(Cell cell) {
        return this == DRIFTED ? cell.drifted() : cell.state() == state;
    }
}
