package dev.flotilla.engine.sandbox.controller;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/// What is to be looked at, and when. A task that is added again keeps the earlier of its times.
final class WorkQueue {
    /// @param controller who looks
    /// @param key        at what: `NAMESPACE/NAME`
    record Task(String controller, String key) {}

    private record Entry(Task task, long due, long order) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return due == other.due ? Long.compare(order, other.order) : Long.compare(due, other.due);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private final Map<Task, Entry> known = new HashMap<>();
    private long order;
    private boolean closed;
    private final SimulatedTime time;

    WorkQueue(SimulatedTime time) {
        this.time = time;
    }

    /// @param delayNanos from now
    void add(Task task, long delayNanos) {
        lock.lock();
        try {
            long due = time.nanos() + delayNanos;
            Entry before = known.get(task);
            if (before != null && before.due <= due) return;
            if (before != null) entries.remove(before);
            var entry = new Entry(task, due, order++);
            known.put(task, entry);
            entries.add(entry);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the next task that is due; `null` once closed.
    @Nullable
    Task take() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                Entry first = entries.peek();
                if (first == null) {
                    changed.await();
                    continue;
                }
                long wait = first.due - time.nanos();
                if (wait <= 0) {
                    entries.remove();
                    known.remove(first.task);
                    return first.task;
                }
                // Whether the time passed or somebody added something: look again.
                changed.awaitNanos(Math.min(wait, TimeUnit.HOURS.toNanos(1)));
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /// The next task that is due until `end`, without waiting: time leaps to it.
    ///
    /// @return `null` when there is none
    @Nullable
    Task takeBefore(long end) {
        lock.lock();
        try {
            Entry first = entries.peek();
            if (first == null || first.due > end) return null;
            entries.remove();
            known.remove(first.task);
            time.leapTo(first.due);
            return first.task;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
