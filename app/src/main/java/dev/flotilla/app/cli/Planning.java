package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlFile;
import dev.flotilla.engine.workspace.Workspace;

/// The first steps of most commands: open what the argument names, and plan it.
final class Planning {
    private final Console console;
    private final Engine engine;

    Planning(Console console, Engine engine) {
        this.console = console;
        this.engine = engine;
    }

    /// @param argument a folder, its `flotilla.yaml`, or a single file
    Workspace open(String argument) throws Trouble {
        Path path = console.path(argument);
        try {
            return engine.open(path);
        } catch (NoSuchFileException _) {
            throw Trouble.invalid("no-such-path", argument);
        } catch (AccessDeniedException _) {
            throw Trouble.invalid("access-denied", argument);
        } catch (IOException e) {
            throw Trouble.invalid("unreadable", argument, String.valueOf(e.getMessage()));
        }
    }

    List<Workspace> openAll(List<String> arguments) throws Trouble {
        var opened = new ArrayList<Workspace>();
        for (String argument : arguments) {
            opened.add(open(argument));
        }
        return opened;
    }

    /// The workspace at `root` with these files of it in any case, also where its globs leave them out.
    Workspace openWith(Path root, Collection<String> files) throws Trouble {
        Workspace workspace = open(root.toString());
        var known = workspace.files().stream().map(file -> file.source().path()).collect(Collectors.toSet());
        for (String file : files) {
            if (known.contains(file)) continue;
            for (YamlFile other : open(root.resolve(file).toString()).files()) {
                workspace = workspace.withText(new SourceFile(file, other.source().text()));
            }
        }
        return workspace;
    }

    /// Without its settings a workspace has no members and another name; what is wrong with them is then the thing to say.
    void requireSettings(Workspace workspace) throws Trouble {
        if (!workspace.settings().members().isEmpty()) return;
        for (Diagnostic found : workspace.diagnostics()) {
            var at = found.location();
            if (found.severity() != Severity.ERROR || !at.file().equals(Workspace.SETTINGS_FILE)) continue;
            throw Trouble.invalid("settings-broken", show(workspace, at.file()) + ":" + at.line() + ":" + at.column(),
                    console.words().diagnostic(found));
        }
    }

    FleetPlan plan(Workspace workspace) {
        return engine.plan(workspace, Map.of(), Map.of(), null);
    }

    /// The members a command is to work on.
    ///
    /// @param names as given; empty for the whole fleet
    List<String> members(FleetPlan plan, List<String> names) throws Trouble {
        List<String> all = plan.fleet().names();
        for (String name : names) {
            if (!all.contains(name)) throw Trouble.invalid("no-such-member", name, String.join(", ", all));
        }
        return names.isEmpty() ? all : all.stream().filter(names::contains).toList();
    }

    /// Tells a person of errors in full and of lesser findings by number; scripts have them in the data.
    void reportErrors(Workspace workspace, FleetPlan plan) {
        reportErrors(workspace, plan.diagnostics());
    }

    /// The same for a command that plans nothing.
    ///
    /// @return whether all that they hold could be read
    boolean reportErrors(List<Workspace> sources) {
        sources.forEach(source -> reportErrors(source, source.diagnostics()));
        return sources.stream().noneMatch(source -> Findings.hasErrors(source.diagnostics()));
    }

    /// For a command that looks at the members only.
    ///
    /// @return whether `flotilla.yaml` could be read as it stands
    boolean reportSettings(Workspace workspace) {
        List<Diagnostic> wrong = workspace.diagnostics().stream().filter(found -> found.severity() == Severity.ERROR
                && found.location().file().equals(Workspace.SETTINGS_FILE)).toList();
        reportErrors(workspace, wrong);
        return wrong.isEmpty();
    }

    private void reportErrors(Workspace workspace, List<Diagnostic> all) {
        console.out().flush();
        var findings = new Findings(this, console.words());
        Ink ink = console.errTerminal() ? Ink.of(console) : Ink.PLAIN;
        all.stream().filter(found -> found.severity() == Severity.ERROR)
                .forEach(found -> console.err().println(findings.line(workspace, found, ink)));
        if (!all.isEmpty()) console.err().println(findings.summary(all));
    }

    /// What was sound has been planned and shown; the exit code tells that it was not everything.
    int exitCode(FleetPlan plan) {
        boolean failed = plan.objects().stream().anyMatch(object -> object.error() != null
                || object.decisions().stream().anyMatch(decision -> decision.failure() != null));
        return failed || Findings.hasErrors(plan.diagnostics()) ? ExitCode.FINDINGS : ExitCode.FINE;
    }

    /// How a file of the workspace is best written for somebody who stands in the console's directory.
    String show(Workspace workspace, String file) {
        Path absolute = workspace.root().resolve(file);
        Path here = console.directory();
        if (!Files.exists(absolute) || !here.getRoot().equals(absolute.getRoot())) return file;
        String relative = here.relativize(absolute).toString();
        return relative.startsWith("..") && relative.length() > absolute.toString().length() ? absolute.toString() : relative;
    }
}
