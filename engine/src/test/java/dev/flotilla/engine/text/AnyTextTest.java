package dev.flotilla.engine.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// No text at all may break the reader: it answers with documents, diagnostics or both.
class AnyTextTest {
    private static final String PIECES = "\t\n\n\n  \r:- {}[]\"'|>#&*!%@`?,~<=.0aé支😀\u0000\ufeff\u2028";

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aThousandMutatedSamplesAreAnswered(long seed) throws IOException {
        var random = new Random(seed);
        List<String> samples = samples();
        for (int i = 0; i < 1000; i++) {
            String text = mutated(samples.get(random.nextInt(samples.size())), random);
            check(text, "seed " + seed + ", text " + i);
        }
    }

    @Test
    void tenMillionCharactersAreReadInModestMemory() {
        var text = new StringBuilder();
        for (int i = 0; text.length() < 10_000_000; i++) {
            text.append("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c").append(i).append("\ndata:\n  key: value\n---\n");
        }
        YamlFile file = YamlReader.read(new SourceFile("large.yaml", text.toString()));

        assertThat(file.diagnostics()).isEmpty();
        assertThat(file.documents().size()).isGreaterThan(100_000);
    }

    private static void check(String text, String what) {
        YamlFile file = YamlReader.read(SourceFile.decode("any.yaml", text.getBytes(StandardCharsets.UTF_8)));
        for (Diagnostic found : file.diagnostics()) {
            Location at = found.location();
            assertThat(at.end()).as("%s: %s in\n%s", what, found, text).isLessThanOrEqualTo(file.source().text().length());
        }
        for (YamlDocument document : file.documents()) {
            assertThat(document.root()).isNotNull();
            for (int offset = 0; offset < text.length(); offset += 7) {
                assertThat(document.location(document.pathAt(offset)).line()).as(what).isPositive();
            }
        }
    }

    private static String mutated(String sample, Random random) {
        var text = new StringBuilder(sample);
        for (int n = 1 + random.nextInt(6); n > 0; n--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(12));
            int[] pieces = PIECES.codePoints().toArray();
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, Character.toString(pieces[random.nextInt(pieces.length)]));
                case 2 -> text.insert(at, text.substring(at, to));
                default ->
                    text.insert(at, " ".repeat(random.nextInt(4)) + Character.toString(pieces[random.nextInt(pieces.length)]));
            }
        }
        return text.toString();
    }

    private static List<String> samples() throws IOException {
        var samples = new ArrayList<String>();
        try (var walk = Files.walk(Path.of(System.getProperty("flotilla.root"), "sample-configs"))) {
            for (Path file : walk.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
                samples.add(Files.readString(file));
            }
        }
        assertThat(samples).isNotEmpty();
        return samples;
    }
}
