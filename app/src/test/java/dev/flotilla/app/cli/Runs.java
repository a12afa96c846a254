package dev.flotilla.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.Engine;

/// Runs commands in process, as from the project's folder.
public final class Runs {
    static final Path ROOT = Path.of(System.getProperty("flotilla.root"));

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    public Runs(Path directory) {
        this.directory = directory;
    }

    /// @param exit the exit code
    public record Result(int exit, String out, String err) {}

    static Result run(String... arguments) {
        return new Runs(ROOT).with(arguments);
    }

    public Runs variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Result with(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, false, directory, Map.copyOf(environment),
                Messages.of(Locale.ENGLISH), null);
        int exit = Cli.run(List.of(arguments), console, Engine.standard(), _ -> List.of());
        return new Result(exit, out.toString(), err.toString());
    }
}
