package dev.flotilla.app.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.sync.SyncPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Back to what a past run pushed.
@Command(name = "rollback")
final class RollbackCommand implements Callable<Integer> {
    private final Console console;
    private final Engine engine;

    @Parameters(index = "0", paramLabel = "WORKSPACE") private String path = ".";

    @Parameters(index = "1", paramLabel = "RUN") private String run = "";

    @Mixin private Pushing.Options how = new Pushing.Options();

    @Mixin private Reaching reaching = new Reaching();

    RollbackCommand(Console console, Engine engine) {
        this.console = console;
        this.engine = engine;
    }

    @Override
    public Integer call() throws Trouble, IOException {
        try (var connected = Connected.open(console, engine, new Planning(console, engine), path, reaching)) {
            if (connected.session().history().stream().noneMatch(record -> record.id().equals(run))) {
                throw Trouble.invalid("no-such-run", run);
            }
            SyncPlan back = connected.session().rollback(run);
            var plan = new SyncPlan(back.planHash(), back.members(), back.options().withDryRun(how.dryRun()), back.rollbackOf());
            return new Pushing(console, connected, how).push(plan);
        }
    }
}
