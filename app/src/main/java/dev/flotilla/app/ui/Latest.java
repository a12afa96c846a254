package dev.flotilla.app.ui;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/// Answers only the newest question. While one is being worked on, later ones wait, and all but the last of those are dropped:
/// typing fast makes neither a queue nor stale answers. Used on the FX thread only.
public final class Latest<T> {
    private final Background background;
    private final Consumer<? super T> done;
    private final Consumer<? super Exception> failed;
    private Job running = Job.NONE;
    private boolean busy;
    private @Nullable Callable<T> waiting;

    public Latest(Background background, Consumer<? super T> done, Consumer<? super Exception> failed) {
        this.background = background;
        this.done = done;
        this.failed = failed;
    }

    public void ask(Callable<T> question) {
        if (busy) {
            waiting = question;
            return;
        }
        busy = true;
        running = background.run(question, this::answered, this::broke);
    }

    /// Nothing that was asked so far is answered any more.
    public void forget() {
        running.cancel();
        busy = false;
        waiting = null;
    }

    private void answered(T answer) {
        busy = false;
        if (!askWaiting()) done.accept(answer);
    }

    private void broke(Exception e) {
        busy = false;
        if (!askWaiting()) failed.accept(e);
    }

    private boolean askWaiting() {
        Callable<T> next = waiting;
        waiting = null;
        if (next == null) return false;
        ask(next);
        return true;
    }
}
