package dev.flotilla.app.workbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.Job;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.SessionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LiveFleetTest {
    @TempDir Path folder;

    /// Work that is done when the test says so; answers come at once.
    private static final class ByHand implements Background {
        final Deque<Runnable> waiting = new ArrayDeque<>();
        boolean waits;

        @Override
        public <T> Job run(Callable<T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
            if (!waits) return Background.inline().run(work, done, failed);
            waiting.add(() -> Background.inline().run(work, done, failed));
            return Job.NONE;
        }

        @Override
        public Job every(Duration period, Runnable tick) {
            return Job.NONE;
        }

        @Override
        public void onFx(Runnable answer) {
            if (waits) {
                answer.run();
            }
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

    @Test
    void closingIsOverWhenEverySessionThatWasOpenedHasEnded() throws Exception {
        Files.writeString(folder.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: closes}
                spec: {members: [{name: one, sandbox: {nodes: 1}}]}
                """);
        var background = new ByHand();
        var workbench = new Workbench(Engine.standard(), background);
        var fleet = new LiveFleet(workbench, background, () -> SessionOptions.standard(_ -> false).withState(folder.resolve(
                "state")));
        assertThat(fleet.close()).as("nothing was open").isCompleted();
        workbench.open(folder, opened -> assertThat(opened).isTrue());
        assertThat(fleet.session()).isNotNull();

        background.waits = true;
        fleet.reopen();
        CompletableFuture<Void> end = fleet.close().toCompletableFuture();

        assertThat(fleet.session()).as("for whoever looks it is closed at once").isNull();
        while (!background.waiting.isEmpty()) {
            assertThat(end).as("%s still to do", background.waiting.size()).isNotDone();
            background.waiting.removeFirst().run();
        }
        assertThat(end).isCompleted();
    }
}
