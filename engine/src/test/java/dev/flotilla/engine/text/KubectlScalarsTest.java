package dev.flotilla.engine.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import dev.flotilla.engine.diagnostics.Severity;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/// A document means what it means to kubectl: a table that was recorded with a real one. `kubectl/scalars.tsv` says how.
class KubectlScalarsTest {
    private static Stream<Arguments> recorded() throws IOException {
        try (InputStream in = Objects.requireNonNull(KubectlScalarsTest.class.getResourceAsStream("kubectl/scalars.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2)).map(parts -> arguments(parts[0], parts[1])).toList().stream();
        }
    }

    private static YamlFile read(String fragment) {
        String text = fragment.replace("\\\\", "\u0001").replace("\\n", "\n").replace('\u0001', '\\');
        return YamlReader.read(new SourceFile("a.yaml", "kind: Thing\nspec:\n  " + text + "\n"));
    }

    /// JSON writes characters beyond the first plane as two halves. kubectl takes them only from a file that starts with a brace; here
    /// they are taken everywhere, and reach the members as the character that is meant.
    private static final Set<String> MORE_THAN_KUBECTL = Set.of("a: \"\\\\ud83d\\\\ude00\"");

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("recorded")
    void meansWhatItMeansToKubectl(String fragment, String expected) {
        YamlFile file = read(fragment);
        boolean refused = file.diagnostics().stream().anyMatch(found -> found.severity() == Severity.ERROR);
        Value spec = file.documents().stream().findFirst().map(document -> document.root().get("spec")).orElse(null);

        if (MORE_THAN_KUBECTL.contains(fragment)) {
            assertThat(refused).isFalse();
        } else if (expected.startsWith("error: ")) {
            assertThat(refused).as("refused: %s, got %s", expected, spec).isTrue();
        } else {
            assertThat(spec).as("%s", file.diagnostics()).isEqualTo(Json.read(expected));
        }
    }

    @Test
    void theTableIsThere() throws IOException {
        assertThat(recorded()).hasSizeGreaterThan(250);
    }
}
