package dev.flotilla.app.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.fleet.Taint;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
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
        var item = new StringBuilder("{name: ").append(flow(name));
        if (access.kubeconfig() != null) item.append(", kubeconfig: ").append(flow(access.kubeconfig()));
        if (access.context() != null) item.append(", context: ").append(flow(access.context()));
        return withMember(item.append("}").toString());
    }

    /// `flotilla.yaml` with one more simulated member.
    FileChange addSandbox(String name, SandboxSettings size) throws IOException {
        return withMember("{name: %s, sandbox: {version: %s, nodes: %d, cpu: %s, memory: %s, pods: %d}}".formatted(flow(name),
                flow(size.version()), size.nodes(), quantity(size.cpu()), quantity(size.memory()), size.pods()));
    }

    private FileChange withMember(String item) throws IOException {
        String before = settingsText();
        String base = before.isBlank()
                ? "apiVersion: flotilla.dev/v1alpha1\nkind: Workspace\nmetadata: {name: %s}\n"
                        .formatted(flow(workspace.settings().name()))
                : before;
        return new FileChange(Workspace.SETTINGS_FILE, before,
                BlockEdit.of(Workspace.SETTINGS_FILE, base).append(MEMBERS, item));
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
        return new FileChange(Workspace.SETTINGS_FILE, before,
                BlockEdit.of(Workspace.SETTINGS_FILE, before).remove(MEMBERS.index(place)));
    }

    /// The member's object with this label, or without it.
    ///
    /// @param value `null` to take the label away
    FileChange label(String member, String key, @Nullable String value) throws IOException {
        Document declared = declaration(member);
        if (declared == null)
            return value == null
                    ? nothing(member)
                    : created(member, "  labels:\n    " + BlockEdit.scalar(key)
                            + ": " + BlockEdit.scalar(value) + "\n");
        var edit = new BlockEdit(declared.source());
        return changed(declared, value == null ? edit.remove(LABELS.key(key)) : edit.put(LABELS, key, value));
    }

    /// The member's object with one more taint.
    FileChange taint(String member, Taint taint) throws IOException {
        String item = "{key: " + flow(taint.key()) + (taint.value().isEmpty() ? "" : ", value: " + flow(taint.value()))
                + ", effect: " + taint.effect() + "}";
        Document declared = declaration(member);
        if (declared == null) return created(member, "spec:\n  taints:\n  - " + item + "\n");
        return changed(declared, new BlockEdit(declared.source()).append(KARMADA_TAINTS, item));
    }

    /// The member's object without the first such taint.
    FileChange untaint(String member, Taint taint) throws IOException {
        Document declared = declaration(member);
        if (declared == null) return nothing(member);
        var taints = declared.manifest().root().listAt("spec", "taints").maps();
        for (int i = 0; i < taints.size(); i++) {
            MapValue item = taints.get(i);
            if (taint.key().equals(item.textAt("key")) && taint.effect().equals(item.textAt("effect"))) {
                return changed(declared, new BlockEdit(declared.source()).remove(KARMADA_TAINTS.index(i)));
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

    private FileChange changed(Document declared, String text) {
        return new FileChange(declared.file(), declared.source().source().text(), text);
    }

    private FileChange created(String member, String rest) throws IOException {
        String path = "clusters/" + member + ".yaml";
        Path file = workspace.root().resolve(path);
        String before = Files.exists(file) ? Files.readString(file) : "";
        String document = "apiVersion: cluster.karmada.io/v1alpha1\nkind: Cluster\nmetadata:\n  name: " + BlockEdit.scalar(member)
                + "\n" + rest;
        return new FileChange(path, before, before.isBlank() ? document : before.stripTrailing() + "\n---\n" + document);
    }

    private FileChange nothing(String member) {
        return new FileChange("clusters/" + member + ".yaml", "", "");
    }

    private String settingsText() throws IOException {
        Path file = workspace.root().resolve(Workspace.SETTINGS_FILE);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static String quantity(String quantity) {
        return quantity.chars().allMatch(Character::isDigit) ? "\"" + quantity + "\"" : flow(quantity);
    }

    private static String flow(String value) {
        return BlockEdit.scalar(value);
    }
}
