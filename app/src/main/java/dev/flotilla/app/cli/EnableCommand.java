package dev.flotilla.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.dialect.kubefed.federate.Enabling;
import dev.flotilla.engine.dialect.kubefed.federate.TypeName;
import dev.flotilla.engine.dialect.kubefed.federate.TypeNames;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
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

/// What KubeFed needs to federate a type.
@Command(name = "enable")
final class EnableCommand implements Callable<Integer> {
    private final Console console;
    private final Planning planning;
    private final OnHost onHost;

    @Parameters(index = "0", paramLabel = "TYPE", arity = "0..1") private String type = "";

    @Parameters(index = "1..*", paramLabel = "FILE", arity = "0..*") private List<String> paths = new ArrayList<>();

    @Option(names = {"-f", "--filename"}, paramLabel = "FILE") private @Nullable String directive;

    @Option(names = "--federated-group", paramLabel = "GROUP") private String group = KubeFed.TYPES_GROUP;

    @Option(names = "--federated-version", paramLabel = "VERSION") private String version = KubeFed.FEDERATED_VERSION;

    @Option(names = "--target-version", paramLabel = "VERSION") private String targetVersion = "";

    @Option(names = {"-o", "--output"}, paramLabel = "yaml") private String output = "";

    @Mixin private HostOptions host = new HostOptions();

    EnableCommand(Console console, Engine engine) {
        this.console = console;
        this.planning = new Planning(console, engine);
        this.onHost = new OnHost(console, engine, planning);
    }

    @Override
    public Integer call() throws Trouble {
        if (!output.isEmpty() && !output.equals("yaml")) throw Trouble.invalid("unknown-output", output, "yaml");
        if (directive != null) readDirective(directive);
        if (type.isBlank()) throw Trouble.invalid("type-or-directive");
        if (host.isGiven()) return onHost.run(host, this::live);
        if (host.isWorkspaceGiven()) paths.add(host.workspace());
        List<Workspace> sources = planning.openAll(paths);
        List<MapValue> crds = Enabling.crds(sources.stream().flatMap(source -> source.documents().stream())
                .map(document -> document.manifest().root()).toList());
        boolean whole = planning.reportErrors(sources);
        TypeName name = inTargetVersion(resolve(new TypeNames(crds), type));
        var enabled = Enabling.enable(name, crdOf(name.type(), crds), options());
        print(name, enabled);
        return whole ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    /// An EnableTypeDirective says in a file what else stands on the command line.
    private void readDirective(String path) throws Trouble {
        if (!type.isBlank()) throw Trouble.invalid("type-or-directive");
        Workspace source = planning.open(path);
        planning.reportErrors(List.of(source));
        Manifest directed = source.documents().stream().map(Document::manifest)
                .filter(manifest -> manifest.kind().equals("EnableTypeDirective")).findFirst()
                .orElseThrow(() -> Trouble.invalid("no-directive", path));
        MapValue spec = directed.root().mapAt("spec");
        type = directed.name();
        group = Objects.requireNonNullElse(spec.textAt("federatedGroup"), group);
        version = Objects.requireNonNullElse(spec.textAt("federatedVersion"), version);
        targetVersion = Objects.requireNonNullElse(spec.textAt("targetVersion"), targetVersion);
    }

    /// @return the same type in the version that was asked for
    private TypeName inTargetVersion(TypeName name) {
        if (targetVersion.isEmpty()) return name;
        TargetType type = name.type();
        return new TypeName(new TargetType(type.group(), targetVersion, type.kind(), type.plural(), type.namespaced()),
                name.singular(), name.shortNames());
    }

    private Enabling.Options options() {
        return new Enabling.Options(group, version, host.namespace());
    }

    private int live(KubeFedHost on, String unused) throws ClusterException, Refusal {
        TypeName name = on.type(type, targetVersion);
        Enabling.Enabled enabled = on.enable(name, options());
        if (output.equals("yaml")) {
            print(name, enabled);
            return ExitCode.FINE;
        }
        on.apply(enabled, host.dryRun()).forEach(applied -> onHost.tell(applied, host.dryRun()));
        sayLacksSchema(name, enabled);
        return ExitCode.FINE;
    }

    private void print(TypeName name, Enabling.Enabled enabled) {
        console.out().print("---\n" + YamlWriter.write(enabled.typeConfig()) + "---\n" + YamlWriter.write(enabled.crd()));
        sayLacksSchema(name, enabled);
    }

    private void sayLacksSchema(TypeName name, Enabling.Enabled enabled) {
        console.out().flush();
        if (enabled.lacksSchema()) console.err().println(console.words().get("kubefed.enable.lacks-schema", name.type().kind()));
    }

    /// The one type that `written` names.
    static TypeName resolve(TypeNames names, String written) throws Trouble {
        List<TypeName> meant = names.meantBy(written);
        if (meant.isEmpty()) throw Trouble.invalid("no-such-type", written);
        if (meant.size() > 1) {
            throw Trouble.invalid("ambiguous-type", written,
                    meant.stream().map(name -> name.type().configName()).collect(Collectors.joining(", ")));
        }
        return meant.getFirst();
    }

    static @Nullable MapValue crdOf(TargetType type, List<MapValue> crds) {
        return crds.stream().filter(crd -> type.kind().equals(crd.textAt("spec", "names", "kind"))
                && type.group().equals(crd.textAt("spec", "group"))).findFirst().orElse(null);
    }
}
