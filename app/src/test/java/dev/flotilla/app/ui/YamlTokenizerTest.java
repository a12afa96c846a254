package dev.flotilla.app.ui;

import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class YamlTokenizerTest {
    private static String kinds(String line, int block) {
        return YamlTokenizer.line(line, block).tokens().stream()
                .map(token -> token.kind() + "(" + line.substring(token.start(), token.end()) + ")")
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name: web            | KEY(name) PUNCTUATION(:) TEXT(web)
            weight: 12           | KEY(weight) PUNCTUATION(:) NUMBER(12)
            - apiVersion: v1     | PUNCTUATION(-) KEY(apiVersion) PUNCTUATION(:) TEXT(v1)
            - "a: b"             | PUNCTUATION(-) TEXT("a: b")
            "a: b": c            | KEY("a: b") PUNCTUATION(:) TEXT(c)
            # all comment        | COMMENT(# all comment)
            on: true # and so on | KEY(on) PUNCTUATION(:) NUMBER(true ) COMMENT(# and so on)
            image: nginx:1.17    | KEY(image) PUNCTUATION(:) TEXT(nginx:1.17)
            url: a#b             | KEY(url) PUNCTUATION(:) TEXT(a#b)
            ---                  | PUNCTUATION(---)
            list: []             | KEY(list) PUNCTUATION(:) PUNCTUATION([) PUNCTUATION(])
            """)
    void tellsTheirPartsApart(String line, String expected) {
        assertThat(kinds(line, -1)).isEqualTo(expected);
    }

    @Test
    void aBlockOfTextGoesOnUntilTheIndentationComesBack() {
        var opened = YamlTokenizer.line("  script: |", -1);

        assertThat(opened.block()).isEqualTo(2);
        assertThat(kinds("    key: value", opened.block())).isEqualTo("TEXT(key: value)");
        assertThat(YamlTokenizer.line("", opened.block()).block()).isEqualTo(2);
        assertThat(kinds("  next: 1", opened.block())).isEqualTo("KEY(next) PUNCTUATION(:) NUMBER(1)");
    }
}
