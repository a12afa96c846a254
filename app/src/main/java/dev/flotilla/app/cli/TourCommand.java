package dev.flotilla.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Pictures of every page, made without a display.
@Command(name = "tour")
final class TourCommand implements Callable<Integer> {
    /// From the smallest window to a wall.
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{2,3})x([1-9]\\d{2,3})");

    private final Console console;
    private final Pages pages;

    @Option(names = "--out", required = true, paramLabel = "DIR") private String out = "";

    @Option(names = "--dark") private boolean dark;

    @Option(names = "--size", paramLabel = "WxH", defaultValue = "1440x900") private String size = "";

    @Option(names = "--corners") private boolean corners;

    @Parameters(arity = "0..1", paramLabel = "WORKSPACE") private @Nullable String workspace;

    TourCommand(Console console, Pages pages) {
        this.console = console;
        this.pages = pages;
    }

    @Override
    public Integer call() throws Exception {
        Path open = workspace == null ? null : console.path(workspace);
        if (open != null && !Files.exists(open)) throw Trouble.invalid("no-such-path", String.valueOf(workspace));
        Matcher wished = SIZE.matcher(size);
        if (!wished.matches()) throw Trouble.invalid("size", size);
        var wish = new Pages.Wish(console.path(out), dark, console.words().locale(), Integer.parseInt(wished.group(1)),
                Integer.parseInt(wished.group(2)), corners, open);
        List<Path> pictures;
        try {
            pictures = pages.draw(wish);
        } catch (Pages.CannotDraw _) {
            throw Trouble.invalid("cannot-draw");
        }
        if (pictures.isEmpty()) throw Trouble.invalid("no-sample");
        pictures.forEach(console.out()::println);
        return ExitCode.FINE;
    }
}
