package dev.flotilla.engine.text;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class YamlReaderTest {
    private static YamlFile read(String text) {
        return YamlReader.read(new SourceFile("a.yaml", text));
    }

    private static List<String> found(String text) {
        return read(text).diagnostics().stream().map(YamlReaderTest::show).toList();
    }

    private static String show(Diagnostic found) {
        return found.location().line() + ":" + found.location().column() + " " + found.code();
    }

    private static List<String> roots(String text) {
        return read(text).documents().stream().map(document -> document.root().toString()).toList();
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a:\\n\\tb: 1\\n                | 2:1 yaml.tab
            a: "x\\nb: c\\n                | 1:4 yaml.unclosed-quote
            a: [1, 2\\nb: 3\\n             | 1:4 yaml.unclosed-bracket
            a: {x: 1\\nb: 3\\n             | 1:4 yaml.unclosed-bracket
            a:\\n  b: [\\n               | 2:6 yaml.unclosed-bracket
            a: b: c\\n                     | 1:5 yaml.unexpected-colon
            key:value\\nother: 1\\n        | 1:4 yaml.missing-space
            a: 1\\nb\\n                    | 2:1 yaml.missing-colon
            a: @x\\n                       | 1:4 yaml.reserved-character
            a: %x\\n                       | 1:4 yaml.reserved-character
            a: "\\q"\\n                    | 1:6 yaml.unknown-escape
            a:\\n  b: 1\\n c: 1\\n         | 3:2 yaml.indentation
            a:\\n  - x\\n  y: 1\\n         | 3:3 yaml.indentation
            a: *x\\n                       | 1:4 yaml.unknown-alias
            a: &x\\n  b: *x\\n             | 2:6 yaml.recursive-alias
            a: 1\\nb: 2\\na: 3\\n          | 3:1 yaml.duplicate-key
            ? [a]\\n: b\\n                 | 1:3 yaml.complex-key
            a:\\n  <<: 1\\n                | 2:3 yaml.bad-merge
            a: {{ .Values.x }}: 1\\n       | 1:19 yaml.template-markers
            {{- if .x }}\\na: 1\\n         | 1:3 yaml.template-markers
            {"a":1}\\n{"b":2}\\n           | 2:1 yaml.two-documents
            a: 1\\n...\\n%YAML 3.0\\n---\\nb: 1\\n | 3:1 yaml.version
            """)
    void namesTheTroubleAndItsPlace(String text, String expected) {
        String real = text.replace("\\n", "\n").replace("\\t", "\t");
        assertThat(found(real)).first().isEqualTo(expected);
    }

    @Test
    void aBrokenDocumentDoesNotHideItsNeighbours() {
        String text = "a: 1\n---\nb: [\n---\nc: 3\n---\nd: \"x\n";

        assertThat(roots(text)).containsExactly("{\"a\":1}", "{\"c\":3}");
        assertThat(found(text)).hasSize(2);
    }

    @Test
    void severalErrorsInOneDocumentAreAllTold() {
        String text = """
                metadata:
                  name: x
                   labels: y
                spec:
                  template:
                    a: "b" c
                  other: @x
                status: ok
                """;

        assertThat(found(text)).containsExactly("3:10 yaml.unexpected-colon", "6:12 yaml.indentation",
                "7:10 yaml.reserved-character");
    }

    @Test
    void oneErrorIsToldOnce() {
        assertThat(found("a:\n  b: [1, 2\n  c: 3\nd: 4\n")).containsExactly("2:6 yaml.unclosed-bracket");
        assertThat(found("a: 1\nb: \"open\nc: 1\nd: 2\n")).containsExactly("2:4 yaml.unclosed-quote");
        assertThat(found("a:\n\tb: 1\n\tc: 2\nd: 1\n")).containsExactly("2:1 yaml.tab");
    }

    @Test
    void emptyDocumentsAndCommentsAreNothing() {
        assertThat(roots("")).isEmpty();
        assertThat(roots("# only\n---\n---\n# more\n...\n")).isEmpty();
        assertThat(found("# only\n---\n---\n")).isEmpty();
    }

    @Test
    void directivesBelongToTheDocumentBehindThem() {
        assertThat(roots("%YAML 1.2\n---\na: 1\n")).containsExactly("{\"a\":1}");
    }

    @Test
    void mergesAndAliasesAreExpanded() {
        assertThat(roots("base: &b {x: 1, z: 2}\nmine:\n  <<: *b\n  z: 3\n"))
                .containsExactly("{\"base\":{\"x\":1,\"z\":2},\"mine\":{\"x\":1,\"z\":3}}");
    }

    @Test
    void anAliasBombIsRefusedQuickly() {
        var text = new StringBuilder("a0: &a0 [1,2,3,4,5,6,7,8,9]\n");
        for (int i = 1; i < 30; i++) {
            text.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(8) + "1]\n");
        }

        assertThat(roots(text.toString())).isEmpty();
        assertThat(read(text.toString()).diagnostics()).extracting(Diagnostic::code).containsExactly("yaml.alias-bomb");
    }

    @Test
    void nestingWithoutEndIsRefused() {
        assertThat(read("[".repeat(5000) + "]".repeat(5000)).diagnostics()).extracting(Diagnostic::code)
                .containsExactly("yaml.too-deep");
        assertThat(read("a: ".repeat(1) + "{a: ".repeat(5000) + "1" + "}".repeat(5000)).documents()).isEmpty();
    }

    @Test
    void theLastOfTwoEqualKeysCounts() {
        assertThat(roots("a: 1\na: 2\n")).containsExactly("{\"a\":2}");
        Diagnostic found = read("a: 1\nb: 0\na: 2\n").diagnostics().getFirst();
        assertThat(found.arguments()).containsExactly("a", 1, 3);
    }

    @Nested
    class Places {
        @Test
        void countInUtf16UnitsBehindEmojiAndChinese() {
            YamlDocument document = read("a: \"😀支\" # 😀\nb: {c: 😀, d: x}\n").documents().getFirst();

            var at = document.location(FieldPath.of("b", "d"));
            assertThat(at.line()).isEqualTo(2);
            assertThat(document.source().text().substring(at.start(), at.end())).isEqualTo("x");
        }

        @Test
        void ofABlockEndBeforeTheCommentsBehindIt() {
            YamlDocument document = read("spec:\n  a: 1 # one\n\n# about kind\nkind: X\n").documents().getFirst();

            var at = document.location(FieldPath.of("spec"));
            assertThat(document.source().text().substring(at.start(), at.end())).isEqualTo("a: 1");
        }

        @Test
        void ofTheSecondDocumentCountFromTheFilesStart() {
            YamlDocument document = read("a: 1\n---\nb:\n- x\n- z: 1\n").documents().getLast();

            assertThat(document.location(FieldPath.of("b").index(1).key("z")).line()).isEqualTo(5);
            assertThat(document.keyLocation(FieldPath.of("b").index(1).key("z")).column()).isEqualTo(3);
            assertThat(document.location(FieldPath.of("b", "missing")).line()).isEqualTo(3);
        }

        @Test
        void leadBackToTheirPath() {
            YamlDocument document = read("a:\n  b:\n    - c: 1\n    - d: two\n").documents().getFirst();

            assertThat(document.pathAt(document.source().text().indexOf("two"))).hasToString("a.b[1].d");
            assertThat(document.pathAt(0)).hasToString("a");
        }

        @Test
        void ofMergedValuesAreWhereTheyWereWritten() {
            YamlDocument document = read("base: &b\n  x: 1\nmine:\n  <<: *b\n").documents().getFirst();

            assertThat(document.location(FieldPath.of("mine", "x")).line()).isEqualTo(2);
            assertThat(document.writes(FieldPath.of("mine", "x"))).isFalse();
        }
    }

    @Nested
    class Bytes {
        @Test
        void thatAreNoUtf8AreToldWithTheirPlace() {
            byte[] bytes = "a: x\nb: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

            YamlFile file = YamlReader.read(SourceFile.decode("a.yaml", bytes));
            assertThat(file.diagnostics()).extracting(YamlReaderTest::show).containsExactly("2:4 text.not-utf8");
        }

        @Test
        void withAByteOrderMarkAreReadQuietly() {
            assertThat(roots("\ufeffa: 1\n")).containsExactly("{\"a\":1}");
            assertThat(found("\ufeffa: 1\n")).isEmpty();
            byte[] utf16 = "\ufeffa: \u652f\n".getBytes(StandardCharsets.UTF_16LE);
            assertThat(SourceFile.decode("a", utf16).text()).contains("a: \u652f");
        }

        @Test
        void thatNoTextHasAreTold() {
            assertThat(found("a: 1\n---\nb: x\u0000y\n")).containsExactly("3:5 yaml.control-character");
        }

        @Test
        void withWindowsLineBreaksReadTheSame() {
            assertThat(roots("a: 1\r\nb:\r\n  - x\r\n---\r\nc: |\r\n  t\r\n")).containsExactly("{\"a\":1,\"b\":[\"x\"]}",
                    "{\"c\":\"t\\n\"}");
        }
    }

    @Test
    void jsonWithTabsAndEscapesIsYamlToo() {
        assertThat(roots("{\n\t\"a\": 1,\n\t\"b\": [1, \"x\\/\\u652f\"]\n}\n"))
                .containsExactly("{\"a\":1,\"b\":[1,\"x/\u652f\"]}");
        Value smile = read("{\"a\": \"\\ud83d\\ude00!\"}").documents().getFirst().root();
        assertThat(smile.textAt("a")).isEqualTo("😀!");
    }
}
