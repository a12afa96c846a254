package dev.flotilla.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A copy of a sample workspace that runs on clusters of the test's own.
record QuickstartWorkspace(Path folder) {
    /// @param members member name to kubeconfig; its current context is used
    static QuickstartWorkspace copy(String sample, Path to, Map<String, Path> members) {
        Path from = Path.of(System.getProperty("flotilla.root"), "sample-configs", sample);
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
            var settings = new StringBuilder(
                    "apiVersion: flotilla.dev/v1alpha1\nkind: Workspace\nmetadata: {name: " + to.getFileName()
                            + "}\nspec:\n  manifests: [\"manifests/**/*.yaml\"]\n  members:\n");
            members.forEach((name, kubeconfig) -> settings
                    .append("  - {name: " + name + ", kubeconfig: \"" + kubeconfig.toAbsolutePath() + "\"}\n"));
            Files.writeString(to.resolve("flotilla.yaml"), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new QuickstartWorkspace(to);
    }

    /// Replaces text in every file below `manifests`.
    QuickstartWorkspace edit(UnaryOperator<String> change) {
        try (var files = Files.walk(folder.resolve("manifests"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, change.apply(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    QuickstartWorkspace delete(List<String> files) {
        try {
            for (String file : files) {
                Files.delete(folder.resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
