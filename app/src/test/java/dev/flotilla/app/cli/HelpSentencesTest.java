package dev.flotilla.app.cli;

import java.util.Collections;
import java.util.Enumeration;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.Engine;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/// The sentences of `--help` are looked up by picocli, by the names of commands and options.
class HelpSentencesTest {
    /// Hands out any text and notes down what was asked for.
    private static final class Asked extends ResourceBundle {
        private final TreeSet<String> keys = new TreeSet<>();

        @Override
        protected Object handleGetObject(String key) {
            keys.add(key);
            return Messages.english().pattern(key);
        }

        @Override
        public Enumeration<String> getKeys() {
            return Collections.enumeration(Messages.english().keys());
        }
    }

    @Test
    void everySentenceOfHelpIsShownByACommand() {
        var asked = new Asked();
        var commands = new CommandLine(new FlotillaCommand(), CommandLine.defaultFactory());
        FlotillaCommand.addCommands(commands, Console.system(), Engine.standard(), null, Cli.COMMANDS);
        commands.setResourceBundle(asked);
        assertThat(commands.getUsageMessage()).isNotBlank();
        commands.getSubcommands().values().forEach(command -> assertThat(command.getUsageMessage()).isNotBlank());

        var lost = Messages.english().keys().stream().filter(key -> key.startsWith("flotilla."))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(lost).isNotEmpty();
        lost.removeAll(asked.keys);

        assertThat(lost).isEmpty();
        assertThat(asked.keys).contains("lang");
    }
}
