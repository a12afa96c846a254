package dev.flotilla.app;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import dev.flotilla.app.cli.Cli;
import dev.flotilla.app.cli.Pages;
import dev.flotilla.app.tour.Tour;
import dev.flotilla.app.ui.NativeText;

/// Where every run of Flotilla starts. `flotilla` and `flotilla WORKSPACE` open the window, everything else is a command.
///
/// No class of JavaFX is named here or in the command line's package: a command must start fast, also where there is no display.
public final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) {
        List<String> all = List.of(arguments);
        if (wantsWindow(all)) {
            Window.open(all);
        } else {
            System.exit(Cli.run(all, Launcher::draw));
        }
    }

    private static List<Path> draw(Pages.Wish wish) throws Exception {
        if (!NativeText.isThere()) throw new Pages.CannotDraw();
        Path open = wish.workspace() == null ? Tour.sample() : wish.workspace();
        return open == null
                ? List.of()
                : Tour.run(new Tour.Options(wish.folder(), wish.dark(), wish.language().getLanguage(), open)
                        .sized(wish.width(), wish.height()).withCorners(wish.corners()));
    }

    /// A word that is no command and no path is a command misspelt, and the command line knows what to say to that.
    static boolean wantsWindow(List<String> arguments) {
        if (arguments.isEmpty()) return true;
        String first = arguments.getFirst();
        if (first.startsWith("-") || Cli.isCommand(first)) return false;
        try {
            return Files.exists(Path.of(first));
        } catch (InvalidPathException _) {
            return false;
        }
    }
}
