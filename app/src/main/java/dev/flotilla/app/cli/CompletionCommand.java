package dev.flotilla.app.cli;

import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// A script that lets a shell complete commands, options and file names.
@Command(name = "completion")
final class CompletionCommand implements Callable<Integer> {
    private final Console console;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh|fish") private Shell shell = Shell.bash;

    enum Shell {
        bash, zsh, fish
    }

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandLine root = java.util.Objects.requireNonNull(spec, "picocli sets it").root().commandLine();
        switch (shell) {
            case bash -> console.out().print(AutoComplete.bash("flotilla", root));
            case zsh ->
                console.out().print("autoload -U +X bashcompinit && bashcompinit\n" + AutoComplete.bash("flotilla", root));
            case fish -> console.out().print(fish(root));
        }
        return ExitCode.FINE;
    }

    /// Picocli writes none for fish.
    private static String fish(CommandLine root) {
        var out = new StringBuilder("# completion for fish: flotilla completion fish | source\n");
        root.getSubcommands().forEach((name, command) -> {
            out.append("complete -c flotilla -n __fish_use_subcommand -a ").append(name).append(" -d ")
                    .append(quoted(header(command)))
                    .append('\n');
            command.getCommandSpec().positionalParameters().stream().map(PositionalParamSpec::paramLabel)
                    .filter(label -> label.contains("|"))
                    .forEach(
                            label -> out.append("complete -c flotilla -n '__fish_seen_subcommand_from ").append(name).append("; ")
                                    .append("and not __fish_seen_subcommand_from ").append(words(label)).append("' -f -a ")
                                    .append(quoted(words(label))).append('\n'));
            command.getCommandSpec().options()
                    .forEach(option -> out.append("complete -c flotilla -n '__fish_seen_subcommand_from ")
                            .append(name).append("'").append(option(option)).append('\n'));
        });
        return out.toString();
    }

    private static String option(OptionSpec option) {
        var out = new StringBuilder();
        for (String name : option.names()) {
            out.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            String words = option.completionCandidates() == null
                    ? option.paramLabel().contains("|") ? words(option.paramLabel()) : ""
                    : String.join(" ", option.completionCandidates());
            out.append(words.isEmpty() ? " -r" : " -x -a " + quoted(words));
        }
        String[] description = option.description();
        return out + (description.length == 0 ? "" : " -d " + quoted(description[0]));
    }

    private static String words(String label) {
        return label.toLowerCase(Locale.ROOT).replace('|', ' ');
    }

    private static String header(CommandLine command) {
        String[] header = command.getCommandSpec().usageMessage().header();
        return header.length == 0 ? "" : header[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("%%", "%").replace("%n", "") + "'";
    }
}
