package dev.flotilla.engine;

import java.nio.file.Path;

import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncOptions;

/// A child process that pushes a workspace, to be killed while it does.
final class KilledRun {
    static final SyncOptions OPTIONS = SyncOptions.NORMAL.withPrune(true);

    private KilledRun() {}

    /// @param args the workspace's folder and the state folder
    public static void main(String[] args) {
        try (var fleet = new PushedFleet(Path.of(args[0]), Path.of(args[1]))) {
            var run = fleet.session.run(fleet.prepare(OPTIONS));
            System.out.println("begins");
            run.execute(event -> {
                if (event instanceof SyncEvent.StepFinished done) System.out.println(done.done());
            });
        }
        System.out.println("end");
    }
}
