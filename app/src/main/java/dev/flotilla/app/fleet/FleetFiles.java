package dev.flotilla.app.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.flotilla.app.workbench.TextEdits;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.fleet.Taint;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlDocument;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import dev.flotilla.engine.workspace.WorkspaceSettings.SandboxSettings;
import org.jspecify.annotations.Nullable;

/// The texts that a change of the fleet asks for. Computes, never writes.
final class FleetFiles {
    private static final FieldPath MEMBERS = FieldPath.of("spec", "members");
    private static final FieldPath KARMADA_TAINTS = FieldPath.of("spec", "taints");
    private static final FieldPath LABELS = FieldPath.of("metadata", "labels");

    private final Workspace workspace;

    FleetFiles(Workspace workspace) {
        this.workspace = workspace;
    }

    /// `flotilla.yaml` with one more member that a kubeconfig reaches.
    FileChange join(String name, ClusterAccess access) throws IOException {
        var member = MapValue.builder().put("name", name);
        if (access.kubeconfig() != null) member.put("kubeconfig", access.kubeconfig());
        if (access.context() != null) member.put("context", access.context());
        return withMember(member.build());
    }

    /// `flotilla.yaml` with one more simulated member.
    FileChange addSandbox(String name, SandboxSettings size) throws IOException {
        MapValue sandbox = MapValue.builder().put("version", size.version()).put("nodes", size.nodes()).put("cpu", size.cpu())
                .put("memory", size.memory()).put("pods", size.pods()).build();
        return withMember(MapValue.builder().put("name", name).put("sandbox", sandbox).build());
    }

    private FileChange withMember(MapValue member) throws IOException {
        String before = settingsText();
        String base = before.isBlank()
                ? YamlWriter.write(MapValue.builder().put("apiVersion", "flotilla.dev/v1alpha1").put("kind", "Workspace")
                        .put("metadata", MapValue.of("name", Value.text(workspace.settings().name()))).build())
                : before;
        YamlDocument settings = settings(base);
        int size = settings.root().at(MEMBERS) instanceof ListValue members ? members.size() : 0;
        return changed(Workspace.SETTINGS_FILE, before, base, new YamlEdits(settings).set(MEMBERS.index(size), member));
    }

    private static YamlDocument settings(String text) {
        var documents = YamlReader.read(new SourceFile(Workspace.SETTINGS_FILE, text)).documents();
        if (documents.isEmpty()) throw new IllegalArgumentException(Workspace.SETTINGS_FILE + " holds no sound document");
        return documents.getFirst();
    }

    /// @param base what the edit was made for
    private static FileChange changed(String path, String before, String base, Optional<TextEdit> edit) {
        TextEdit one = edit
                .orElseThrow(() -> new IllegalArgumentException(path + " is written in a way that is not changed by itself"));
        return new FileChange(path, before, TextEdits.apply(base, List.of(one)));
    }

    /// `flotilla.yaml` without this member; its `Cluster` object, if there is one, stays.
    FileChange unjoin(String name) throws IOException {
        String before = settingsText();
        var members = workspace.settings().members();
        int place = 0;
        while (place < members.size() && !members.get(place).name().equals(name)) {
            place++;
        }
        if (place == members.size()) return new FileChange(Workspace.SETTINGS_FILE, before, before);
        return changed(Workspace.SETTINGS_FILE, before, before,
                new YamlEdits(settings(before)).prune(MEMBERS.index(place)));
    }

    /// The member's object with this label, or without it.
    ///
    /// @param value `null` to take the label away
    FileChange label(String member, String key, @Nullable String value) throws IOException {
        Document declared = declaration(member);
        if (declared == null)
            return value == null
                    ? nothing(member)
                    : created(member, LABELS.key(key), Value.text(value));
        var edits = new YamlEdits(declared.source());
        if (value == null && !declared.source().writes(LABELS.key(key))) return nothing(member);
        return changed(declared,
                value == null ? edits.prune(LABELS.key(key)) : edits.set(LABELS.key(key), Value.text(value)));
    }

    /// The member's object with one more taint.
    FileChange taint(String member, Taint taint) throws IOException {
        var item = MapValue.builder().put("key", taint.key());
        if (!taint.value().isEmpty()) item.put("value", taint.value());
        MapValue written = item.put("effect", taint.effect()).build();
        Document declared = declaration(member);
        if (declared == null) return created(member, KARMADA_TAINTS, ListValue.of(written));
        int size = declared.manifest().root().listAt("spec", "taints").size();
        return changed(declared, new YamlEdits(declared.source()).set(KARMADA_TAINTS.index(size), written));
    }

    /// The member's object without the first such taint.
    FileChange untaint(String member, Taint taint) throws IOException {
        Document declared = declaration(member);
        if (declared == null) return nothing(member);
        var taints = declared.manifest().root().listAt("spec", "taints").maps();
        for (int i = 0; i < taints.size(); i++) {
            MapValue item = taints.get(i);
            if (taint.key().equals(item.textAt("key")) && taint.effect().equals(item.textAt("effect"))) {
                return changed(declared, new YamlEdits(declared.source()).prune(KARMADA_TAINTS.index(i)));
            }
        }
        return nothing(member);
    }

    /// The object that describes the member, or `null` where the workspace has none.
    @Nullable
    Document declaration(String member) {
        return workspace.documents().stream().filter(document -> document.manifest().name().equals(member))
                .filter(document -> switch (document.manifest().kind()) {
                    case "Cluster" -> document.manifest().type().group().equals("cluster.karmada.io");
                    case "KubeFedCluster" -> true;
                    default -> false;
                }).findFirst().orElse(null);
    }

    private static FileChange changed(Document declared, Optional<TextEdit> edit) {
        String text = declared.source().source().text();
        return changed(declared.file(), text, text, edit);
    }

    private FileChange created(String member, FieldPath path, Value value) throws IOException {
        String file = fileFor(member);
        Path onDisk = workspace.root().resolve(file);
        String before = Files.exists(onDisk) ? Files.readString(onDisk) : "";
        String document = YamlWriter
                .write(MapValue.builder().put("apiVersion", "cluster.karmada.io/v1alpha1").put("kind", "Cluster")
                        .put("metadata", MapValue.of("name", Value.text(member))).build().set(path, value));
        return new FileChange(file, before, before.isBlank() ? document : before.stripTrailing() + "\n---\n" + document);
    }

    /// Where a member's own object goes: where the workspace's patterns find it again.
    private String fileFor(String member) {
        String name = "clusters/" + member + ".yaml";
        return Stream.concat(Stream.of(""), workspace.settings().manifests().stream().map(FleetFiles::folderOf))
                .flatMap(folder -> Stream.of(folder + name, folder + member + ".yaml")).filter(workspace::covers).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no pattern under manifests in " + Workspace.SETTINGS_FILE + " takes in a new file"));
    }

    /// The part of a pattern before its first wildcard, up to the last slash there.
    private static String folderOf(String pattern) {
        int wild = 0;
        while (wild < pattern.length() && "*?[{".indexOf(pattern.charAt(wild)) < 0) {
            wild++;
        }
        return pattern.substring(0, pattern.lastIndexOf('/', wild) + 1);
    }

    private static FileChange nothing(String member) {
        return new FileChange("clusters/" + member + ".yaml", "", "");
    }

    private String settingsText() throws IOException {
        Path file = workspace.root().resolve(Workspace.SETTINGS_FILE);
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
