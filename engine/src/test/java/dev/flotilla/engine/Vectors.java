package dev.flotilla.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/// Recorded answers of the original programs, as `src/test/resources/vectors/README.md` describes them.
///
/// The folder is named by the system property `flotilla.vectors`; another folder in the same format runs unchanged. Each
/// suite prints one line such as `karmada-divide: 512 of 512`, and below it the cases that failed.
public final class Vectors {
    private static final Path OWN = Path.of("src", "test", "resources", "vectors");
    private static final int SHOWN_DIFFERENCES = 20;

    private Vectors() {}

    /// One recorded run.
    ///
    /// @param accepted every right answer; exactly one where the original is deterministic
    public record Case(String name, MapValue input, List<Value> accepted) {
        public Value expected() {
            return accepted.getFirst();
        }
    }

    /// Says what is wrong with the answer to a case, or `null` when it is right.
    @FunctionalInterface
    public interface Check {
        @Nullable
        String difference(Case recorded) throws Exception;
    }

    /// All cases of a suite such as `karmada-divide`.
    public static List<Case> cases(String suite) {
        Path file = folder().resolve(suite + ".json");
        Assumptions.assumeTrue(Files.exists(file) || folder().endsWith(OWN), () -> suite + ": not in " + folder());
        try (var in = Files.newInputStream(file)) {
            return Json.read(in).listAt("cases").maps().stream().map(Vectors::recorded).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Compares whole answers: as trees, lists in order, numbers by value.
    public static void run(String suite, Function<MapValue, Value> answer) {
        check(suite, recorded -> {
            Value actual = answer.apply(recorded.input());
            return recorded.accepted().contains(actual) ? null : difference(recorded, actual);
        });
    }

    /// Lets `check` judge every case and fails with the names of those that differ.
    public static void check(String suite, Check check) {
        var failed = new ArrayList<String>();
        List<Case> cases = cases(suite);
        for (Case recorded : cases) {
            @Nullable String difference;
            try {
                difference = check.difference(recorded);
            } catch (Exception | AssertionError | StackOverflowError e) {
                difference = e + " at " + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
            }
            if (difference != null) failed.add(recorded.name() + ": " + difference);
        }
        System.out.println(suite + ": " + (cases.size() - failed.size()) + " of " + cases.size());
        failed.forEach(line -> System.out.println("  failed: " + line.substring(0, line.indexOf(": "))));
        assertThat(cases).as("cases of %s", suite).isNotEmpty();
        assertThat(failed.stream().limit(SHOWN_DIFFERENCES)).as("%s: %d of %d cases differ", suite, failed.size(), cases.size())
                .isEmpty();
    }

    /// A line for each side, for reading.
    public static String difference(Case recorded, @Nullable Value actual) {
        return "\n    input    " + recorded.input() + "\n    expected " + recorded.accepted() + "\n    actual   " + actual;
    }

    private static Case recorded(MapValue map) {
        Value expected = map.get("expected");
        List<Value> accepted = expected == null ? map.listAt("anyOf").items() : List.of(expected);
        String name = map.textAt("name");
        return new Case(name == null ? "" : name, map.mapAt("input"), accepted);
    }

    private static Path folder() {
        String folder = System.getProperty("flotilla.vectors");
        return folder == null ? OWN : Path.of(folder);
    }
}
