package dev.flotilla.engine.sandbox.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// What goes wrong on purpose between a client and a sandbox. May be changed at any time from any thread.
public final class Faults {
    private volatile Duration latency = Duration.ZERO;
    private volatile boolean hanging;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile int status = 500;

    /// Every request waits this long before it is looked at.
    public void setLatency(Duration value) {
        latency = value;
    }

    /// Requests are accepted and never answered, until this is taken back.
    public void setHanging(boolean value) {
        synchronized (this) {
            hanging = value;
            notifyAll();
        }
    }

    /// The next requests are refused.
    ///
    /// @param code  429, 500, 503, …
    /// @param count how many requests
    public void failNext(int code, int count) {
        status = code;
        failures.set(count);
    }

    /// Waits as told.
    ///
    /// @return the status to refuse with, or 0
    int beforeRequest() throws InterruptedException {
        if (!latency.isZero()) Thread.sleep(latency);
        synchronized (this) {
            while (hanging) {
                wait();
            }
        }
        return failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? status : 0;
    }
}
