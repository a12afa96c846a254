package dev.flotilla.app.cli;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.dialect.kubefed.KubeFedDialect;
import dev.flotilla.engine.dialect.kubefed.federate.Enabling;
import dev.flotilla.engine.dialect.kubefed.federate.Federation;
import dev.flotilla.engine.dialect.kubefed.federate.TypeName;
import dev.flotilla.engine.dialect.kubefed.federate.TypeNames;
import dev.flotilla.engine.dialect.kubefed.objects.EnabledTypes;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.kubefedctl.KubeFedHost;
import dev.flotilla.engine.kubefedctl.Refusal;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Plain manifests as federated objects: those of files, printed; or what lives on the host, created there.
@Command(name = "federate")
final class FederateCommand implements Callable<Integer> {
    private final Console console;
    private final Engine engine;
    private final Planning planning;
    private final OnHost onHost;

    @Parameters(paramLabel = "TYPE|NAME", arity = "0..*") private List<String> names = new ArrayList<>();

    @Option(names = {"-f", "--filename"}, paramLabel = "FILE") private List<String> files = new ArrayList<>();

    @Option(names = {"-n", "--namespace"}, paramLabel = "NAMESPACE") private @Nullable String namespace;

    @Option(names = {"-c",
            "--contents"}, arity = "0..1", fallbackValue = "", paramLabel = "NAMESPACE") private @Nullable String contents;

    @Option(names = {"-s",
            "--skip-api-resources"}, paramLabel = "TYPE", split = ",") private Set<String> skip = new LinkedHashSet<>();

    @Option(names = {"-t", "--enable-type"}) private boolean enableTypes;

    @Option(names = {"-o", "--output"}, paramLabel = "yaml") private String output = "";

    @Mixin private HostOptions host = new HostOptions();

    FederateCommand(Console console, Engine engine) {
        this.console = console;
        this.engine = engine;
        this.planning = new Planning(console, engine);
        this.onHost = new OnHost(console, engine, planning);
    }

    @Override
    public Integer call() throws Trouble {
        if (!output.isEmpty() && !output.equals("yaml")) throw Trouble.invalid("unknown-output", output, "yaml");
        boolean nameFiles = !names.isEmpty() && names.stream().allMatch(name -> Files.exists(console.path(name)));
        if (!files.isEmpty() && !names.isEmpty() && !nameFiles) throw Trouble.invalid("files-or-names", names.getFirst());
        if (nameFiles && !host.isGiven()) files.addAll(names);
        if (!files.isEmpty()) return files();
        for (String name : names) {
            if (name.contains("/") || name.endsWith(".yaml")) throw Trouble.invalid("no-such-path", name);
        }
        if (names.size() != 2) throw Trouble.invalid("type-and-name");
        if (enableTypes && output.equals("yaml")) throw Trouble.invalid("enable-or-yaml");
        return onHost.run(host, this::live);
    }

    private int live(KubeFedHost on, String usualNamespace) throws ClusterException, Refusal, Trouble {
        TypeName type = on.type(names.getFirst(), "");
        if (contents != null && !type.type().isNamespace()) throw Trouble.invalid("contents-of-namespace", type.type().kind());
        Federation.Result result = contents != null
                ? on.federateContents(names.getLast(), skip)
                : on.federate(type, namespace == null ? usualNamespace : namespace, names.getLast());
        notes(result);
        if (output.equals("yaml")) {
            result.manifests().forEach(this::print);
            return ExitCode.FINE;
        }
        if (!result.missing().isEmpty() && !enableTypes) {
            result.missing().forEach(this::enableFirst);
            return ExitCode.INVALID;
        }
        for (TargetType missing : result.missing()) {
            var enabled = on.enable(on.type(missing.configName(), ""), options());
            on.apply(enabled, host.dryRun()).forEach(applied -> onHost.tell(applied, host.dryRun()));
        }
        on.create(result.manifests(), host.dryRun()).forEach(applied -> onHost.tell(applied, host.dryRun()));
        return ExitCode.FINE;
    }

    private Enabling.Options options() {
        return Enabling.Options.USUAL.in(host.namespace());
    }

    private int files() throws Trouble {
        List<Workspace> sources = planning.openAll(files);
        List<Document> documents = sources.stream().flatMap(source -> source.documents().stream()).toList();
        List<MapValue> objects = documents.stream().filter(this::isPlain).map(document -> document.manifest().root()).toList();
        List<MapValue> crds = Enabling.crds(objects);
        var types = new TypeNames(crds);
        EnabledTypes enabled = EnabledTypes.of(documents, Release.V0_10);
        Federation.Result result = contents == null
                ? Federation.objects(objects, types, enabled)
                : Federation.namespace(namespace(objects, contents), within(objects, contents), skip, types, enabled);
        if (enableTypes) result.missing().forEach(type -> enable(types, type, crds));
        result.manifests().forEach(this::print);
        notes(result);
        if (!enableTypes) result.missing().forEach(this::enableFirst);
        boolean whole = planning.reportErrors(sources);
        return whole && (enableTypes || result.missing().isEmpty()) ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    /// Another dialect's policies say where objects go; in members they would say nothing.
    private boolean isPlain(Document document) {
        boolean others = engine.dialects().stream().filter(dialect -> !dialect.id().equals(KubeFedDialect.ID))
                .anyMatch(dialect -> dialect.owns(document.manifest().type()));
        if (others) console.err().println(console.words().get("kubefed.federate.policy", document.ref().toString()));
        return !others;
    }

    private void notes(Federation.Result result) {
        console.out().flush();
        result.notes().forEach(note -> console.err().println(console.words().get(note.code(), arguments(note))));
    }

    private void enableFirst(TargetType type) {
        console.err().println(console.words().get("kubefed.federate.enable-first", type.configName()));
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

    private void enable(TypeNames types, TargetType type, List<MapValue> crds) {
        var enabled = Enabling.enable(types.of(type.apiVersion(), type.kind(), type.namespaced()),
                EnableCommand.crdOf(type, crds), options());
        print(enabled.typeConfig());
        print(enabled.crd());
    }

    private void print(MapValue manifest) {
        console.out().print("---\n" + YamlWriter.write(manifest));
    }
}
