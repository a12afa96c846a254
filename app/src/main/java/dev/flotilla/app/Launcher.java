package dev.flotilla.app;

import java.util.List;

import dev.flotilla.app.cli.Cli;

/// Where every run of Flotilla starts. `flotilla` and `flotilla WORKSPACE` open the window, everything else is a command.
///
/// No class of JavaFX is named here or in the command line's package: a command must start fast, also where there is no display.
public final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) {
        System.exit(Cli.run(List.of(arguments)));
    }
}
