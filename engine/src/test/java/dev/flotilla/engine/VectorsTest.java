package dev.flotilla.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// How a suite is read from a folder, and what is told of it.
class VectorsTest {
    @TempDir Path folder;

    private List<Vectors.Case> suite() throws IOException {
        Files.writeString(folder.resolve("a-suite.json"), """
                {"cases": [
                  {"name": "one", "input": {"n": 1}, "expected": 2},
                  {"name": "either", "input": {"n": 2}, "anyOf": [3, 4]},
                  {"name": "crash: at once", "input": {}, "expected": null},
                  {"name": "wrong", "input": {"n": 5}, "expected": 7}]}
                """);
        return Vectors.cases(folder, "a-suite").orElseThrow();
    }

    @Test
    void aSuiteTellsHowManyPassedAndWhichFailed() throws IOException {
        Vectors.Outcome outcome = Vectors.judge("a-suite", suite(), recorded -> {
            Long n = recorded.input().intAt("n");
            if (n == null) throw new IllegalStateException("no number");
            return recorded.accepted().contains(Value.number(n + 1)) ? null : "off";
        });

        assertThat(outcome.lines()).containsExactly("a-suite: 2 of 4", "  failed: crash: at once", "  failed: wrong");
    }

    @Test
    void anyRecordedAnswerIsRight() throws IOException {
        assertThat(suite().get(1).accepted()).containsExactly(Value.number(3), Value.number(4));
    }

    @Test
    void aFolderThatLacksASuiteIsNoEmptySuite() {
        assertThat(Vectors.cases(folder, "another-suite")).isEqualTo(Optional.empty());
    }
}
