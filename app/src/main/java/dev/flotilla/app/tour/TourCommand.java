package dev.flotilla.app.tour;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.flotilla.app.i18n.Messages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flotilla tour`: pictures of every page, made without a display.
@Command(name = "tour", mixinStandardHelpOptions = true, description = "Opens every page without a display, does the main job there and writes a picture of each.")
public final class TourCommand implements Callable<Integer> {
    private static final int FINE = 0;
    private static final int INVALID = 2;

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the pictures go.") private Path out = Path
            .of("");

    @Option(names = "--dark", description = "In dark colours.") private boolean dark;

    @Option(names = "--lang", paramLabel = "LANG", defaultValue = "en", description = "en or zh.") private String language = "en";

    @Parameters(arity = "0..1", paramLabel = "WORKSPACE", description = "What to open; the first sample where it is left out.") private @Nullable Path workspace;

    /// @param arguments those behind `tour`
    /// @return the exit code
    public static int run(List<String> arguments) {
        return new CommandLine(new TourCommand()).execute(arguments.toArray(String[]::new));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter said = spec == null ? new PrintWriter(System.out, true) : spec.commandLine().getOut();
        Path open = workspace == null ? Tour.sample() : workspace;
        if (open == null) {
            PrintWriter complaint = spec == null ? new PrintWriter(System.err, true) : spec.commandLine().getErr();
            complaint.println("flotilla: " + Messages.of(Locale.forLanguageTag(language)).get("ui.tour.no-sample"));
            return INVALID;
        }
        for (Path picture : Tour.run(new Tour.Options(out, dark, language, open))) {
            said.println(picture);
        }
        return FINE;
    }
}
