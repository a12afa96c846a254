package dev.flotilla.app.cli;

import picocli.CommandLine.Option;

/// What all commands that reach clusters have in common.
final class Reaching {
    @Option(names = "--allow-exec") private boolean allowExec;

    /// Whether programs that kubeconfigs want to be run for credentials are allowed beforehand.
    boolean allowsPrograms() {
        return allowExec;
    }
}
