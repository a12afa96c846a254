package dev.flotilla.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.dialect.kubefed.federate.Enabling;
import dev.flotilla.engine.dialect.kubefed.federate.TypeName;
import dev.flotilla.engine.dialect.kubefed.federate.TypeNames;
import dev.flotilla.engine.dialect.kubefed.objects.EnabledTypes;
import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.kubefedctl.KubeFedHost;
import dev.flotilla.engine.kubefedctl.Refusal;
import dev.flotilla.engine.text.YamlWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The config that stops a type's propagation. Members keep what they have.
@Command(name = "disable")
final class DisableCommand implements Callable<Integer> {
    private final Console console;
    private final Planning planning;
    private final OnHost onHost;

    @Parameters(index = "0", paramLabel = "TYPE") private String type = "";

    @Parameters(index = "1", paramLabel = "WORKSPACE", arity = "0..1") private @Nullable String path;

    @Option(names = "--delete-crd") private boolean deleteCrd;

    @Option(names = "--target-version", paramLabel = "VERSION") private String targetVersion = "";

    @Option(names = "--federated-group", paramLabel = "GROUP") private String group = KubeFed.TYPES_GROUP;

    @Mixin private HostOptions host = new HostOptions();

    DisableCommand(Console console, Engine engine) {
        this.console = console;
        this.planning = new Planning(console, engine);
        this.onHost = new OnHost(console, engine, planning);
    }

    @Override
    public Integer call() throws Trouble {
        if (!deleteCrd && !(targetVersion.isEmpty() && group.equals(KubeFed.TYPES_GROUP))) {
            throw Trouble.invalid("only-with-delete-crd");
        }
        if (host.isGiven()) return onHost.run(host, this::live);
        List<Document> documents = planning.open(path == null ? host.workspace() : path).documents();
        var names = new TypeNames(Enabling.crds(documents.stream().map(document -> document.manifest().root()).toList()));
        Optional<FederatedType> enabled = find(EnabledTypes.of(documents, Release.V0_10), names);
        if (enabled.isEmpty()) return leftOver(EnableCommand.resolve(names, type));
        FederatedType federated = enabled.get();
        long left = documents.stream().filter(document -> federated.federates(document.manifest().type())).count();
        if (deleteCrd && left > 0) throw Trouble.invalid("federated-objects-left", federated.name(), left);
        console.out().print("---\n" + YamlWriter.write(Enabling.disabled(federated, Enabling.Options.USUAL)));
        console.out().flush();
        if (deleteCrd) {
            console.err().println(console.words().get("kubefed.disable.delete", federated.name(),
                    "federated" + federated.target().plural() + "." + federated.federated().group()));
        }
        return ExitCode.FINE;
    }

    /// Of a type that is not enabled, a CRD may be left.
    private int leftOver(TypeName name) throws Trouble {
        if (!deleteCrd) throw Trouble.invalid("type-not-enabled", name.type().configName());
        console.err().println(console.words().get("kubefed.disable.delete-left", name.type().configName(),
                "federated" + name.type().plural() + "." + group));
        return ExitCode.FINE;
    }

    private int live(KubeFedHost on, String unused) throws ClusterException, Refusal {
        KubeFedHost.Disabled done = deleteCrd
                ? on.disableWithCrd(type, new KubeFedHost.LeftOver(targetVersion, group), host.dryRun())
                : on.disable(type, host.dryRun());
        String key = !done.disabled()
                ? done.crdDeleted() ? "kubefed.host.left-deleted" : "kubefed.host.not-there"
                : done.crdDeleted()
                        ? "kubefed.host.disabled-and-deleted"
                        : "kubefed.host.disabled";
        console.out().println(console.words().get(key, done.config()) + (host.dryRun()
                ? console.words().get("kubefed.host.dry-run")
                : ""));
        console.out().flush();
        if (!done.stopped()) console.err().println(console.words().get("kubefed.host.still-running", done.config()));
        return ExitCode.FINE;
    }

    private Optional<FederatedType> find(EnabledTypes enabled, TypeNames names) throws Trouble {
        var named = enabled.named(type);
        return named.isPresent() ? named : enabled.named(EnableCommand.resolve(names, type).type().configName());
    }
}
