package dev.flotilla.engine.workspace;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.PatternSyntaxException;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.text.SourceFile;

/// Opens a folder, or a single file, as a [Workspace]. Whatever is wrong inside becomes a diagnostic; only the path itself has to
/// be there and readable.
public final class WorkspaceReader {
    private static final long LARGEST_FILE = 256L * 1024 * 1024;

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
            SourceFile source = SourceFile.decode(name, Files.readAllBytes(absolute));
            return Workspace.of(folder, WorkspaceSettings.none(name), List.of(), List.of(source));
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
        var sources = new ArrayList<SourceFile>();
        for (Path file : files(settings.manifests())) {
            SourceFile source = source(file);
            if (source != null) sources.add(source);
        }
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

    private @org.jspecify.annotations.Nullable SourceFile source(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                diagnostics.add(Diagnostic.error("workspace.too-large", Location.startOf(relative(file)), LARGEST_FILE >> 20));
                return null;
            }
            return SourceFile.decode(relative(file), Files.readAllBytes(file));
        } catch (IOException e) {
            unreadable(file, e);
            return null;
        }
    }

    private void unreadable(Path file, IOException e) {
        String why = e instanceof AccessDeniedException ? "access denied" : String.valueOf(e.getMessage());
        diagnostics.add(Diagnostic.error("workspace.unreadable", Location.startOf(relative(file)), why));
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
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean hidden = !folder.equals(root) && folder.getFileName().toString().startsWith(".");
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    boolean plain = Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".")
                            && !file.equals(root.resolve(Workspace.SETTINGS_FILE));
                    if (plain && matchers.stream().anyMatch(glob -> glob.matches(relative(file)))) found.add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    unreadable(file, e);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            unreadable(root, e);
        }
        Collections.sort(found);
        return found;
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
