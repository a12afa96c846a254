package dev.flotilla.app.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.value.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How the pushed objects fare.
@Command(name = "status")
final class StatusCommand implements Callable<Integer> {
    private final Console console;
    private final Engine engine;

    @Parameters(paramLabel = "WORKSPACE", arity = "0..1") private String path = ".";

    @Option(names = {"-o", "--output"}, paramLabel = "table|json") private TableOrJson output = TableOrJson.table;

    @Option(names = "--watch") private boolean watch;

    @Option(names = "--until-current") private boolean untilCurrent;

    @Option(names = "--heal", negatable = true) private @Nullable Boolean heal;

    @Mixin private Patience patience = new Patience();

    @Mixin private Reaching reaching = new Reaching();

    StatusCommand(Console console, Engine engine) {
        this.console = console;
        this.engine = engine;
    }

    @Override
    public Integer call() throws Trouble, IOException, InterruptedException {
        Duration timeout = patience.duration();
        var planning = new Planning(console, engine);
        try (var connected = Connected.open(console, engine, planning, path, reaching)) {
            boolean json = output == TableOrJson.json;
            // What errors keep out has no status, and then what is shown is not everything.
            boolean whole = !Findings.hasErrors(connected.plan().diagnostics());
            if (!whole) planning.reportErrors(connected.workspace(), connected.plan());
            if (untilCurrent) return of(whole, new StatusFollower(console, connected, json).untilSettled(timeout));
            if (watch) {
                boolean healing = heal == null ? connected.workspace().settings().drift().selfHeal() : heal;
                return new StatusFollower(console, connected, json).untilStopped(healing);
            }
            FleetStatus status = connected.session().status(connected.plan());
            DeletionText deletions = DeletionText.of(status, connected.session().details());
            var records = connected.session().records(connected.plan(), connected.plan().objects());
            if (json) {
                console.out().println(Json.pretty(StatusJson.of(status, deletions, records)));
            } else {
                var text = new StatusText(console, deletions);
                text.lines(status).forEach(console.out()::println);
                text.words(records).forEach(console.out()::println);
            }
            console.out().flush();
            return of(whole, exitCode(connected, status));
        }
    }

    private static int of(boolean whole, int exit) {
        return exit == ExitCode.FINE && !whole ? ExitCode.FINDINGS : exit;
    }

    static int exitCode(Connected connected, FleetStatus status) {
        var failures = new LinkedHashMap<String, @Nullable ClusterFailure>();
        status.clusters().forEach(member -> failures.put(member.cluster(), member.failure()));
        boolean fine = status.isCurrent() && status.drifted() == 0;
        return connected.reportFailures(failures, fine ? ExitCode.FINE : ExitCode.FINDINGS);
    }
}
