package dev.flotilla.engine.sync;

import java.util.OptionalLong;

/// Whose request to a member is next. A whole wave waits here together: nobody is let through while the run is paused, one at a time
/// tries while the member does not answer ([Circuit]), else as many as it takes well ([Throttle]).
///
/// Who waited for a place is asked again once it has one: the run may have been paused, or the member have fallen silent meanwhile,
/// and a thousand that waited would otherwise go into the silence one after the other.
final class Turns {
    private final Gate gate;
    private final Circuit circuit;
    private final Throttle throttle;

    Turns(Gate gate, Circuit circuit, Throttle throttle) {
        this.gate = gate;
        this.circuit = circuit;
        this.throttle = throttle;
    }

    /// Waits for a turn.
    ///
    /// @return when it began, by [System#nanoTime]; empty where the member was given up
    OptionalLong take() throws InterruptedException {
        while (true) {
            gate.pass();
            if (!circuit.await()) return OptionalLong.empty();
            throttle.acquire();
            if (!gate.isClosed() && circuit.enter()) return OptionalLong.of(System.nanoTime());
            throttle.release(System.nanoTime(), AdaptiveLimit.Answer.FAILED);
        }
    }

    /// @param began what [#take] said
    void over(long began, AdaptiveLimit.Answer answer) {
        throttle.release(began, answer);
    }
}
