package dev.flotilla.app.ui;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/// The one place where work leaves the FX thread and comes back.
public interface Background {
    /// Runs `work` elsewhere, then exactly one of the answers on the FX thread; neither after [Job#cancel].
    <T> Job run(Callable<T> work, Consumer<? super T> done, Consumer<? super Exception> failed);

    /// Calls `tick` on the FX thread again and again until cancelled.
    Job every(Duration period, Runnable tick);

    /// Hands `answer` to the FX thread from wherever the caller is.
    void onFx(Runnable answer);

    /// Runs `answer` on the FX thread when what is under way there is finished, such as a layout.
    void later(Runnable answer);

    /// Runs `answer` on the FX thread when what has been set so far is on the screen.
    void afterFrame(Runnable answer);

    /// A virtual thread for each call.
    static Background threads() {
        return new Threads();
    }

    /// Everything at once on the calling thread, and no ticks: for tests without a toolkit.
    static Background inline() {
        return new Inline();
    }

    /// See [Background#threads].
    final class Threads implements Background {
        private Threads() {}

        @Override
        public <T> Job run(Callable<T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
            var cancelled = new AtomicBoolean();
            Thread thread = Thread.ofVirtual().name("background").start(() -> {
                try {
                    T result = work.call();
                    answer(cancelled, () -> done.accept(result));
                } catch (Exception e) {
                    answer(cancelled, () -> failed.accept(e));
                } catch (Error e) {
                    answer(cancelled, () -> {
                        throw e;
                    });
                }
            });
            return () -> {
                cancelled.set(true);
                thread.interrupt();
            };
        }

        private static void answer(AtomicBoolean cancelled, Runnable answer) {
            Platform.runLater(() -> {
                if (!cancelled.get()) answer.run();
            });
        }

        @Override
        public Job every(Duration period, Runnable tick) {
            var stopped = new AtomicBoolean();
            Thread thread = Thread.ofVirtual().name("ticks").start(() -> {
                try {
                    while (!stopped.get()) {
                        Thread.sleep(period);
                        answer(stopped, tick);
                    }
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
            return () -> {
                stopped.set(true);
                thread.interrupt();
            };
        }

        @Override
        public void later(Runnable answer) {
            Platform.runLater(answer);
        }

        @Override
        public void afterFrame(Runnable answer) {
            new AnimationTimer() {
                private boolean drawn;

                @Override
                public void handle(long now) {
                    if (drawn) {
                        stop();
                        answer.run();
                    }
                    drawn = true;
                }
            }.start();
        }

        @Override
        public void onFx(Runnable answer) {
            if (Platform.isFxApplicationThread()) {
                answer.run();
            } else {
                Platform.runLater(answer);
            }
        }
    }

    /// See [Background#inline].
    final class Inline implements Background {
        private Inline() {}

        @Override
        public <T> Job run(Callable<T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
            T result;
            try {
                result = work.call();
            } catch (Exception e) {
                failed.accept(e);
                return Job.NONE;
            }
            done.accept(result);
            return Job.NONE;
        }

        @Override
        public Job every(Duration period, Runnable tick) {
            return Job.NONE;
        }

        @Override
        public void later(Runnable answer) {
            answer.run();
        }

        @Override
        public void afterFrame(Runnable answer) {
            answer.run();
        }

        @Override
        public void onFx(Runnable answer) {
            answer.run();
        }
    }
}
