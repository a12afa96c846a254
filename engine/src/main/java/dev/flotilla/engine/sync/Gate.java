package dev.flotilla.engine.sync;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Closed while a run is paused.
final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private boolean closed;

    void pass() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (closed) {
                opened.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// @return whether it was open
    boolean close() {
        lock.lock();
        try {
            boolean changes = !closed;
            closed = true;
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /// @param first done before anybody passes, where it was closed
    void open(Runnable first) {
        lock.lock();
        try {
            if (!closed) return;
            first.run();
            closed = false;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
