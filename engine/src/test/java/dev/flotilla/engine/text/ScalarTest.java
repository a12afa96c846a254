package dev.flotilla.engine.text;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What kubectl makes of a scalar, measured with `kubectl label --local -o json` (sigs.k8s.io/yaml).
class ScalarTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            yes                  | true
            on                   | true
            NO                   | false
            y                    | true
            n                    | false
            True                 | true
            0755                 | 493
            0o17                 | 15
            0x1F                 | 31
            0b11                 | 3
            1_000                | 1000
            -0755                | -493
            08                   | 8
            1e3                  | 1000
            1.5                  | 1.5
            .5                   | 0.5
            ~                    | null
            null                 | null
            2020-01-01           | "2020-01-01"
            12:30:45             | "12:30:45"
            12345678901234567890 | 1.2345678901234567E19
            "yes"                | "yes"
            '0755'               | "0755"
            !!str 12             | "12"
            nginx:1.17           | "nginx:1.17"
            1.17.0-alpine        | "1.17.0-alpine"
            500m                 | "500m"
            -                    | [null]
            """)
    void readsScalarsAsKubectlDoes(String written, String json) {
        Value root = YamlReader.read(new SourceFile("a.yaml", "a: " + written + "\n")).documents().stream().findFirst()
                .map(YamlDocument::root).orElse(Value.NULL);
        Value value = written.equals("-")
                ? YamlReader.read(new SourceFile("a.yaml", "a:\n  -\n")).documents().getFirst().root().at("a")
                : root.at("a");
        assertThat(String.valueOf(value)).isEqualTo(json);
    }

    @ParameterizedTest(name = "{0} is doubtful: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a: on                | yaml.boolean-word
            on: a                | yaml.boolean-word
            a: true              | -
            a: TRUE              | -
            a: "on"              | -
            a: 0755              | yaml.octal
            a: 0o17              | yaml.octal
            a: 0                 | -
            a: 08                | -
            defaultMode: 0644    | -
            a: 9007199254740993  | yaml.big-number
            a: 9007199254740992  | -
            a: 12345678901234567890 | yaml.big-number
            a: .inf              | yaml.not-a-json-number
            a: 1e999             | -
            """)
    void warnsOfWhatReadsAsSomethingElse(String text, String code) {
        var codes = YamlReader.read(new SourceFile("a.yaml", text + "\n")).diagnostics().stream().map(Diagnostic::code).toList();
        assertThat(codes).isEqualTo(code.equals("-") ? java.util.List.of() : java.util.List.of(code));
    }
}
