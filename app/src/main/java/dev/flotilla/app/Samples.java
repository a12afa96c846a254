package dev.flotilla.app;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// The sample workspaces that travel inside the app. What is opened is a copy, so that it may be edited and the sample stays whole.
final class Samples {
    private static final String ROOT = "/dev/flotilla/app/samples/";

    private final Path folder;

    /// @param folder in which copies are made
    Samples(Path folder) {
        this.folder = folder;
    }

    /// The copy of a sample, made now unless it is there from before.
    ///
    /// @throws IOException when there is no such sample, or it cannot be written
    Path open(String name) throws IOException {
        Path copy = folder.resolve(name);
        if (Files.exists(copy)) return copy;
        URL url = Samples.class.getResource(ROOT + name + "/flotilla.yaml");
        if (url == null) throw new IOException("no sample " + name);
        try {
            URI uri = url.toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    copy(jar.getPath(ROOT + name), copy);
                }
            } else {
                copy(Objects.requireNonNull(Path.of(uri).getParent(), "a file has a folder"), copy);
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        return copy;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
