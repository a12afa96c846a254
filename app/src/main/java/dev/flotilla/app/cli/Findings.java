package dev.flotilla.app.cli;

import java.util.List;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// Diagnostics as people and as programs read them.
final class Findings {
    private final Planning planning;
    private final Messages words;

    Findings(Planning planning, Messages words) {
        this.planning = planning;
        this.words = words;
    }

    /// `file:line:column: severity CODE message (hint)`
    String line(Workspace workspace, Diagnostic found, Ink ink) {
        var at = found.location();
        String place = planning.show(workspace, at.file()) + ":" + at.line() + ":" + at.column();
        String hint = words.hint(found);
        return ink.bold(place + ":") + " " + severity(found.severity(), ink) + " " + ink.faint(found.code()) + " "
                + words.diagnostic(found) + (hint == null ? "" : " (" + hint + ")");
    }

    private static String severity(Severity severity, Ink ink) {
        return switch (severity) {
            case ERROR -> ink.red("error");
            case WARNING -> ink.yellow("warning");
            case HINT -> ink.blue("hint");
        };
    }

    /// `2 errors, 1 warning`, or a sentence that there is nothing.
    String summary(List<Diagnostic> found) {
        return words.get("cli.findings", count(found, Severity.ERROR), count(found, Severity.WARNING),
                count(found, Severity.HINT));
    }

    static long count(List<Diagnostic> found, Severity severity) {
        return found.stream().filter(diagnostic -> diagnostic.severity() == severity).count();
    }

    static boolean hasErrors(List<Diagnostic> found) {
        return count(found, Severity.ERROR) > 0;
    }

    /// For programs the sentences are always English.
    static ListValue json(List<Diagnostic> found, Messages english) {
        return ListValue.of(found.stream().map(diagnostic -> json(diagnostic, english)).toList());
    }

    private static MapValue json(Diagnostic found, Messages english) {
        return MapValue.builder().put("severity", found.severity().name().toLowerCase(java.util.Locale.ROOT))
                .put("code", found.code())
                .put("file", found.location().file()).put("line", found.location().line())
                .put("column", found.location().column())
                .put("message", english.diagnostic(found)).put("hint", orNull(english.hint(found))).build();
    }

    static Value orNull(@Nullable String text) {
        return text == null ? Value.NULL : Value.text(text);
    }
}
