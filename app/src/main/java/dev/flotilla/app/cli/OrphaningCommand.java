package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.dialect.kubefed.federate.Orphaning;
import dev.flotilla.engine.dialect.kubefed.objects.EnabledTypes;
import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.kubefedctl.KubeFedHost;
import dev.flotilla.engine.kubefedctl.Refusal;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Whether members keep their copies when a federated object goes: of an object in the workspace, or on the host.
@Command(name = "orphaning-deletion")
final class OrphaningCommand implements Callable<Integer> {
    private final Console console;
    private final Planning planning;
    private final OnHost onHost;

    @Parameters(index = "0", paramLabel = "enable|disable|status") private Deed deed = Deed.status;

    @Parameters(index = "1", paramLabel = "FEDERATED-TYPE") private String type = "";

    @Parameters(index = "2", paramLabel = "NAME") private String name = "";

    @Option(names = {"-n", "--namespace"}, paramLabel = "NAMESPACE") private String namespace = "default";

    @Mixin private HostOptions host = new HostOptions();

    enum Deed {
        enable, disable, status
    }

    OrphaningCommand(Console console, Engine engine) {
        this.console = console;
        this.planning = new Planning(console, engine);
        this.onHost = new OnHost(console, engine, planning);
    }

    @Override
    public Integer call() throws Trouble {
        return host.isGiven() ? onHost.run(host, this::live) : inWorkspace();
    }

    private int live(KubeFedHost on, String unused) throws ClusterException, Refusal {
        TargetType named = on.type(type, "").type();
        if (!named.kind().startsWith("Federated") || !named.group().equals(KubeFed.TYPES_GROUP)) {
            console.err().println(console.words().get("kubefed.orphaning.not-federated", named.configName()));
        }
        if (deed == Deed.status) return say(on.isOrphaning(type, namespace, name));
        boolean changed = on.setOrphaning(type, namespace, name, deed == Deed.enable, host.dryRun());
        return done(changed);
    }

    private int inWorkspace() throws Trouble {
        Workspace workspace = planning.open(host.workspace());
        Document federated = find(workspace.documents());
        boolean on = Orphaning.isEnabled(federated.manifest().root());
        if (deed == Deed.status) return say(on);
        Optional<TextEdit> edit = Orphaning.edit(federated, deed == Deed.enable);
        if (edit.isEmpty() && on != (deed == Deed.enable)) throw Trouble.invalid("cannot-edit", federated.file());
        if (edit.isPresent() && !host.dryRun()) {
            String text = federated.source().source().text();
            Path file = workspace.root().resolve(federated.file());
            try {
                WorkspaceFiles.save(file, text.substring(0, edit.get().range().start()) + edit.get().newText()
                        + text.substring(edit.get().range().end()));
            } catch (IOException e) {
                throw Trouble.unwritable(file, e);
            }
        }
        return done(edit.isPresent());
    }

    private Document find(List<Document> documents) throws Trouble {
        EnabledTypes enabled = EnabledTypes.of(documents, Release.V0_10);
        List<FederatedType> named = enabled.all().stream().filter(one -> Orphaning.isNamedBy(one, type)).toList();
        if (named.isEmpty()) throw Trouble.invalid("no-such-type", type);
        return documents.stream().filter(document -> document.manifest().name().equals(name)
                && (document.manifest().namespace() == null || namespace.equals(document.manifest().namespace()))
                && named.stream().anyMatch(one -> one.federates(document.manifest().type()))).reduce((_, last) -> last)
                .orElseThrow(() -> Trouble.invalid("no-such-federated", type, namespace, name));
    }

    private int say(boolean on) {
        console.out().println(on ? "Enabled" : "Disabled");
        return ExitCode.FINE;
    }

    private int done(boolean changed) {
        String key = !changed
                ? "kubefed.orphaning.unchanged"
                : deed == Deed.enable
                        ? "kubefed.orphaning.enabled"
                        : "kubefed.orphaning.disabled";
        console.out().println(console.words().get(key, type, name) + (host.dryRun() && changed
                ? console.words().get("kubefed.host.dry-run")
                : ""));
        return ExitCode.FINE;
    }
}
