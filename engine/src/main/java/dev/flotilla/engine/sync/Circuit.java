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
    private long opened;
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

    /// Waits until a request may be sent, and is the one that tries where one tries for all.
    ///
    /// @return `false` when the member was given up
    boolean pass() throws InterruptedException {
        while (await()) {
            if (enter()) return true;
        }
        return false;
    }

    /// Waits until somebody may send a request; who that is says [#enter].
    ///
    /// @return `false` when the member was given up
    boolean await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (givenUp) return false;
                if (!open) return true;
                long left = until - System.nanoTime();
                if (left <= 0 && !trying) return true;
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

    /// Whether the caller may send a request now. While the member does not answer that is one caller at a time, who then says what
    /// came of it.
    boolean enter() {
        lock.lock();
        try {
            if (givenUp) return false;
            if (!open) return true;
            if (trying || until - System.nanoTime() > 0) return false;
            trying = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// The member answered, whatever it said. Also one that was given up: a request that was under way then came through late.
    void answered() {
        lock.lock();
        boolean wasOpen;
        try {
            inARow = 0;
            wasOpen = open;
            open = false;
            trying = false;
            givenUp = false;
            tries = 0;
            why = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (wasOpen) listener.closed();
    }

    /// The member did not answer. What was sent before the circuit opened tells nothing new by that, however late it comes to nothing.
    ///
    /// @param began when the request was sent, by [System#nanoTime]
    void silent(ClusterFailure failure, long began) {
        Duration delay;
        int attempts;
        lock.lock();
        try {
            if (givenUp || open && began - opened < 0) return;
            why = failure;
            inARow++;
            if (!open && inARow < FAILURES) return;
            open = true;
            trying = false;
            tries++;
            if (tries >= patience) givenUp = true;
            delay = delay();
            opened = System.nanoTime();
            until = opened + delay.toNanos();
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
