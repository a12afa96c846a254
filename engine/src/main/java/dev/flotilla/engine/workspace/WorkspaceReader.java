package dev.flotilla.engine.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import dev.flotilla.engine.workspace.WorkspaceSettings.MemberSettings;
import dev.flotilla.engine.workspace.WorkspaceSettings.SandboxSettings;
import org.jspecify.annotations.Nullable;

/// Opens a folder, or a single file, as a [Workspace].
public final class WorkspaceReader {
    private WorkspaceReader() {}

    /// @param path a folder, its `flotilla.yaml`, or a single file of manifests
    /// @throws IOException when the path is absent or cannot be read
    public static Workspace open(Path path) throws IOException {
        if (!Files.exists(path)) throw new NoSuchFileException(path.toString());
        Path absolute = path.toAbsolutePath().normalize();
        boolean settingsFile = absolute.endsWith(Workspace.SETTINGS_FILE);
        if (Files.isRegularFile(absolute) && !settingsFile) {
            Path folder = parent(absolute);
            return Workspace.empty(folder, WorkspaceSettings.none(absolute.getFileName().toString()), List.of())
                    .withText(read(folder, absolute));
        }
        Path root = settingsFile ? parent(absolute) : absolute;
        var diagnostics = new ArrayList<Diagnostic>();
        WorkspaceSettings settings = settings(root, diagnostics);
        Workspace workspace = Workspace.empty(root, settings, diagnostics);
        for (Path file : files(root, settings.manifests())) {
            workspace = workspace.withText(read(root, file));
        }
        return workspace;
    }

    private static Path parent(Path file) {
        return java.util.Objects.requireNonNull(file.getParent(), "an absolute file has a folder");
    }

    private static SourceFile read(Path root, Path file) throws IOException {
        return new SourceFile(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
    }

    private static List<Path> files(Path root, List<String> globs) throws IOException {
        List<Glob> matchers = globs.stream().map(Glob::new).toList();
        try (var walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).filter(file -> {
                Path relative = root.relativize(file);
                return !relative.toString().startsWith(".") && !relative.endsWith(Workspace.SETTINGS_FILE)
                        && matchers.stream().anyMatch(matcher -> matcher.matches(relative.toString().replace('\\', '/')));
            }).sorted().toList();
        }
    }

    private static WorkspaceSettings settings(Path root, List<Diagnostic> diagnostics) throws IOException {
        Path file = root.resolve(Workspace.SETTINGS_FILE);
        String folderName = root.getFileName() == null ? root.toString() : root.getFileName().toString();
        if (!Files.exists(file)) return WorkspaceSettings.none(folderName);
        YamlFile yaml = YamlReader.read(new SourceFile(Workspace.SETTINGS_FILE, Files.readString(file)));
        diagnostics.addAll(yaml.diagnostics());
        if (yaml.documents().isEmpty()) return WorkspaceSettings.none(folderName);
        Value root0 = yaml.documents().getFirst().root();
        String name = root0.textAt("metadata", "name");
        Value spec = root0.mapAt("spec");
        var manifests = spec.listAt("manifests").texts();
        return new WorkspaceSettings(name == null ? folderName : name,
                manifests.isEmpty() ? WorkspaceSettings.EVERYTHING : manifests,
                access(spec.get("host")), version(spec.get("karmadaVersion")), version(spec.get("kubefedVersion")),
                spec.listAt("members").maps().stream().map(WorkspaceReader::member).toList());
    }

    private static String version(@Nullable Value value) {
        return switch (value) {
            case null -> "";
            case Value.Text(String s) -> s;
            default -> value.toString();
        };
    }

    private static @Nullable ClusterAccess access(@Nullable Value value) {
        if (!(value instanceof MapValue map) || !map.has("kubeconfig") && !map.has("context")) return null;
        return new ClusterAccess(map.textAt("kubeconfig"), map.textAt("context"));
    }

    private static MemberSettings member(MapValue map) {
        String name = map.textAt("name");
        return new MemberSettings(name == null ? "" : name, access(map), sandbox(map.get("sandbox")));
    }

    private static @Nullable SandboxSettings sandbox(@Nullable Value value) {
        if (!(value instanceof MapValue map)) return null;
        SandboxSettings standard = SandboxSettings.DEFAULT;
        Long nodes = map.intAt("nodes");
        Long pods = map.intAt("pods");
        String version = map.textAt("version");
        return new SandboxSettings(version == null ? standard.version() : version,
                nodes == null ? standard.nodes() : Math.toIntExact(nodes), quantity(map.get("cpu"), standard.cpu()),
                quantity(map.get("memory"), standard.memory()), pods == null ? standard.pods() : Math.toIntExact(pods));
    }

    private static String quantity(@Nullable Value value, String otherwise) {
        return switch (value) {
            case Value.Text(String s) -> s;
            case Value.Int(long n) -> Long.toString(n);
            case null, default -> otherwise;
        };
    }
}
