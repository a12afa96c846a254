package dev.flotilla.engine.sync;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many requests may be under way to one member: one more after each window of answers that were fast enough, half as many
/// after a 429 or when answers get slow, as TCP does it.
///
/// Slow means several times the fastest that this member was seen to answer lately, and more than a floor below which slowness
/// is noise.
final class AdaptiveLimit {
    private static final int START = 16;
    private static final int LEAST = 1;
    private static final int MOST = 64;
    private static final double SLOW = 8;
    private static final long FLOOR_NANOS = Duration.ofMillis(500).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private double limit = START;
    private int inFlight;
    private long fastest = Long.MAX_VALUE;
    private long lastCut = Long.MIN_VALUE;

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

    /// Gives a place back.
    ///
    /// @param nanos   how long the answer took
    /// @param refused whether the server said that it is too much
    void release(long nanos, boolean refused) {
        lock.lock();
        try {
            inFlight--;
            fastest = Math.min(fastest, nanos);
            boolean slow = nanos > FLOOR_NANOS && nanos > fastest * SLOW;
            if (refused || slow) {
                cut();
            } else {
                limit = Math.min(MOST, limit + 1 / limit);
            }
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Once for all requests that were under way together.
    private void cut() {
        long now = System.nanoTime();
        if (lastCut != Long.MIN_VALUE && now - lastCut < Math.max(fastest, FLOOR_NANOS / 5)) return;
        lastCut = now;
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
