package dev.flotilla.app.cli;

import java.nio.file.Path;
import java.util.List;

/// What most commands load, in one run: the build lets the JVM watch it, to know what the start-up cache has to keep.
public final class Rehearsal {
    private Rehearsal() {}

    /// @param arguments the folder of the sample workspaces
    public static void main(String[] arguments) {
        Path samples = Path.of(arguments[0]);
        String karmada = samples.resolve("quickstart-karmada").toString();
        String kubefed = samples.resolve("quickstart-kubefed").toString();
        String mixed = samples.resolve("mixed-fleet").toString();
        for (List<String> command : List.of(List.of("--version"), List.of("--help"), List.of("validate", karmada),
                List.of("validate", samples.resolve("mistakes").toString(), "-o", "json"), List.of("plan", karmada),
                List.of("plan", kubefed), List.of("plan", mixed, "-o", "json"), List.of("plan", mixed, "-o", "yaml"),
                List.of("render", kubefed), List.of("render", karmada, "-o", "json"), List.of("history", karmada))) {
            Cli.run(command, _ -> List.of());
        }
    }
}
