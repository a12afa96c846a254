package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.diff.ClusterDiff;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.sync.SyncOptions.DryRun;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.value.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Back to what a past run pushed.
@Command(name = "rollback")
final class RollbackCommand implements Callable<Integer> {
    private final Console console;
    private final Engine engine;

    @Parameters(index = "0", arity = "0..1", paramLabel = "WORKSPACE") private String path = ".";

    @Parameters(index = "1", arity = "0..1", paramLabel = "RUN") private String run = "";

    @Option(names = {"-y", "--yes"}) private boolean yes;

    @Mixin private Pushing.Options how = new Pushing.Options();

    @Mixin private Reaching reaching = new Reaching();

    RollbackCommand(Console console, Engine engine) {
        this.console = console;
        this.engine = engine;
    }

    @Override
    public Integer call() throws Trouble, IOException {
        if (run.isEmpty()) {
            if (Files.exists(console.path(path))) throw Trouble.invalid("which-run");
            run = path;
            path = ".";
        }
        var planning = new Planning(console, engine);
        if (yes && how.dryRun() == DryRun.NONE) Connected.requireRecords(console, planning.open(path));
        try (var connected = Connected.open(console, engine, planning, path, reaching)) {
            if (connected.session().history().stream().noneMatch(record -> record.id().equals(run))) {
                throw Trouble.invalid("no-such-run", run);
            }
            SyncPlan back = connected.session().rollback(run);
            if (!yes && how.dryRun() == DryRun.NONE) return show(connected, back);
            if (!how.json()) print(back);
            var plan = new SyncPlan(back.planHash(), back.members(), back.options().withDryRun(how.dryRun()), back.rollbackOf());
            return new Pushing(console, connected, how).push(plan);
        }
    }

    private static FleetDiff diff(SyncPlan back) {
        return new FleetDiff(back.planHash(), back.members().stream().map(member -> new ClusterDiff(member.cluster(), member
                .desired(), member.steps(), member.failure())).toList());
    }

    private void print(SyncPlan back) {
        var text = new ChangeText(console);
        diff(back).clusters().forEach(text::print);
    }

    /// Nothing is done before somebody has seen what would be.
    private int show(Connected connected, SyncPlan back) {
        if (how.json()) {
            console.out().println(Json.pretty(ChangeText.json(diff(back))));
        } else {
            print(back);
        }
        console.out().flush();
        if (!back.isEmpty()) console.err().println(console.words().get("cli.rollback.only-shown"));
        var failures = new LinkedHashMap<String, @Nullable ClusterFailure>();
        back.members().forEach(member -> failures.put(member.cluster(), member.failure()));
        return connected.reportFailures(failures, back.isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS);
    }
}
