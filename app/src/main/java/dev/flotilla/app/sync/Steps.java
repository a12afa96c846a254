package dev.flotilla.app.sync;

import dev.flotilla.app.sync.SyncViewModel.Stage;

/// How far review, push and verification are. What was not reached is never told as done.
record Steps(Mark review, Mark push, Mark verify) {
    /// `AHEAD`: not begun. `PARTLY`: over, and something of it was not done. `STOPPED`: broken off by a person. `BROKEN`: broken off
    /// by what nobody wanted.
    enum Mark {
        AHEAD, NOW, DONE, PARTLY, STOPPED, BROKEN
    }

    /// How the last push went.
    enum Outcome {
        COMPLETE, PARTLY, CANCELLED, BROKEN
    }

    /// @param outcome of the push; looked at only once the push is over
    static Steps of(Stage stage, Outcome outcome) {
        return switch (stage) {
            case IDLE, COMPARING, REVIEW -> new Steps(Mark.NOW, Mark.AHEAD, Mark.AHEAD);
            case PUSHING, PAUSED -> new Steps(Mark.DONE, Mark.NOW, Mark.AHEAD);
            case VERIFYING -> new Steps(Mark.DONE, Mark.DONE, Mark.NOW);
            case DONE -> switch (outcome) {
                case COMPLETE -> new Steps(Mark.DONE, Mark.DONE, Mark.DONE);
                case PARTLY -> new Steps(Mark.DONE, Mark.PARTLY, Mark.AHEAD);
                case CANCELLED -> new Steps(Mark.DONE, Mark.STOPPED, Mark.AHEAD);
                case BROKEN -> new Steps(Mark.DONE, Mark.BROKEN, Mark.AHEAD);
            };
        };
    }
}
