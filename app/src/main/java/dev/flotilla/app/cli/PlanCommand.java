package dev.flotilla.app.cli;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Who gets what.
@Command(name = "plan")
final class PlanCommand implements Callable<Integer> {
    private final Console console;
    private final Engine engine;
    private final Planning planning;

    @Parameters(paramLabel = "WORKSPACE", arity = "0..1") private String path = ".";

    @Option(names = {"-o", "--output"}, paramLabel = "table|json|yaml") private Format output = Format.table;

    @Option(names = "--live") private boolean live;

    enum Format {
        table, json, yaml
    }

    @Mixin private Reaching reaching = new Reaching();

    PlanCommand(Console console, Engine engine) {
        this.console = console;
        this.engine = engine;
        this.planning = new Planning(console, engine);
    }

    @Override
    public Integer call() throws Trouble, IOException {
        if (!live) {
            Workspace workspace = planning.open(path);
            return show(workspace, planning.plan(workspace));
        }
        try (var connected = Connected.open(console, engine, planning, path, reaching)) {
            return connected.reportSilence(show(connected.workspace(), connected.plan()));
        }
    }

    private int show(Workspace workspace, FleetPlan plan) {
        MapValue document = output == Format.table ? MapValue.EMPTY : PlanDocument.of(workspace, plan, Messages.english());
        switch (output) {
            case table -> PlanTable.print(plan, console);
            case json -> console.out().println(Json.pretty(document));
            case yaml -> console.out().print(YamlWriter.write(document));
        }
        planning.reportErrors(workspace, plan);
        boolean read = workspace.diagnostics().stream()
                .noneMatch(found -> found.location().file().equals(Workspace.SETTINGS_FILE));
        if (plan.fleet().names().isEmpty() && !plan.objects().isEmpty() && read) {
            console.err().println("flotilla: " + console.words().get("cli.plan.memberless", path, Connected.candidates(console)));
        }
        return planning.exitCode(plan);
    }
}
