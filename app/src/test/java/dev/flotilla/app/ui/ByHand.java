package dev.flotilla.app.ui;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Once told to, keeps work waiting until the test does it, in whatever order; its answers come at once, unless it was cancelled.
/// What other threads hand over is kept until the test takes it, so that all of it happens on the test's thread.
public final class ByHand implements Background {
    private static final int PATIENCE_SECONDS = 60;

    /// What is to be done, oldest first.
    public final Deque<Runnable> waiting = new ArrayDeque<>();
    private final BlockingQueue<Runnable> handedOver = new LinkedBlockingQueue<>();
    public boolean waits;
    /// What is to be done again and again, until it is cancelled.
    public final List<Runnable> ticks = new CopyOnWriteArrayList<>();

    @Override
    public <T> Job run(Callable<T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
        if (!waits) return Background.inline().run(work, done, failed);
        Runnable kept = () -> Background.inline().run(work, done, failed);
        waiting.add(kept);
        return () -> waiting.remove(kept);
    }

    /// Does all that waits, and what comes of it.
    public void work() {
        while (!waiting.isEmpty()) {
            waiting.removeFirst().run();
        }
    }

    /// Takes the next thing that another thread handed over, however long it takes to come.
    public void take() throws InterruptedException {
        Runnable next = handedOver.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) throw new AssertionError("nothing was handed over");
        next.run();
    }

    /// Takes what was handed over by now.
    public void takeAll() {
        for (Runnable next = handedOver.poll(); next != null; next = handedOver.poll()) {
            next.run();
        }
    }

    @Override
    public Job every(Duration period, Runnable tick) {
        ticks.add(tick);
        return () -> ticks.remove(tick);
    }

    /// Lets the time pass after which ticks come.
    public void tick() {
        ticks.forEach(Runnable::run);
    }

    @Override
    public void onFx(Runnable answer) {
        handedOver.add(answer);
    }

    @Override
    public void later(Runnable answer) {
        answer.run();
    }

    @Override
    public void afterFrame(Runnable answer) {
        answer.run();
    }
}
