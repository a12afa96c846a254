package dev.flotilla.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

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

    /// A case that was answered otherwise than recorded.
    record Failure(String name, String difference) {
        @Override
        public String toString() {
            return name + ": " + difference;
        }
    }

    /// What came of a suite.
    ///
    /// @param cases  how many there are
    record Outcome(String suite, int cases, List<Failure> failed) {
        /// `karmada-divide: 511 of 512`, then a line for each that failed.
        List<String> lines() {
            var lines = new ArrayList<String>();
            lines.add(suite + ": " + (cases - failed.size()) + " of " + cases);
            failed.forEach(failure -> lines.add("  failed: " + failure.name()));
            return lines;
        }
    }

    /// All cases of a suite such as `karmada-divide`. Another folder than the project's own need not have every suite: what it lacks is
    /// said, and its test counts as skipped.
    public static List<Case> cases(String suite) {
        Optional<List<Case>> cases = cases(folder(), suite);
        if (cases.isEmpty()) {
            String lacking = suite + ": no such suite in " + folder().toAbsolutePath();
            System.out.println(lacking);
            if (folder().endsWith(OWN)) throw new AssertionError(lacking);
            throw new TestAbortedException(lacking);
        }
        return cases.get();
    }

    /// Empty where the folder does not have the suite.
    static Optional<List<Case>> cases(Path folder, String suite) {
        Path file = folder.resolve(suite + ".json");
        if (!Files.exists(file)) return Optional.empty();
        try (var in = Files.newInputStream(file)) {
            return Optional.of(Json.read(in).listAt("cases").maps().stream().map(Vectors::recorded).toList());
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
        Outcome outcome = judge(suite, cases(suite), check);
        outcome.lines().forEach(System.out::println);
        assertThat(outcome.cases()).as("cases of %s", suite).isPositive();
        assertThat(outcome.failed().stream().limit(SHOWN_DIFFERENCES))
                .as("%s: %d of %d cases differ", suite, outcome.failed().size(), outcome.cases()).isEmpty();
    }

    static Outcome judge(String suite, List<Case> cases, Check check) {
        var failed = new ArrayList<Failure>();
        for (Case recorded : cases) {
            @Nullable String difference;
            try {
                difference = check.difference(recorded);
            } catch (Exception | AssertionError | StackOverflowError e) {
                difference = e + " at " + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
            }
            if (difference != null) failed.add(new Failure(recorded.name(), difference));
        }
        return new Outcome(suite, cases.size(), failed);
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
