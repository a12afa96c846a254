package dev.flotilla.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.dialect.kubefed.federate.Enabling;
import dev.flotilla.engine.dialect.kubefed.federate.Federation;
import dev.flotilla.engine.dialect.kubefed.federate.TypeNames;
import dev.flotilla.engine.dialect.kubefed.objects.EnabledTypes;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Plain manifests as federated objects.
@Command(name = "federate")
final class FederateCommand implements Callable<Integer> {
    private final Console console;
    private final Planning planning;

    @Parameters(paramLabel = "FILE", arity = "1..*") private List<String> paths = new ArrayList<>();

    @Option(names = {"-c", "--contents"}, paramLabel = "NAMESPACE") private @Nullable String contents;

    @Option(names = {"-s",
            "--skip-api-resources"}, paramLabel = "TYPE", split = ",") private Set<String> skip = new LinkedHashSet<>();

    @Option(names = {"-t", "--enable-type"}) private boolean enableTypes;

    FederateCommand(Console console, Engine engine) {
        this.console = console;
        this.planning = new Planning(console, engine);
    }

    @Override
    public Integer call() throws Trouble {
        List<Document> documents = new ArrayList<>();
        for (String path : paths) {
            documents.addAll(planning.open(path).documents());
        }
        List<MapValue> objects = documents.stream().map(document -> document.manifest().root()).toList();
        List<MapValue> crds = Enabling.crds(objects);
        var names = new TypeNames(crds);
        EnabledTypes enabled = EnabledTypes.of(documents, Release.V0_10);
        Federation.Result result = contents == null
                ? Federation.objects(objects, names, enabled)
                : Federation.namespace(namespace(objects, contents), within(objects, contents), skip, names, enabled);
        if (enableTypes) result.missing().forEach(type -> enable(names, type, crds));
        result.manifests().forEach(this::print);
        console.out().flush();
        result.notes().forEach(note -> console.err().println(console.words().get(note.code(), arguments(note))));
        if (enableTypes || result.missing().isEmpty()) return ExitCode.FINE;
        result.missing()
                .forEach(type -> console.err().println(console.words().get("kubefed.federate.enable-first", type.configName())));
        return ExitCode.FINDINGS;
    }

    private static List<Object> arguments(Federation.Note note) {
        var arguments = new ArrayList<Object>(List.of(note.object()));
        arguments.addAll(note.arguments());
        return arguments;
    }

    private static MapValue namespace(List<MapValue> objects, String name) {
        return objects.stream()
                .filter(object -> "Namespace".equals(object.textAt("kind")) && name.equals(object.textAt("metadata", "name")))
                .findFirst().orElse(MapValue.builder().put("apiVersion", "v1").put("kind", "Namespace")
                        .put("metadata", MapValue.builder().put("name", name).build()).build());
    }

    private static List<MapValue> within(List<MapValue> objects, String namespace) {
        return objects.stream().filter(object -> namespace.equals(object.textAt("metadata", "namespace"))).toList();
    }

    private void enable(TypeNames names, TargetType type, List<MapValue> crds) {
        var enabled = Enabling.enable(names.of(type.apiVersion(), type.kind(), type.namespaced()),
                EnableCommand.crdOf(type, crds),
                Enabling.Options.USUAL);
        print(enabled.typeConfig());
        print(enabled.crd());
    }

    private void print(MapValue manifest) {
        console.out().print("---\n" + YamlWriter.write(manifest));
    }
}
