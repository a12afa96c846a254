package dev.flotilla.app.tour;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A copy of a workspace that may be edited and thrown away.
final class Scratch implements AutoCloseable {
    private static final int MOST_TRIES = 100;
    private static final long PAUSE = Duration.ofMillis(50).toNanos();
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
        // Connections end in the background and may write once more while this deletes.
        for (int tries = 1;; tries++) {
            try {
                delete();
                return;
            } catch (DirectoryNotEmptyException | NoSuchFileException | UncheckedIOException e) {
                if (tries == MOST_TRIES) throw e;
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    private void delete() throws IOException {
        List<Path> all;
        try (var walk = Files.walk(root)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
