package dev.flotilla.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.value.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Plan against what runs.
@Command(name = "diff")
final class DiffCommand implements Callable<Integer> {
    private final Console console;
    private final Engine engine;

    @Parameters(paramLabel = "WORKSPACE", arity = "0..1") private String path = ".";

    @Option(names = "--cluster", paramLabel = "NAME", split = ",") private List<String> clusters = new ArrayList<>();

    @Option(names = {"-o", "--output"}, paramLabel = "text|json") private Form output = Form.text;

    enum Form {
        text, json
    }

    @Mixin private Reaching reaching = new Reaching();

    DiffCommand(Console console, Engine engine) {
        this.console = console;
        this.engine = engine;
    }

    @Override
    public Integer call() throws Trouble, IOException {
        var planning = new Planning(console, engine);
        try (var connected = Connected.open(console, engine, planning, path, reaching)) {
            FleetDiff diff = connected.session().diff(connected.plan(), connected.members(clusters));
            if (output == Form.json) {
                console.out().println(Json.pretty(ChangeText.json(diff)));
            } else {
                var text = new ChangeText(console);
                diff.clusters().forEach(text::print);
            }
            planning.reportErrors(connected.workspace(), connected.plan());
            var failures = new LinkedHashMap<String, @Nullable ClusterFailure>();
            diff.clusters().forEach(cluster -> failures.put(cluster.cluster(), cluster.failure()));
            boolean differs = diff.clusters().stream().anyMatch(cluster -> !cluster.isEmpty());
            return connected.reportFailures(failures, differs ? ExitCode.FINDINGS : planning.exitCode(connected.plan()));
        }
    }
}
