package dev.flotilla.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// Draws the window's pages; commands themselves know nothing of the window.
@FunctionalInterface
public interface Pages {
    /// @param workspace what to open; `null` for the first sample
    /// @return the pictures; empty where there is no sample
    List<Path> draw(Path folder, boolean dark, Locale language, @Nullable Path workspace) throws Exception;
}
