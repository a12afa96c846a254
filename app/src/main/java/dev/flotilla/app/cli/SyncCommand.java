package dev.flotilla.app.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.sync.SyncOptions.DryRun;
import dev.flotilla.engine.sync.SyncPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The push.
@Command(name = "sync")
final class SyncCommand implements Callable<Integer> {
    private static final String LAST = "last";

    private final Console console;
    private final Engine engine;

    @Parameters(paramLabel = "WORKSPACE", arity = "0..1") private String path = ".";

    @Option(names = "--cluster", paramLabel = "NAME", split = ",") private List<String> clusters = new ArrayList<>();

    @Option(names = "--prune") private boolean prune;

    @Option(names = "--take-over") private boolean takeOver;

    @Option(names = "--allow-errors") private boolean allowErrors;

    @Option(names = "--retry-failed", paramLabel = "RUN", arity = "0..1", fallbackValue = LAST, preprocessor = RunOrNone.class) private @Nullable String retry;

    @Option(names = "--watch") private boolean watch;

    @Mixin private Pushing.Options how = new Pushing.Options();

    @Mixin private Patience patience = new Patience();

    @Mixin private Reaching reaching = new Reaching();

    SyncCommand(Console console, Engine engine) {
        this.console = console;
        this.engine = engine;
    }

    @Override
    public Integer call() throws Trouble, IOException, InterruptedException {
        Duration timeout = patience.duration();
        var planning = new Planning(console, engine);
        refuseErrors(planning);
        if (how.dryRun() == DryRun.NONE) Connected.requireRecords(console, planning.open(path));
        try (var connected = Connected.open(console, engine, planning, path, reaching)) {
            var options = new SyncOptions(prune, how.dryRun(), takeOver, SyncOptions.NORMAL.patience());
            SyncPlan plan = connected.session().prepare(connected.plan(), connected.members(clusters), options);
            if (retry != null) plan = plan.retrying(earlier(connected, retry));
            if (how.dryRun() == DryRun.NONE) connected.session().interrupted().ifPresent(this::tell);
            int exit = new Pushing(console, connected, how).push(plan);
            boolean follow = watch && how.dryRun() == DryRun.NONE && exit != ExitCode.NO_MEMBER_REACHED;
            if (!follow) return exit;
            int settled = new StatusFollower(console, connected, how.json()).untilSettled(timeout);
            return exit == ExitCode.FINE ? settled : exit;
        }
    }

    /// Before anything else is done: what the run was about that ended with its process.
    private void tell(RunRecord killed) {
        console.err().println(console.words().get("cli.sync.interrupted", killed.id(), killed.inFlight().size()));
        console.err().flush();
    }

    /// In `--retry-failed WORKSPACE` the workspace is no run.
    static final class RunOrNone extends Alone {
        RunOrNone() {
            super(LAST, value -> value.matches("\\d{8}-\\d{6}-\\d{6}"));
        }
    }

    private static RunRecord earlier(Connected connected, String wanted) throws Trouble, IOException {
        return connected.session().history().stream().filter(run -> wanted.equals(LAST) || wanted.equals(run.id())).findFirst()
                .orElseThrow(() -> wanted.equals(LAST) ? Trouble.invalid("no-run-yet") : Trouble.invalid("no-such-run", wanted));
    }

    /// Half of the documents is half of the truth: what an error keeps out of the plan would look as if nobody wanted it.
    private void refuseErrors(Planning planning) throws Trouble {
        var workspace = planning.open(path);
        var plan = planning.plan(workspace);
        if (!Findings.hasErrors(plan.diagnostics())) return;
        planning.reportErrors(workspace, plan);
        if (!allowErrors) throw Trouble.invalid("errors-before-sync", path);
        if (prune) throw Trouble.invalid("errors-before-prune", path);
    }
}
