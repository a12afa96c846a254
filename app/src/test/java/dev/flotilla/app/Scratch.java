package dev.flotilla.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// A copy of a sample workspace that a test may change.
public final class Scratch {
    private Scratch() {}

    public static Path copyOf(String sample, Path into) {
        Path from = Path.of(Objects.requireNonNull(System.getProperty("flotilla.root"), "set by the build"))
                .resolve("sample-configs")
                .resolve(sample);
        Path to = into.resolve(sample);
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
