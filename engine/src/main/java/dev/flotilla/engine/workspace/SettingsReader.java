package dev.flotilla.engine.workspace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.Spelling;
import dev.flotilla.engine.text.YamlDocument;
import dev.flotilla.engine.text.YamlFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import dev.flotilla.engine.workspace.WorkspaceSettings.DriftSettings;
import dev.flotilla.engine.workspace.WorkspaceSettings.LeftAlone;
import dev.flotilla.engine.workspace.WorkspaceSettings.MemberSettings;
import dev.flotilla.engine.workspace.WorkspaceSettings.SandboxSettings;
import org.jspecify.annotations.Nullable;

/// Reads `flotilla.yaml`. What is wrong is told and its default taken, so that one slip does not close the whole workspace.
public final class SettingsReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern QUANTITY = Pattern.compile("[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?");
    private static final Pattern KARMADA_VERSION = Pattern.compile("v?(0\\.8|1\\.[0-9]{1,2})(\\.[0-9]+)?");
    private static final Set<String> KUBEFED_VERSIONS = Set.of("0.8", "0.9", "0.10");
    private static final int MOST_NODES = 5000;
    private static final int MOST_PODS = 10_000;

    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final YamlDocument document;

    private SettingsReader(YamlDocument document) {
        this.document = document;
    }

    public record Result(WorkspaceSettings settings, List<Diagnostic> diagnostics) {}

    /// @param folder the name of the workspace where the file gives none
    public static Result read(SourceFile source, String folder) {
        YamlFile yaml = YamlReader.read(source);
        var found = new ArrayList<>(yaml.diagnostics());
        if (yaml.documents().isEmpty()) return new Result(WorkspaceSettings.none(folder), found);
        var reader = new SettingsReader(yaml.documents().getFirst());
        WorkspaceSettings settings = reader.settings(folder);
        found.addAll(reader.diagnostics);
        if (yaml.documents().size() > 1) {
            found.add(Diagnostic.warning("workspace.second-document", yaml.documents().get(1).location(FieldPath.ROOT)));
        }
        return new Result(settings, found);
    }

    private WorkspaceSettings settings(String folder) {
        if (!(document.root() instanceof MapValue root)) {
            diagnostics.add(Diagnostic.error("workspace.wrong-type", at(FieldPath.ROOT), "flotilla.yaml", "map"));
            return WorkspaceSettings.none(folder);
        }
        fields(FieldPath.ROOT, "apiVersion", "kind", "metadata", "spec");
        fields(FieldPath.of("metadata"), "name", "labels", "annotations");
        var spec = FieldPath.of("spec");
        fields(spec, "manifests", "host", "karmadaVersion", "kubefedVersion", "members", "drift");
        if (!"flotilla.dev/v1alpha1".equals(root.textAt("apiVersion")) || !"Workspace".equals(root.textAt("kind"))) {
            diagnostics.add(
                    Diagnostic.error("workspace.not-a-workspace", at(FieldPath.of(root.has("kind") ? "kind" : "apiVersion"))));
        }
        String name = text(FieldPath.of("metadata", "name"));
        List<String> globs = globs(spec.key("manifests"));
        return new WorkspaceSettings(name == null || name.isBlank() ? folder : name,
                globs.isEmpty() ? WorkspaceSettings.EVERYTHING : globs,
                host(spec.key("host")), karmada(spec.key("karmadaVersion")), kubefed(spec.key("kubefedVersion")),
                members(spec.key("members")), drift(spec.key("drift")));
    }

    private DriftSettings drift(FieldPath path) {
        fields(path, "selfHeal", "leaveAlone");
        Value heal = document.root().at(path.key("selfHeal"));
        if (heal != null && !(heal instanceof Value.Bool)) wrongType(path.key("selfHeal"), "boolean");
        var left = new ArrayList<LeftAlone>();
        FieldPath list = path.key("leaveAlone");
        for (int i = 0; i < list(list).size(); i++) {
            FieldPath item = list.index(i);
            fields(item, "cluster", "apiVersion", "kind", "namespace", "name", "fields");
            String kind = text(item.key("kind"));
            String name = text(item.key("name"));
            if (kind == null || name == null || name.isBlank()) {
                diagnostics.add(Diagnostic.error("workspace.left-without-object", at(item)));
                continue;
            }
            var fields = new ArrayList<String>();
            for (int j = 0; j < list(item.key("fields")).size(); j++) {
                String field = text(item.key("fields").index(j));
                if (field != null) fields.add(field);
            }
            left.add(new LeftAlone(Objects.requireNonNullElse(text(item.key("cluster")), ""),
                    new ObjectRef(Objects.requireNonNullElse(text(item.key("apiVersion")), "v1"), kind,
                            text(item.key("namespace")), name),
                    fields));
        }
        return new DriftSettings(heal instanceof Value.Bool(boolean on) && on, left);
    }

    private List<String> globs(FieldPath path) {
        var globs = new ArrayList<String>();
        for (int i = 0; i < list(path).size(); i++) {
            String glob = text(path.index(i));
            if (glob == null) continue;
            try {
                new Glob(glob);
                globs.add(glob);
            } catch (PatternSyntaxException _) {
                diagnostics.add(Diagnostic.error("workspace.bad-glob", at(path.index(i)), glob));
            }
        }
        return globs;
    }

    private @Nullable ClusterAccess host(FieldPath path) {
        fields(path, "kubeconfig", "context");
        return access(path);
    }

    private @Nullable ClusterAccess access(FieldPath path) {
        String kubeconfig = text(path.key("kubeconfig"));
        String context = text(path.key("context"));
        return kubeconfig == null && context == null ? null : new ClusterAccess(kubeconfig, context);
    }

    private String karmada(FieldPath path) {
        String version = version(path);
        if (version.isEmpty() || KARMADA_VERSION.matcher(version).matches()) return version;
        diagnostics.add(Diagnostic.error("workspace.unsupported-version", at(path), "Karmada", version, "0.8, 1.0 – 1.18"));
        return "";
    }

    private String kubefed(FieldPath path) {
        String version = version(path);
        if (version.isEmpty() || KUBEFED_VERSIONS.contains(version)) return version;
        diagnostics.add(Diagnostic.error("workspace.unsupported-version", at(path), "KubeFed", version, "0.8, 0.10"));
        return "";
    }

    /// As written, since `1.10` without quotes is the number 1.1.
    private String version(FieldPath path) {
        Value value = document.root().at(path);
        return switch (value) {
            case null -> "";
            case Value.Text(String s) -> s;
            case Value.Int _,Value.Dec _ -> document.source().text().substring(at(path).start(), at(path).end());
            default -> {
                wrongType(path, "string");
                yield "";
            }
        };
    }

    private List<MemberSettings> members(FieldPath path) {
        var members = new ArrayList<MemberSettings>();
        Map<String, Location> places = new HashMap<>();
        for (int i = 0; i < list(path).size(); i++) {
            FieldPath item = path.index(i);
            MemberSettings member = member(item);
            if (member == null) continue;
            Location place = at(item.key("name"));
            Location first = places.putIfAbsent(member.name(), place);
            if (first == null) {
                members.add(member);
            } else {
                diagnostics.add(Diagnostic.error("workspace.duplicate-member", place, member.name(), first.line()));
            }
        }
        return members;
    }

    private @Nullable MemberSettings member(FieldPath path) {
        if (!(document.root().at(path) instanceof MapValue)) {
            wrongType(path, "map");
            return null;
        }
        fields(path, "name", "kubeconfig", "context", "sandbox");
        String name = text(path.key("name"));
        if (name == null || name.isBlank()) {
            Value written = document.root().at(path.key("name"));
            boolean told = written != null && written != Value.NULL && !(written instanceof Value.Text);
            if (!told) diagnostics.add(Diagnostic.error("workspace.member-without-name", at(path.key("name"))));
            return null;
        }
        if (!NAME.matcher(name).matches()) {
            diagnostics.add(Diagnostic.error("workspace.bad-member-name", at(path.key("name")), name));
            return null;
        }
        ClusterAccess access = access(path);
        SandboxSettings sandbox = sandbox(path.key("sandbox"));
        if (access != null && sandbox != null) {
            diagnostics
                    .add(Diagnostic.error("workspace.sandbox-and-kubeconfig", document.keyLocation(path.key("sandbox")), name));
        }
        return new MemberSettings(name, sandbox == null ? access : null, sandbox);
    }

    private @Nullable SandboxSettings sandbox(FieldPath path) {
        Value value = document.root().at(path);
        if (value == null) return null;
        if (!(value instanceof MapValue)) {
            wrongType(path, "map");
            return null;
        }
        fields(path, "version", "nodes", "cpu", "memory", "pods");
        SandboxSettings standard = SandboxSettings.DEFAULT;
        String version = text(path.key("version"));
        return new SandboxSettings(version == null ? standard.version() : version,
                number(path.key("nodes"), standard.nodes(), MOST_NODES),
                quantity(path.key("cpu"), standard.cpu()), quantity(path.key("memory"), standard.memory()),
                number(path.key("pods"), standard.pods(), MOST_PODS));
    }

    private int number(FieldPath path, int otherwise, int most) {
        Value value = document.root().at(path);
        if (value == null) return otherwise;
        if (value instanceof Value.Int(long n) && n >= 0 && n <= most) return (int) n;
        diagnostics.add(Diagnostic.error("workspace.bad-number", at(path), path.toString(), most));
        return otherwise;
    }

    private String quantity(FieldPath path, String otherwise) {
        Value value = document.root().at(path);
        String text = switch (value) {
            case null -> otherwise;
            case Value.Text(String s) -> s;
            default -> value.toString();
        };
        if (QUANTITY.matcher(text).matches()) return text;
        diagnostics.add(Diagnostic.error("workspace.bad-quantity", at(path), text));
        return otherwise;
    }

    private ListValue list(FieldPath path) {
        Value value = document.root().at(path);
        if (value instanceof ListValue list) return list;
        if (value != null && value != Value.NULL) wrongType(path, "list");
        return ListValue.EMPTY;
    }

    private @Nullable String text(FieldPath path) {
        Value value = document.root().at(path);
        if (value instanceof Value.Text(String s)) return s;
        if (value != null && value != Value.NULL) wrongType(path, "string");
        return null;
    }

    private void wrongType(FieldPath path, String expected) {
        diagnostics.add(Diagnostic.error("workspace.wrong-type", at(path), path.toString(), expected));
    }

    /// Tells of fields that nobody reads.
    private void fields(FieldPath path, String... known) {
        Value value = document.root().at(path);
        if (value == null || value == Value.NULL) return;
        if (!(value instanceof MapValue map)) {
            wrongType(path, "map");
            return;
        }
        var names = new TreeSet<>(List.of(known));
        for (String key : map.keys()) {
            if (names.contains(key)) continue;
            Location place = document.keyLocation(path.key(key));
            Optional<String> meant = Spelling.nearest(key, names);
            diagnostics.add(meant.isEmpty()
                    ? Diagnostic.warning("workspace.unknown-field", place, path.key(key).toString(), String.join(", ", known))
                    : Diagnostic.warning("workspace.misspelt-field", place, path.key(key).toString(), meant.get())
                            .withFixes(new QuickFix("fix.replace-with", List.of(meant.get()),
                                    List.of(new TextEdit(place, meant.get())))));
        }
    }

    private Location at(FieldPath path) {
        return document.location(path);
    }
}
