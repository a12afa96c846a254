package dev.flotilla.app.status;

import java.time.Duration;
import java.time.Instant;

import dev.flotilla.app.ui.State;
import dev.flotilla.engine.status.MemberStatus;
import dev.flotilla.engine.status.Phase;
import dev.flotilla.engine.status.Replicas;
import org.jspecify.annotations.Nullable;

/// What a field of the matrix shows: a shape, and the figures or the word beside it. Health and drift are two axes, so the figures
/// stay what they are when a field drifted.
///
/// @param figures such as `2/2`, or `–/2` where the member never said; empty for what has no replicas
/// @param word    last part of the key of the phase's word
/// @param difference from the plan
/// @param age     how old the figures are, where that matters; `null` for fresh
record Cell(State state, String figures, String word, Difference difference, @Nullable Duration age) {
    /// What stands for a figure that nobody knows.
    static final String UNKNOWN = "–";

    static final Cell NOT_PLACED = new Cell(State.NOT_PLACED, "", "not-placed", Difference.NONE, null);

    /// How the live object differs from the plan. `WAITS`: as it was pushed last, while the plan has moved on since; a push brings it.
    /// `DRIFTED`: somebody else changed it.
    enum Difference {
        NONE, WAITS, DRIFTED
    }

    boolean drifted() {
        return difference == Difference.DRIFTED;
    }

    boolean waits() {
        return difference == Difference.WAITS;
    }

    /// @param now to tell how old a stale figure is
    static Cell of(MemberStatus status, Difference difference, Instant now) {
        State state = status.stale()
                ? State.NO_ANSWER
                : difference == Difference.NONE || !isFine(status.phase())
                        ? stateOf(status.phase())
                        : difference == Difference.DRIFTED ? State.DRIFTED : State.HINT;
        Duration age = status.stale() && status.seen() != null ? Duration.between(status.seen(), now) : null;
        return new Cell(state, figures(status), word(status.phase()), status.stale() ? Difference.NONE : difference, age);
    }

    private static boolean isFine(Phase phase) {
        return phase == Phase.CURRENT || phase == Phase.IN_PROGRESS;
    }

    static State stateOf(Phase phase) {
        return switch (phase) {
            case NOT_PLACED -> State.NOT_PLACED;
            case CURRENT -> State.OK;
            case IN_PROGRESS -> State.RUNNING;
            case TERMINATING -> State.WARNING;
            case NOT_FOUND -> State.NOT_REACHED;
            case UNKNOWN -> State.NO_ANSWER;
            case FAILED -> State.FAILED;
        };
    }

    static String word(Phase phase) {
        return phase.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static String figures(MemberStatus status) {
        var replicas = status.replicas();
        Integer planned = status.planned();
        if (planned == null) return replicas == null ? "" : replicas.ready() + "/" + replicas.desired();
        return ready(status.isKnown(), replicas) + "/" + planned;
    }

    /// @param known whether anybody ever said; an object that is known not to be there has none ready
    static String ready(boolean known, @Nullable Replicas replicas) {
        return known ? Integer.toString(replicas == null ? 0 : replicas.ready()) : UNKNOWN;
    }
}
