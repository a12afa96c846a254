package dev.flotilla.app.cli;

import dev.flotilla.engine.Engine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The root: it holds the commands and what is true for all of them.
@Command(name = "flotilla", mixinStandardHelpOptions = true, versionProvider = Version.class, scope = ScopeType.INHERIT)
final class FlotillaCommand implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    /// Read in [Cli] before anything else; declared for the help and so that it counts as known.
    @Option(names = "--lang", paramLabel = "LANG", scope = ScopeType.INHERIT) private @Nullable String language;

    @Override
    public void run() {
        if (spec != null) spec.commandLine().usage(spec.commandLine().getOut());
    }

    static void addCommands(CommandLine root, Console console, Engine engine) {
        root.addSubcommand(new ValidateCommand(console, engine)).addSubcommand(new PlanCommand(console, engine))
                .addSubcommand(new ExplainCommand(console, engine)).addSubcommand(new RenderCommand(console, engine))
                .addSubcommand(new DiffCommand(console, engine)).addSubcommand(new SyncCommand(console, engine))
                .addSubcommand(new StatusCommand(console, engine)).addSubcommand(new HistoryCommand(console, engine))
                .addSubcommand(new RollbackCommand(console, engine)).addSubcommand(new ClustersCommand(console, engine))
                .addSubcommand(new CompletionCommand(console));
    }
}
