package dev.flotilla.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.Engine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line.
public final class Cli {
    /// Every command's name, for whoever has to tell them from workspaces without loading them all.
    public static final Set<String> COMMANDS = Set.of("validate", "plan", "explain", "render", "diff", "sync", "status",
            "history",
            "rollback", "clusters", "federate", "enable", "disable", "orphaning-deletion", "convert", "tour", "completion");

    private static final String HELP = "help";
    private static final Set<String> OF_TYPES = Set.of("enable", "disable");

    private final Console console;
    private final CommandLine commands;

    private Cli(Console console, Engine engine, Pages pages, String first) {
        this.console = console;
        this.commands = new CommandLine(new FlotillaCommand(), CommandLine.defaultFactory());
        FlotillaCommand.addCommands(commands, console, engine, pages, needed(first));
        commands.setResourceBundle(new Words(console.words()));
        commands.setOut(console.out()).setErr(console.err());
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(console.colourful() ? Ansi.ON : Ansi.OFF));
        commands.setUsageHelpWidth(100).setUsageHelpAutoWidth(false);
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setParameterExceptionHandler(this::misused);
        commands.setExecutionExceptionHandler(this::broken);
    }

    /// Only those commands are made that this run may need: picocli reads each by reflection.
    private static Set<String> needed(String first) {
        if (first.equals("--version") || first.equals("-V")) return Set.of();
        return COMMANDS.contains(first) && !first.equals("completion") ? Set.of(first) : COMMANDS;
    }

    /// Runs one command in this process.
    ///
    /// @param pages for the command that needs them
    /// @return the exit code
    public static int run(List<String> arguments, Pages pages) {
        NoLog.install();
        return run(arguments, Console.system(), Engine.standard(), pages);
    }

    static int run(List<String> arguments, Console console, Engine engine, Pages pages) {
        Console speaking = console.speaking(language(arguments, console.words()));
        try {
            List<String> meant = targetVersion(asOption(arguments));
            int exit = new Cli(speaking, engine, pages, meant.isEmpty() ? "" : meant.getFirst()).commands
                    .execute(meant.toArray(String[]::new));
            return delivered(speaking, exit);
        } finally {
            speaking.flush();
        }
    }

    /// `flotilla help` and `flotilla help plan`, as many tools have it.
    private static List<String> asOption(List<String> arguments) {
        if (arguments.isEmpty() || !arguments.getFirst().equals(HELP)) return arguments;
        var meant = new ArrayList<>(arguments.subList(1, arguments.size()));
        meant.add("--help");
        return meant;
    }

    /// kubefedctl calls a type's version `--version`, as everybody else calls the program's own.
    private static List<String> targetVersion(List<String> arguments) {
        if (arguments.isEmpty() || !OF_TYPES.contains(arguments.getFirst())) return arguments;
        var meant = new ArrayList<>(arguments);
        for (int i = 1; i < meant.size(); i++) {
            String argument = meant.get(i);
            boolean followed = i + 1 < meant.size() && !meant.get(i + 1).startsWith("-");
            if (argument.startsWith("--version=") || argument.equals("--version") && followed) {
                meant.set(i, "--target-version" + argument.substring("--version".length()));
            }
        }
        return meant;
    }

    /// A plan that went to a full disk is none, whatever the plan was.
    private static int delivered(Console console, int exit) {
        if (!(console.out() instanceof Output output)) return exit;
        IOException loss = output.loss();
        if (loss == null) return exit;
        console.err().println("flotilla: " + console.words().get("cli.trouble.output", Trouble.why(loss)));
        return ExitCode.INVALID;
    }

    /// Whether a first argument is one of ours, not a workspace.
    public static boolean isCommand(String argument) {
        return argument.equals(HELP) || COMMANDS.contains(argument);
    }

    /// `--lang` counts before anything is parsed, as also the words about wrong usage are in that language.
    private static Messages language(List<String> arguments, Messages otherwise) {
        String wanted = null;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith("--lang=")) wanted = argument.substring("--lang=".length());
            if (argument.equals("--lang") && i + 1 < arguments.size()) wanted = arguments.get(i + 1);
        }
        return wanted == null ? otherwise : Messages.of(Locale.forLanguageTag(wanted.replace('_', '-')));
    }

    private int misused(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        List<String> unmatched = problem instanceof UnmatchedArgumentException extra ? extra.getUnmatched() : List.of();
        String first = unmatched.isEmpty() ? "" : unmatched.getFirst();
        say(misuse(problem, first, command.getParent() == null));
        var similar = new StringWriter();
        // What looks like a path was meant as one.
        if (!first.contains("/") && UnmatchedArgumentException.printSuggestions(problem, new PrintWriter(similar))) {
            console.err().print(similar);
        }
        console.err().println(console.words().get("cli.see-help", command.getCommandSpec().qualifiedName()));
        return ExitCode.INVALID;
    }

    /// @param first what nobody takes; empty where that is not the trouble
    private String misuse(ParameterException problem, String first, boolean atRoot) {
        if (first.startsWith("-")) return console.words().get("cli.trouble.no-such-option", first);
        if (!first.isEmpty()) {
            return console.words().get(atRoot ? "cli.trouble.no-such-command" : "cli.trouble.too-many-arguments", first);
        }
        return String.valueOf(problem.getMessage());
    }

    private int broken(Exception problem, CommandLine command, ParseResult parsed) {
        if (problem instanceof Trouble trouble) {
            say(console.words().get(trouble.key(), trouble.arguments()));
            return trouble.exitCode();
        }
        if (problem instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return ExitCode.FINDINGS;
        }
        if (problem instanceof IOException io) {
            say(console.words().get("cli.trouble.state", String.valueOf(io.getMessage())));
            return ExitCode.INVALID;
        }
        say(console.words().get("cli.trouble.bug"));
        problem.printStackTrace(console.err());
        return ExitCode.INVALID;
    }

    private void say(@Nullable String sentence) {
        console.out().flush();
        console.err().println("flotilla: " + sentence);
    }

    /// The help texts, for picocli.
    private static final class Words extends ResourceBundle {
        private final Messages messages;

        Words(Messages messages) {
            this.messages = messages;
        }

        @Override
        protected @Nullable Object handleGetObject(String key) {
            return messages.pattern(key);
        }

        @Override
        public Enumeration<String> getKeys() {
            return Collections.enumeration(new ArrayList<>(messages.keys()));
        }
    }
}
