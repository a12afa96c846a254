package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The manifests as each member gets them.
@Command(name = "render")
final class RenderCommand implements Callable<Integer> {
    private final Console console;
    private final Planning planning;

    @Parameters(paramLabel = "WORKSPACE", arity = "0..1") private String path = ".";

    @Option(names = "--cluster", paramLabel = "NAME", split = ",") private List<String> clusters = new ArrayList<>();

    @Option(names = {"-o", "--output"}, paramLabel = "yaml|json|dir=PATH") private String output = "yaml";

    RenderCommand(Console console, Engine engine) {
        this.console = console;
        this.planning = new Planning(console, engine);
    }

    @Override
    public Integer call() throws Trouble {
        boolean folder = output.startsWith("dir=") && output.length() > "dir=".length();
        if (!output.equals("yaml") && !output.equals("json") && !folder) {
            throw Trouble.invalid("unknown-output", output, "yaml, json, dir=PATH");
        }
        Workspace workspace = planning.open(path);
        FleetPlan plan = planning.plan(workspace);
        List<String> wanted = planning.members(plan, clusters);
        if (output.equals("json")) {
            json(plan, wanted);
        } else if (output.equals("yaml")) {
            wanted.forEach(cluster -> yaml(plan, cluster, wanted.size() > 1));
        } else {
            folder(plan, wanted, console.path(output.substring("dir=".length())));
        }
        planning.reportErrors(workspace, plan);
        return planning.exitCode(plan);
    }

    private void json(FleetPlan plan, List<String> wanted) {
        var byCluster = MapValue.builder();
        for (String cluster : wanted) {
            byCluster.put(cluster, ListValue.of(PushOrder.of(plan, cluster).stream().map(Manifest::root).toList()));
        }
        console.out().println(Json.pretty(MapValue.builder().put("clusters", byCluster.build())
                .put("diagnostics", Findings.json(plan.diagnostics(), Messages.english())).build()));
    }

    private void yaml(FleetPlan plan, String cluster, boolean named) {
        for (Manifest manifest : PushOrder.of(plan, cluster)) {
            console.out().print("---\n" + (named ? "# " + cluster + "\n" : "") + YamlWriter.write(manifest.root()));
        }
    }

    /// `PATH/<member>/<number>-<kind>-<namespace>-<name>.yaml`; the numbers keep the push order for whoever applies a folder.
    private void folder(FleetPlan plan, List<String> wanted, Path folder) throws Trouble {
        try {
            for (String cluster : wanted) {
                Path into = Files.createDirectories(folder.resolve(fileName(cluster)));
                var written = new HashSet<Path>();
                int number = 0;
                for (Manifest manifest : PushOrder.of(plan, cluster)) {
                    number++;
                    String namespace = manifest.namespace() == null ? "" : manifest.namespace() + "-";
                    String name = "%03d-%s-%s%s.yaml".formatted(number, manifest.kind().toLowerCase(java.util.Locale.ROOT),
                            namespace,
                            manifest.name());
                    Path file = into.resolve(fileName(name));
                    WorkspaceFiles.save(file, YamlWriter.write(manifest.root()));
                    written.add(file);
                }
                console.err().println(console.words().get("cli.render.written", number, into.toString()));
                tellOthers(into, written);
            }
        } catch (IOException e) {
            throw Trouble.unwritable(folder, e);
        }
    }

    /// What an earlier call wrote and this one did not would be applied with the rest; it may as well be somebody's own.
    private void tellOthers(Path folder, Set<Path> written) throws IOException {
        int others = 0;
        try (var files = Files.newDirectoryStream(folder, "*.yaml")) {
            for (Path file : files) {
                if (!written.contains(file)) others++;
            }
        }
        if (others > 0) console.err().println(console.words().get("cli.render.others", others, folder.toString()));
    }

    /// RBAC names may hold `:` and more that a file system refuses.
    private static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
