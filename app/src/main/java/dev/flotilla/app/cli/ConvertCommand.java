package dev.flotilla.app.cli;

import java.util.Locale;
import java.util.concurrent.Callable;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.convert.Conversion;
import dev.flotilla.engine.convert.Converter;
import dev.flotilla.engine.convert.Difference;
import dev.flotilla.engine.convert.Leftover;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A workspace in the other dialect, with the proof that members get the same.
@Command(name = "convert")
final class ConvertCommand implements Callable<Integer> {
    private final Console console;
    private final Engine engine;
    private final Planning planning;

    @Parameters(paramLabel = "WORKSPACE", arity = "0..1") private String path = ".";

    @Option(names = "--to", paramLabel = "karmada|kubefed", required = true) private Target target = Target.karmada;

    @Option(names = {"-o", "--output"}, paramLabel = "yaml|json") private Form output = Form.yaml;

    enum Target {
        karmada, kubefed
    }

    enum Form {
        yaml, json
    }

    ConvertCommand(Console console, Engine engine) {
        this.console = console;
        this.engine = engine;
        this.planning = new Planning(console, engine);
    }

    @Override
    public Integer call() throws Trouble {
        Workspace workspace = planning.open(path);
        boolean toKarmada = target == Target.karmada;
        String version = toKarmada ? workspace.settings().kubefedVersion() : workspace.settings().karmadaVersion();
        FleetPlan plan = planning.plan(workspace);
        Conversion conversion = new Converter(engine.dialects()).convert(workspace.documents(), plan.fleet(),
                version,
                toKarmada ? Converter.Target.KARMADA : Converter.Target.KUBEFED);
        if (output == Form.json) console.out().println(Json.pretty(json(conversion)));
        else
            conversion.manifests().forEach(manifest -> console.out().print("---\n" + YamlWriter.write(manifest)));
        console.out().flush();
        planning.reportErrors(workspace, plan);
        report(conversion);
        return conversion.isFaithful() && conversion.leftovers().isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private void report(Conversion conversion) {
        var words = console.words();
        conversion.leftovers()
                .forEach(left -> console.err().println(left.object() + ": " + words.get(left.code(), left.arguments())));
        for (Difference difference : conversion.differences()) {
            String key = "convert.difference." + difference.kind().name().toLowerCase(Locale.ROOT);
            console.err().println(words.get(key, difference.object().toString(), difference.cluster()));
            difference.fields().forEach(field -> console.err()
                    .println("  " + field.path() + ": " + field.before() + " -> " + field.after()));
        }
        console.err().println(words.get("convert.summary", conversion.manifests().size(), conversion.equal(),
                conversion.differences().size(), conversion.leftovers().size()));
    }

    private static MapValue json(Conversion conversion) {
        return MapValue.builder().put("manifests", ListValue.of(conversion.manifests())).put("equal", conversion.equal())
                .put("differences", ListValue.of(conversion.differences().stream().map(ConvertCommand::json).toList()))
                .put("leftovers", ListValue.of(conversion.leftovers().stream().map(ConvertCommand::json).toList())).build();
    }

    private static MapValue json(Leftover left) {
        return MapValue.builder().put("code", left.code()).put("object", left.object().toString())
                .put("arguments", ListValue.ofTexts(left.arguments().stream().map(String::valueOf).toList())).build();
    }

    private static MapValue json(Difference difference) {
        var fields = difference.fields().stream().map(field -> MapValue.builder().put("path", field.path().toString())
                .put("before", field.before() == null ? Value.NULL : field.before())
                .put("after", field.after() == null ? Value.NULL : field.after()).build()).toList();
        return MapValue.builder().put("kind", difference.kind().name().toLowerCase(Locale.ROOT))
                .put("object", difference.object().toString())
                .put("cluster", difference.cluster()).put("fields", ListValue.of(fields)).build();
    }
}
