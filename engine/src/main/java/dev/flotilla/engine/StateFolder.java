package dev.flotilla.engine;

import java.io.IOException;
import java.nio.file.Path;

import dev.flotilla.engine.diff.Secrets;
import dev.flotilla.engine.workspace.Workspace;

/// A workspace's folder below the state folder: its name for people, and a hash of its path, since two may be called the same.
final class StateFolder {
    private StateFolder() {}

    static String name(Workspace workspace) {
        String name = workspace.settings().name().replaceAll("[^A-Za-z0-9._-]+", "-");
        return name + "-" + Secrets.hash(real(workspace.root()).toString()).substring(0, 12);
    }

    /// Whoever comes through a link finds what was pushed from the folder itself.
    private static Path real(Path root) {
        try {
            return root.toRealPath();
        } catch (IOException _) {
            return root.toAbsolutePath().normalize();
        }
    }
}
