package dev.flotilla.engine.sync;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import dev.flotilla.engine.cluster.ClusterClient;

/// How many requests may be under way to all members on one machine together, since they share its processors.
///
/// Every member is sure of an equal part and may borrow what the others leave. So one that hangs keeps what it has borrowed and
/// its own part, and the others' parts stay free.
final class MachineBudget {
    static final int TOGETHER = AdaptiveLimit.MOST;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private int members;
    private int inFlight;

    /// The budgets of a run's machines. A machine is known by the host in its members' addresses.
    static final class Machines {
        private final Map<String, MachineBudget> byHost = new ConcurrentHashMap<>();

        Share join(ClusterClient member) {
            String address = member.address();
            int port = address.lastIndexOf(':');
            return byHost.computeIfAbsent(port < 0 ? address : address.substring(0, port), _ -> new MachineBudget()).join();
        }
    }

    Share join() {
        lock.lock();
        try {
            members++;
            return new Share();
        } finally {
            lock.unlock();
        }
    }

    /// One member's claim.
    final class Share {
        private int own;

        void acquire() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (own >= Math.max(1, TOGETHER / members) && inFlight >= TOGETHER) {
                    freed.await();
                }
                own++;
                inFlight++;
            } finally {
                lock.unlock();
            }
        }

        void release() {
            lock.lock();
            try {
                own--;
                inFlight--;
                // Few wait here: each member's own limit comes first.
                freed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
