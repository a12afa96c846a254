package dev.flotilla.app.tour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// A copy of a workspace that may be edited and thrown away.
final class Scratch implements AutoCloseable {
    private final Path root;
    private final Path workspace;

    private Scratch(Path root, Path workspace) {
        this.root = root;
        this.workspace = workspace;
    }

    static Scratch of(Path original) throws IOException {
        Path root = Files.createTempDirectory("flotilla-tour");
        Path copy = root.resolve(original.toAbsolutePath().normalize().getFileName());
        List<Path> files;
        try (var walk = Files.walk(original)) {
            files = walk.toList();
        }
        for (Path file : files) {
            Path target = copy.resolve(original.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target);
            }
        }
        return new Scratch(root, copy);
    }

    Path workspace() {
        return workspace;
    }

    /// An empty folder beside the workspace, made now.
    Path folder(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (var walk = Files.walk(root)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
