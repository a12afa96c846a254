package dev.flotilla.app.kubefed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

import dev.flotilla.app.kubefed.Proposal.FileText;
import dev.flotilla.app.kubefed.Proposal.Note;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.convert.Conversion;
import dev.flotilla.engine.convert.Converter;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.dialect.kubefed.federate.Enabling;
import dev.flotilla.engine.dialect.kubefed.federate.Federation;
import dev.flotilla.engine.dialect.kubefed.federate.Orphaning;
import dev.flotilla.engine.dialect.kubefed.federate.TypeName;
import dev.flotilla.engine.dialect.kubefed.federate.TypeNames;
import dev.flotilla.engine.dialect.kubefed.objects.ControlPlane;
import dev.flotilla.engine.dialect.kubefed.objects.EnabledTypes;
import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.kubefedctl.KubeFedHost;
import dev.flotilla.engine.kubefedctl.Refusal;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// Works out what a deed would write. Blocks where a host is asked.
final class Proposer {
    private final Engine engine;
    private final Workspace workspace;
    private final @Nullable FleetPlan plan;
    private final @Nullable KubeFedHost host;
    private final UnaryOperator<String> freePath;
    private final EnabledTypes enabled;
    private final Enabling.Options options;
    private final List<MapValue> crds;
    private final TypeNames names;

    /// @param freePath   a path as it is wished, or one like it that no file has
    Proposer(Engine engine, Workspace workspace, @Nullable FleetPlan plan, @Nullable KubeFedHost host,
            UnaryOperator<String> freePath) {
        this.engine = engine;
        this.workspace = workspace;
        this.plan = plan;
        this.host = host;
        this.freePath = freePath;
        Release release = Release.of(workspace.settings().kubefedVersion());
        this.enabled = EnabledTypes.of(workspace.documents(), release);
        this.options = Enabling.Options.USUAL.in(ControlPlane.of(workspace.documents(), release).namespace());
        this.crds = Enabling.crds(workspace.documents().stream().map(document -> document.manifest().root()).toList());
        this.names = new TypeNames(crds);
    }

    Proposal propose(Deed deed) throws ClusterException {
        try {
            return switch (deed) {
                case Deed.Federate(var documents) -> federated(Federation.objects(
                        documents.stream().map(document -> document.manifest().root()).toList(), names, enabled), null);
                case Deed.FederateLive live -> federateLive(live);
                case Deed.Enable(String type, boolean live) -> enable(type.strip(), live);
                case Deed.Disable(String type) -> disable(type);
                case Deed.Orphan(Document federated, boolean on) -> orphan(federated, on);
                case Deed.Convert convert -> convert(convert);
            };
        } catch (Refusal e) {
            return Proposal.refused(new Note(e.code(), e.arguments()));
        }
    }

    private KubeFedHost host() throws Refusal {
        if (host == null) throw Refusal.of("kubefed.app.no-host");
        return host;
    }

    private Proposal federateLive(Deed.FederateLive live) throws ClusterException, Refusal {
        if (live.name().isBlank() || !live.contents() && live.type().isBlank()) return Proposal.NOTHING;
        KubeFedHost on = host();
        Federation.Result result = live.contents()
                ? on.federateContents(live.name().strip(), live.skip(), enabled)
                : on.federate(on.type(live.type().strip(), ""), live.namespace().strip(), live.name().strip(), enabled);
        return federated(result, on);
    }

    /// What a missing type needs goes along.
    private Proposal federated(Federation.Result result, @Nullable KubeFedHost from) throws ClusterException, Refusal {
        var files = new ArrayList<FileText>();
        var notes = new ArrayList<Note>();
        for (TargetType type : result.missing()) {
            TypeName name = from == null
                    ? names.of(type.apiVersion(), type.kind(), type.namespaced())
                    : from.type(type.configName(), "");
            files.add(enabling(from == null
                    ? Enabling.enable(name, crdOf(type), options)
                    : from.describe(name, options)));
            notes.add(Note.of("kubefed.app.enables-too", type.configName()));
        }
        for (MapValue manifest : result.manifests()) {
            String name = manifest.textAt("kind") + "-" + manifest.textAt("metadata", "name");
            files.add(fresh(name.toLowerCase(Locale.ROOT), YamlWriter.write(manifest)));
        }
        result.notes().forEach(note -> {
            var arguments = new ArrayList<Object>(List.of(note.object()));
            arguments.addAll(note.arguments());
            notes.add(new Note(note.code(), arguments));
        });
        return Proposal.of(files, notes);
    }

    private @Nullable MapValue crdOf(TargetType type) {
        return crds.stream().filter(crd -> type.kind().equals(crd.textAt("spec", "names", "kind"))
                && type.group().equals(crd.textAt("spec", "group"))).findFirst().orElse(null);
    }

    private FileText enabling(Enabling.Enabled enabling) {
        return fresh("enable-" + enabling.typeConfig().textAt("metadata", "name"),
                YamlWriter.write(enabling.typeConfig()) + "---\n" + YamlWriter.write(enabling.crd()));
    }

    /// Beside the files that are there, so that the workspace's patterns most likely find it.
    private FileText fresh(String name, String text) {
        return new FileText(freePath.apply(folder() + name + ".yaml"), "", text);
    }

    private String folder() {
        String first = workspace.files().stream().map(file -> file.source().path())
                .filter(path -> !path.equals(Workspace.SETTINGS_FILE)).findFirst().orElse("manifests/new.yaml");
        return first.substring(0, first.lastIndexOf('/') + 1);
    }

    private Proposal enable(String written, boolean live) throws ClusterException, Refusal {
        if (written.isEmpty()) return Proposal.NOTHING;
        TypeName name = live ? host().type(written, "") : one(written);
        if (enabled.named(name.type().configName()).filter(FederatedType::propagated).isPresent())
            return Proposal.refused(Note.of("kubefed.app.enabled-already", name.type().configName()));
        Enabling.Enabled enabling = live
                ? host().describe(name, options)
                : Enabling.enable(name, crdOf(name.type()), options);
        List<Note> notes = enabling.lacksSchema()
                ? List.of(Note.of("kubefed.enable.lacks-schema", name.type().kind()))
                : List.of();
        return Proposal.of(List.of(enabling(enabling)), notes);
    }

    private TypeName one(String written) throws Refusal {
        List<TypeName> meant = names.meantBy(written);
        if (meant.isEmpty()) throw Refusal.of("cli.trouble.no-such-type", written);
        if (meant.size() > 1) {
            throw Refusal.of("cli.trouble.ambiguous-type", written,
                    String.join(", ", meant.stream().map(name -> name.type().configName()).toList()));
        }
        return meant.getFirst();
    }

    /// A type that is assumed from the chart needs its config written, and with it those of all others: a workspace that names one of
    /// the chart's types names them all.
    private Proposal disable(String type) {
        Optional<FederatedType> found = enabled.named(type);
        if (found.isEmpty()) return Proposal.NOTHING;
        Document config = found.get().config();
        if (config != null) {
            return new YamlEdits(config.source()).set(FieldPath.of("spec", "propagation"), Value.text("Disabled"))
                    .map(edit -> changed(config, edit))
                    .orElseGet(() -> Proposal.refused(Note.of("cli.trouble.cannot-edit", config.file())));
        }
        var text = new StringBuilder();
        for (FederatedType one : enabled.all()) {
            if (one.config() != null) continue;
            MapValue manifest = one.name().equals(type)
                    ? Enabling.disabled(one, options)
                    : Enabling.config(one.target(), options);
            text.append(text.isEmpty() ? "" : "---\n").append(YamlWriter.write(manifest));
        }
        return Proposal.of(List.of(fresh("federatedtypeconfigs", text.toString())), List.of(Note.of("kubefed.app.all-types")));
    }

    private static Proposal changed(Document document, TextEdit edit) {
        String before = document.source().source().text();
        String after = before.substring(0, edit.range().start()) + edit.newText() + before.substring(edit.range().end());
        return Proposal.of(List.of(new FileText(document.file(), before, after)), List.of());
    }

    private static Proposal orphan(Document federated, boolean on) {
        if (Orphaning.isEnabled(federated.manifest().root()) == on) {
            return Proposal.refused(Note.of("kubefed.orphaning.unchanged", federated.ref().kind(), federated.ref().name()));
        }
        return Orphaning.edit(federated, on).map(edit -> changed(federated, edit))
                .orElseGet(() -> Proposal.refused(Note.of("cli.trouble.cannot-edit", federated.file())));
    }

    private Proposal convert(Deed.Convert deed) {
        if (plan == null) return Proposal.NOTHING;
        if (java.nio.file.Files.exists(deed.folder())) {
            return Proposal.refused(Note.of("kubefed.app.folder-exists", deed.folder().toString()));
        }
        boolean toKarmada = deed.target() == Converter.Target.KARMADA;
        String version = toKarmada ? workspace.settings().kubefedVersion() : workspace.settings().karmadaVersion();
        Conversion conversion = new Converter(engine.dialects()).convert(workspace.documents(), plan.fleet(), version,
                deed.target());
        var text = new StringBuilder();
        conversion.manifests().forEach(manifest -> text.append(text.isEmpty() ? "" : "---\n").append(YamlWriter.write(manifest)));
        var notes = new ArrayList<Note>();
        notes.add(Note.of("convert.summary", conversion.manifests().size(), conversion.equal(), conversion.differences().size(),
                conversion.leftovers().size()));
        conversion.differences().forEach(difference -> notes.add(Note.of("convert.difference." + difference.kind().name()
                .toLowerCase(Locale.ROOT), difference.object().toString(), difference.cluster())));
        conversion.leftovers().forEach(left -> notes.add(new Note("kubefed.app.leftover", List.of(left.object().toString(),
                new Note(left.code(), left.arguments())))));
        if (text.isEmpty()) return new Proposal(List.of(), null, notes, Note.of("kubefed.app.nothing-to-convert"));
        return new Proposal(List.of(new FileText(folder() + "converted.yaml", "", text.toString())), deed.folder(), notes, null);
    }
}
