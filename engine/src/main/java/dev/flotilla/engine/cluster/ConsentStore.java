package dev.flotilla.engine.cluster;

/// Remembers which programs the user allowed kubeconfigs to run.
@FunctionalInterface
public interface ConsentStore {
    /// Allows nothing.
    ConsentStore NONE = _ -> false;

    /// Whether the user agreed to exactly this command, with exactly these arguments and variables.
    boolean allows(ExecCommand command);
}
