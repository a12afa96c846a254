package dev.flotilla.engine.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.PatternSyntaxException;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.text.SourceFile;
import org.jspecify.annotations.Nullable;

/// Opens a folder, or a single file, as a [Workspace]. Whatever is wrong inside becomes a diagnostic; only the path itself has to
/// be there and readable.
public final class WorkspaceReader {
    private static final int LARGEST_FILE = 256 * 1024 * 1024;

    private final Path root;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private WorkspaceReader(Path root) {
        this.root = root;
    }

    /// @param path a folder, its `flotilla.yaml`, or a single file of manifests
    /// @throws IOException when the path is absent or cannot be read
    public static Workspace open(Path path) throws IOException {
        if (!Files.exists(path)) throw new NoSuchFileException(path.toString());
        if (!Files.isReadable(path)) throw new AccessDeniedException(path.toString());
        Path absolute = path.toAbsolutePath().normalize();
        boolean settingsFile = absolute.endsWith(Workspace.SETTINGS_FILE);
        if (!Files.isDirectory(absolute) && !settingsFile) {
            Path folder = java.util.Objects.requireNonNull(absolute.getParent(), "a file has a folder");
            String name = java.util.Objects.requireNonNull(absolute.getFileName(), "a file has a name").toString();
            var reader = new WorkspaceReader(folder);
            byte[] bytes = reader.bytes(absolute);
            List<SourceFile> sources = bytes == null ? List.of() : List.of(SourceFile.decode(name, bytes));
            return Workspace.of(folder, WorkspaceSettings.none(name), reader.diagnostics, sources);
        }
        Path root = settingsFile ? java.util.Objects.requireNonNull(absolute.getParent(), "a file has a folder") : absolute;
        return new WorkspaceReader(root).read();
    }

    /// The same files under settings that may not be saved yet. Files that only other globs would find are not read.
    ///
    /// @param text of `flotilla.yaml` as it stands
    public static Workspace withSettingsText(Workspace workspace, String text) {
        Path root = workspace.root();
        String folder = root.getFileName() == null ? root.toString() : root.getFileName().toString();
        SettingsReader.Result read = SettingsReader.read(new SourceFile(Workspace.SETTINGS_FILE, text), folder);
        return workspace.withSettings(read.settings(), read.diagnostics());
    }

    private Workspace read() {
        WorkspaceSettings settings = settings();
        int ofSettings = diagnostics.size();
        var sources = new ArrayList<SourceFile>();
        for (Path file : files(settings.manifests())) {
            SourceFile source = source(file);
            if (source != null) sources.add(source);
        }
        // A folder is walked in the order of the file system, and that is nobody's.
        diagnostics.subList(ofSettings, diagnostics.size()).sort(Comparator.comparing(found -> found.location().file()));
        return Workspace.of(root, settings, diagnostics, sources);
    }

    private WorkspaceSettings settings() {
        String folder = root.getFileName() == null ? root.toString() : root.getFileName().toString();
        Path file = root.resolve(Workspace.SETTINGS_FILE);
        SourceFile source = Files.exists(file) ? source(file) : null;
        if (source == null) return WorkspaceSettings.none(folder);
        SettingsReader.Result read = SettingsReader.read(source, folder);
        diagnostics.addAll(read.diagnostics());
        return read.settings();
    }

    private @Nullable SourceFile source(Path file) {
        try {
            byte[] bytes = bytes(file);
            return bytes == null ? null : SourceFile.decode(relative(file), bytes);
        } catch (IOException e) {
            unreadable(file, e);
            return null;
        }
    }

    /// The content, unless there is too much of it. The size is not asked for beforehand: a pipe has none, and some devices never end.
    private byte @Nullable [] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
            if (bytes.length <= LARGEST_FILE) return bytes;
        }
        diagnostics.add(Diagnostic.error("workspace.too-large", Location.startOf(relative(file)), LARGEST_FILE >> 20));
        return null;
    }

    private void unreadable(Path file, IOException e) {
        Location at = Location.startOf(relative(file));
        diagnostics.add(switch (e) {
            case AccessDeniedException _ -> Diagnostic.error("workspace.access-denied", at);
            case NoSuchFileException _ -> Diagnostic.error("workspace.vanished", at);
            case FileSystemException system when system.getReason() != null ->
                Diagnostic.error("workspace.unreadable", at, system.getReason());
            default -> Diagnostic.error("workspace.unreadable", at, String.valueOf(e.getMessage()));
        });
    }

    private String relative(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /// Regular files below the root by path. Hidden ones are left out, and folders behind symbolic links: a link may lead anywhere,
    /// also in a circle.
    private List<Path> files(List<String> globs) {
        List<Glob> matchers = matchers(globs);
        var found = new ArrayList<Path>();
        try {
            // The workspace itself may be given as a link.
            Path start = root.toRealPath();
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean hidden = !folder.equals(start) && folder.getFileName().toString().startsWith(".");
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) {
                    Path file = root.resolve(start.relativize(visited));
                    boolean ours = !file.getFileName().toString().startsWith(".")
                            && !file.equals(root.resolve(Workspace.SETTINGS_FILE))
                            && matchers.stream().anyMatch(glob -> glob.matches(relative(file)));
                    if (ours && Files.isRegularFile(file)) found.add(file);
                    // A link into nothing, or in a circle, was meant to be a file; a link to a folder is not followed.
                    if (ours && attributes.isSymbolicLink() && !Files.exists(file)) {
                        diagnostics.add(Diagnostic.error("workspace.dead-link", Location.startOf(relative(file)), target(file)));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path visited, IOException e) {
                    unreadable(root.resolve(start.relativize(visited)), e);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            unreadable(root, e);
        }
        Collections.sort(found);
        return found;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException _) {
            return "?";
        }
    }

    private static List<Glob> matchers(List<String> globs) {
        var matchers = new ArrayList<Glob>();
        for (String glob : globs) {
            try {
                matchers.add(new Glob(glob));
            } catch (PatternSyntaxException _) {
                continue; // told by SettingsReader, at its place
            }
        }
        return matchers;
    }
}
