package dev.flotilla.engine.value;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DigestTest {
    @Test
    void equalValuesHaveEqualDigestsWhateverTheOrderOfKeys() {
        assertThat(digest("{\"a\": 1, \"b\": [true, null]}")).isEqualTo(digest("{\"b\": [true, null], \"a\": 1.0}"));
    }

    @Test
    void anyDifferenceShows() {
        assertThat(java.util.stream.Stream
                .of("{}", "[]", "null", "\"\"", "0", "\"0\"", "false", "{\"a\": {}}", "{\"a\": []}", "{\"b\": {}}",
                        "[1, 2]", "[2, 1]", "[[1], 2]", "[\"ab\"]", "[\"a\", \"b\"]", "{\"a\": \"b\"}", "{\"ab\": \"\"}", "1.5")
                .map(DigestTest::digest))
                .doesNotHaveDuplicates();
    }

    @Test
    void aChangeDeepInsideShowsAtTheTop() {
        Value before = Json.read("{\"spec\": {\"template\": {\"image\": \"nginx\"}}, \"metadata\": {\"name\": \"web\"}}");
        String digest = HexFormat.of().formatHex(Digest.of(before));

        Value after = before.set(FieldPath.of("spec", "template", "image"), Value.text("nginx:1"));

        assertThat(HexFormat.of().formatHex(Digest.of(after))).isNotEqualTo(digest);
        assertThat(HexFormat.of().formatHex(Digest.of(after.set(FieldPath.of("spec", "template", "image"), Value.text("nginx")))))
                .isEqualTo(digest);
    }

    private static String digest(String json) {
        return HexFormat.of().formatHex(Digest.of(Json.read(json)));
    }
}
