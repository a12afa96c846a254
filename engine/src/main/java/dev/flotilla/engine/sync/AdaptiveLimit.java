package dev.flotilla.engine.sync;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many requests may be under way to one member: one more after each window of answers that were fast enough, half as many
/// after a 429 or when answers get slow, as TCP does it (additive increase, multiplicative decrease; RFC 5681).
///
/// Slow means several times the fastest answer of this or the last few windows, and more than a floor below which slowness is
/// noise. Only answers that did what was asked count as fast: a refused connection is no sign of a quick server.
final class AdaptiveLimit {
    static final int START = 16;
    static final int LEAST = 1;
    static final int MOST = 64;
    private static final double SLOW = 8;
    private static final long FLOOR_NANOS = Duration.ofMillis(500).toNanos();
    private static final int WINDOW = 128;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private double limit = START;
    private int inFlight;
    private int answers;
    private long fastest = Long.MAX_VALUE;
    private long fastestBefore = Long.MAX_VALUE;
    private long cutAt;
    private boolean wasCut;

    /// What came of a request: it was done, it was too much for the server, or it failed otherwise, which tells nothing of load.
    enum Answer {
        DONE, TOO_MUCH, FAILED
    }

    void acquire() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (inFlight >= (int) limit) {
                freed.await();
            }
            inFlight++;
        } finally {
            lock.unlock();
        }
    }

    /// Gives a place back. Wakes as many as there are places, not everybody: a thousand may be waiting.
    ///
    /// @param began when the request was sent, by the clock of `now`
    /// @param now   in nanoseconds
    void release(long began, long now, Answer answer) {
        lock.lock();
        try {
            inFlight--;
            int before = (int) limit;
            if (answer == Answer.TOO_MUCH) cut(began, now);
            if (answer == Answer.DONE) answered(began, now);
            if (inFlight < (int) limit) freed.signal();
            if ((int) limit > before) freed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void answered(long began, long now) {
        long took = now - began;
        if (++answers % WINDOW == 0) {
            fastestBefore = fastest;
            fastest = took;
        }
        fastest = Math.min(fastest, took);
        if (took > FLOOR_NANOS && took > Math.min(fastest, fastestBefore) * SLOW) {
            cut(began, now);
        } else {
            limit = Math.min(MOST, limit + 1 / limit);
        }
    }

    /// Once for all requests that were under way together: what was sent before the last cut knows nothing of it.
    private void cut(long began, long now) {
        if (wasCut && began - cutAt < 0) return;
        wasCut = true;
        cutAt = now;
        limit = Math.max(LEAST, limit / 2);
    }

    int current() {
        lock.lock();
        try {
            return (int) limit;
        } finally {
            lock.unlock();
        }
    }
}
