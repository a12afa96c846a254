package dev.flotilla.engine.sandbox.controller;

import java.util.concurrent.atomic.AtomicLong;

/// The clock that steps in a sandbox are due by. It runs as any clock does, and can leap over time in which nobody looked.
final class SimulatedTime {
    private final AtomicLong leapt = new AtomicLong();

    long nanos() {
        return System.nanoTime() + leapt.get();
    }

    /// Leaps to a moment; nothing happens when that has been.
    void leapTo(long nanos) {
        long left = nanos - nanos();
        if (left > 0) leapt.addAndGet(left);
    }
}
