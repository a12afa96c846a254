package dev.flotilla.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// Draws the window's pages; commands themselves know nothing of the window.
@FunctionalInterface
public interface Pages {
    /// How pictures are made.
    ///
    /// @param folder    where they go
    /// @param corners   also forms, dialogs and what else is not seen on the straight way
    /// @param workspace what to open; `null` for the first sample
    record Wish(Path folder, boolean dark, Locale language, int width, int height, boolean corners, @Nullable Path workspace) {}

    /// The system lacks what text is drawn with.
    final class CannotDraw extends Exception {
        private static final long serialVersionUID = 1;
    }

    /// @return the pictures; empty where there is no sample
    /// @throws CannotDraw where no text could be drawn
    List<Path> draw(Wish wish) throws Exception;
}
