package dev.flotilla.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

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
    @Option(names = "--lang", paramLabel = "LANG", scope = ScopeType.INHERIT, completionCandidates = Languages.class) private @Nullable String language;

    /// What a shell offers for `--lang`.
    static final class Languages extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Languages() {
            super(List.of("en", "zh"));
        }
    }

    @Override
    public void run() {
        if (spec != null) spec.commandLine().usage(spec.commandLine().getOut());
    }

    /// Adds the commands that are needed, in the order in which help lists them. Reading a command's annotations takes its time, so
    /// a run that has named its command does without the others.
    static void addCommands(CommandLine root, Console console, Engine engine, Pages pages,
            Set<String> wanted) {
        var commands = new LinkedHashMap<String, Supplier<Object>>();
        commands.put("validate", () -> new ValidateCommand(console, engine));
        commands.put("plan", () -> new PlanCommand(console, engine));
        commands.put("explain", () -> new ExplainCommand(console, engine));
        commands.put("render", () -> new RenderCommand(console, engine));
        commands.put("diff", () -> new DiffCommand(console, engine));
        commands.put("sync", () -> new SyncCommand(console, engine));
        commands.put("status", () -> new StatusCommand(console, engine));
        commands.put("history", () -> new HistoryCommand(console, engine));
        commands.put("rollback", () -> new RollbackCommand(console, engine));
        commands.put("clusters", () -> new ClustersCommand(console, engine));
        commands.put("federate", () -> new FederateCommand(console, engine));
        commands.put("enable", () -> new EnableCommand(console, engine));
        commands.put("disable", () -> new DisableCommand(console, engine));
        commands.put("orphaning-deletion", () -> new OrphaningCommand(console, engine));
        commands.put("convert", () -> new ConvertCommand(console, engine));
        commands.put("tour", () -> new TourCommand(console, pages));
        commands.put("completion", () -> new CompletionCommand(console));
        commands.forEach((name, command) -> {
            if (wanted.contains(name)) root.addSubcommand(command.get());
        });
    }
}
