package dev.flotilla.app.cli;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.flotilla.app.i18n.Messages;
import org.jspecify.annotations.Nullable;

/// A command's surroundings.
///
/// @param out         for data
/// @param err         for everything else
/// @param outTerminal whether a person reads `out` as it comes
/// @param errTerminal whether a person reads `err` as it comes
/// @param directory   where relative paths start
/// @param environment variables by name
/// @param words       in the reader's language
/// @param answers     what a person types; `null` where nobody can be asked
record Console(PrintWriter out, PrintWriter err, boolean outTerminal, boolean errTerminal, Path directory,
        Map<String, String> environment, Messages words, @Nullable BufferedReader answers) {

    /// The process's own. The launcher script tells by a property which streams are terminals; without it the JDK is asked.
    static Console system() {
        String told = System.getProperty("flotilla.terminals");
        boolean out = told == null ? isTerminal() : told.contains("out");
        boolean err = told == null ? isTerminal() : told.contains("err");
        return new Console(writer(FileDescriptor.out, out), writer(FileDescriptor.err, err), out, err,
                Path.of("").toAbsolutePath(), System.getenv(), Messages.of(locale(System.getenv())),
                err && (told == null ? isTerminal() : told.contains("in"))
                        ? new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))
                        : null);
    }

    private static boolean isTerminal() {
        java.io.Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// Data is UTF-8 whatever the locale says; only a terminal is spoken to in its own encoding.
    private static PrintWriter writer(FileDescriptor stream, boolean terminal) {
        String own = System.getProperty("stdout.encoding");
        Charset charset = terminal && own != null && Charset.isSupported(own) ? Charset.forName(own) : StandardCharsets.UTF_8;
        return new Output(new FileOutputStream(stream), charset);
    }

    private static Locale locale(Map<String, String> environment) {
        String wanted = environment.get("FLOTILLA_LANG");
        return wanted == null || wanted.isBlank()
                ? Locale.getDefault(Locale.Category.DISPLAY)
                : Locale.forLanguageTag(wanted.replace('_', '-'));
    }

    Console speaking(Messages words) {
        return new Console(out, err, outTerminal, errTerminal, directory, environment, words, answers);
    }

    /// The path an argument names.
    Path path(String argument) {
        return directory.resolve(argument).normalize();
    }

    /// Colour only for a person's eyes, and never against the wish of `NO_COLOR` (<https://no-color.org>).
    boolean colourful() {
        String unwanted = environment.get("NO_COLOR");
        boolean dumb = "dumb".equals(environment.get("TERM"));
        return outTerminal && !dumb && (unwanted == null || unwanted.isEmpty());
    }

    /// Asks a person.
    ///
    /// @return whether the answer was yes; no where nobody can be asked
    boolean confirms(String question) throws IOException {
        if (answers == null) return false;
        out.flush();
        err.print(question + " [y/N] ");
        err.flush();
        String answer = answers.readLine();
        return answer != null && List.of("y", "yes", "是").contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    void flush() {
        out.flush();
        err.flush();
    }
}
