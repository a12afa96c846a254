package dev.flotilla.engine.text;

import java.util.Random;

import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class YamlWriterTest {
    @Test
    void writesInTheHousesStyle() {
        Value value = YamlReader.read(new SourceFile("a", """
                {"spec": {"containers": [{"name": "nginx", "args": [], "env": [{"name": "A", "value": "yes"}]}], "replicas": 2},
                 "data": {"conf": "one\\n  two\\n", "empty": "", "none": null}}
                """)).documents().getFirst().root();

        assertThat(YamlWriter.write(value)).isEqualTo("""
                spec:
                  containers:
                    - name: nginx
                      args: []
                      env:
                        - name: A
                          value: "yes"
                  replicas: 2
                data:
                  conf: |
                    one
                      two
                  empty: ""
                  none: null
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nginx:1.17.0-alpine | nginx:1.17.0-alpine
            this is fine        | this is fine
            on                  | "on"
            0755                | "0755"
            1e3                 | "1e3"
            2020-01-01          | "2020-01-01"
            12:30:45            | "12:30:45"
            a: b                | "a: b"
            a #b                | "a #b"
            - a                 | "- a"
            *x                  | "*x"
            """)
    void quotesOnlyWhatCouldBeMistaken(String text, String written) {
        assertThat(YamlWriter.scalar(text)).isEqualTo(written);
    }

    @Test
    void everyLineKnowsWhatItSays() {
        Value value = MapValue.of("a", ListValue.of(MapValue.of("b", Value.number(1)), Value.text("x\ny")));

        assertThat(YamlWriter.lines(value)).extracting(line -> line.path().toString()).containsExactly("a", "a[0].b", "a[1]",
                "a[1]", "a[1]");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void whateverIsWrittenReadsBackEqual(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 2500; i++) {
            Value value = MapValue.of("root", value(random, 0));
            String text = YamlWriter.write(value);
            YamlFile file = YamlReader.read(new SourceFile("a", text));
            assertThat(file.documents()).as("seed %d, value %d\n%s\n%s", seed, i, text, file.diagnostics()).hasSize(1);
            assertThat(file.documents().getFirst().root()).as("seed %d, value %d\n%s", seed, i, text).isEqualTo(value);
        }
    }

    private static Value value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0 -> Value.number(random.nextLong());
            case 1 -> Value.bool(random.nextBoolean());
            case 2 -> Value.NULL;
            case 3, 4 -> Value.text(text(random));
            case 5 -> {
                var map = MapValue.builder();
                for (int n = random.nextInt(4); n > 0; n--) {
                    String key = text(random);
                    map.put(key.equals("<<") ? "k" : key, value(random, depth + 1));
                }
                yield map.build();
            }
            default -> ListValue.of(random.ints(random.nextInt(4)).mapToObj(_ -> value(random, depth + 1)).toList());
        };
    }

    private static String text(Random random) {
        String[] words = {"a", "on", "true", "0x1F", " ", "\n", "\n\n", ": ", "#", "- ", "'", "\"", "支", "😀", "\t", "~", "<<",
                "1.5", "|", "\\",
                "{", "%", "a b", "\u0007", "\u2028", "null", "-", "_", "?", "\r", "\ufeff", "\u0085", "=", "@"};
        var out = new StringBuilder();
        for (int n = random.nextInt(4); n > 0; n--) {
            out.append(words[random.nextInt(words.length)]);
        }
        return out.toString();
    }
}
