package dev.flotilla.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.workspace.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Everything that is wrong with a workspace, or with some of its files.
@Command(name = "validate")
final class ValidateCommand implements Callable<Integer> {
    private final Console console;
    private final Planning planning;

    @Parameters(paramLabel = "PATH", arity = "0..*") private List<String> paths = new ArrayList<>();

    @Option(names = {"-o", "--output"}, paramLabel = "text|json") private TextOrJson output = TextOrJson.text;

    @Option(names = "--strict") private boolean strict;

    enum TextOrJson {
        text, json
    }

    /// What was asked about one workspace.
    ///
    /// @param files relative to the workspace; empty for all of it
    private record Question(Workspace workspace, Set<String> files) {}

    ValidateCommand(Console console, Engine engine) {
        this.console = console;
        this.planning = new Planning(console, engine);
    }

    @Override
    public Integer call() throws Trouble {
        var all = new ArrayList<Diagnostic>();
        var findings = new Findings(planning, console.words());
        for (Question question : questions()) {
            List<Diagnostic> found = planning.plan(question.workspace()).diagnostics().stream()
                    .filter(diagnostic -> question.files().isEmpty() || question.files().contains(diagnostic.location().file()))
                    .toList();
            all.addAll(found);
            if (output == TextOrJson.text) {
                found.forEach(
                        diagnostic -> console.out().println(findings.line(question.workspace(), diagnostic, Ink.of(console))));
            }
        }
        if (output == TextOrJson.json) {
            console.out().println(Json.pretty(MapValue.of("diagnostics", Findings.json(all, Messages.english()))));
        } else {
            console.out().flush();
            console.err().println(findings.summary(all));
        }
        return Findings.hasErrors(all) || strict && !all.isEmpty() ? ExitCode.FINDINGS : ExitCode.FINE;
    }

    /// A file is judged as a part of the workspace around it, so that what it refers to is known.
    private List<Question> questions() throws Trouble {
        var files = new LinkedHashMap<Path, Set<String>>();
        var questions = new ArrayList<Question>();
        for (String path : paths.isEmpty() ? List.of(".") : paths) {
            Path absolute = console.path(path);
            Path around = Files.isRegularFile(absolute) ? workspaceAround(absolute) : null;
            if (around == null || around.resolve(Workspace.SETTINGS_FILE).equals(absolute)) {
                questions.add(new Question(planning.open(path), Set.of()));
            } else {
                files.computeIfAbsent(around, _ -> new LinkedHashSet<>())
                        .add(around.relativize(absolute).toString().replace('\\', '/'));
            }
        }
        for (Map.Entry<Path, Set<String>> entry : files.entrySet()) {
            questions.add(new Question(planning.openWith(entry.getKey(), entry.getValue()), entry.getValue()));
        }
        return questions;
    }

    private static @org.jspecify.annotations.Nullable Path workspaceAround(Path file) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(Workspace.SETTINGS_FILE))) return folder;
        }
        return null;
    }
}
