package dev.flotilla.engine.sync;

import org.jspecify.annotations.Nullable;

/// How many requests to one member are under way: as many as it takes well ([AdaptiveLimit]), and no more than its share where
/// several members run on one machine ([MachineBudget]).
final class Throttle {
    private final AdaptiveLimit limit = new AdaptiveLimit();
    private final MachineBudget.@Nullable Share share;

    /// @param share `null` where nothing is sent
    Throttle(MachineBudget.@Nullable Share share) {
        this.share = share;
    }

    /// Waits until a request may be sent.
    void acquire() throws InterruptedException {
        limit.acquire();
        if (share == null) return;
        try {
            share.acquire();
        } catch (InterruptedException e) {
            long now = System.nanoTime();
            limit.release(now, now, AdaptiveLimit.Answer.FAILED);
            throw e;
        }
    }

    /// @param began when the request was sent, by [System#nanoTime]
    void release(long began, AdaptiveLimit.Answer answer) {
        if (share != null) share.release();
        limit.release(began, System.nanoTime(), answer);
    }
}
