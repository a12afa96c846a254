package dev.flotilla.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Pictures of every page, made without a display.
@Command(name = "tour")
final class TourCommand implements Callable<Integer> {
    private final Console console;
    private final Pages pages;

    @Option(names = "--out", required = true, paramLabel = "DIR") private String out = "";

    @Option(names = "--dark") private boolean dark;

    @Parameters(arity = "0..1", paramLabel = "WORKSPACE") private @Nullable String workspace;

    TourCommand(Console console, Pages pages) {
        this.console = console;
        this.pages = pages;
    }

    @Override
    public Integer call() throws Exception {
        Path open = workspace == null ? null : console.path(workspace);
        if (open != null && !Files.exists(open)) throw Trouble.invalid("no-such-path", String.valueOf(workspace));
        List<Path> pictures = pages.draw(console.path(out), dark, console.words().locale(), open);
        if (pictures.isEmpty()) throw Trouble.invalid("no-sample");
        pictures.forEach(console.out()::println);
        return ExitCode.FINE;
    }
}
