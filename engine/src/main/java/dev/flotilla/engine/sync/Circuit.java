package dev.flotilla.engine.sync;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import dev.flotilla.engine.cluster.ClusterFailure;
import org.jspecify.annotations.Nullable;

/// Keeps requests from a member that does not answer. After a few failures in a row it opens: everybody waits, longer each time,
/// then one request tries. When patience ends, the member is given up.
final class Circuit {
    private static final int FAILURES = 3;
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int patience;
    private final Listener listener;
    private int inARow;
    private int tries;
    private boolean open;
    private boolean trying;
    private boolean givenUp;
    private long until;
    private @Nullable ClusterFailure why;

    interface Listener {
        void opened(ClusterFailure why, int tries, Duration delay);

        void closed();
    }

    /// @param patience how many tries before the member is given up
    Circuit(int patience, Listener listener) {
        this.patience = patience;
        this.listener = listener;
    }

    /// Waits until a request may be sent.
    ///
    /// @return `false` when the member was given up
    boolean pass() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (givenUp) return false;
                if (!open) return true;
                long left = until - System.nanoTime();
                if (left <= 0 && !trying) {
                    trying = true;
                    return true;
                }
                if (left > 0) {
                    boolean unused = changed.await(left, TimeUnit.NANOSECONDS);
                } else {
                    changed.await();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// The member answered, whatever it said.
    void answered() {
        lock.lock();
        boolean wasOpen;
        try {
            inARow = 0;
            wasOpen = open;
            open = false;
            trying = false;
            tries = 0;
            why = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (wasOpen) listener.closed();
    }

    /// The member did not answer.
    void silent(ClusterFailure failure) {
        Duration delay;
        int attempts;
        lock.lock();
        try {
            why = failure;
            inARow++;
            boolean tried = trying;
            trying = false;
            if (givenUp || open && !tried || !open && inARow < FAILURES) {
                changed.signalAll();
                return;
            }
            open = true;
            tries++;
            if (tries >= patience) givenUp = true;
            delay = delay();
            until = System.nanoTime() + delay.toNanos();
            attempts = tries;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listener.opened(failure, attempts, delay);
    }

    private Duration delay() {
        Duration delay = FIRST.multipliedBy(1L << Math.min(tries - 1, 10));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    /// The request that was to try ended in another way: the next one may.
    void abandoned() {
        lock.lock();
        try {
            trying = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void retryNow() {
        lock.lock();
        try {
            givenUp = false;
            tries = 0;
            until = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Why the member was given up, or `null` while it was not.
    @Nullable
    ClusterFailure givenUpFor() {
        lock.lock();
        try {
            return givenUp ? why : null;
        } finally {
            lock.unlock();
        }
    }
}
