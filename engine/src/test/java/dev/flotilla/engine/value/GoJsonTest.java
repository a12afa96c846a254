package dev.flotilla.engine.value;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class GoJsonTest {
    @Test
    void mapsHaveTheirKeysInByteOrder() {
        // in UTF-16 the last two come the other way round
        Value value = Json.read("{\"b\":1,\"a\":{\"d\":[],\"c\":{}},\"\uD83D\uDE80\":true,\"\uFB00\":null}");
        assertThat(GoJson.SINCE_1_22.write(value))
                .isEqualTo("{\"a\":{\"c\":{},\"d\":[]},\"b\":1,\"\uFB00\":null,\"\uD83D\uDE80\":true}");
    }

    @Test
    void rawTextKeepsItsOrder() {
        String text = "{\"b\":1,\"a\":[0.5,\"x\"]}";
        assertThat(GoJson.SINCE_1_22.writeInOrder(Json.read(text))).isEqualTo(text);
    }

    @Test
    void whatHtmlReadsIsEscaped() {
        assertThat(GoJson.BEFORE_1_22.write(Value.text("<a href=\"x\">&\u2028\u2029\u001f\\\t")))
                .isEqualTo("\"\\u003ca href=\\\"x\\\"\\u003e\\u0026\\u2028\\u2029\\u001f\\\\\\t\"");
    }

    @Test
    void backspaceAndFormFeedGotTheirLettersWithGo22() {
        assertThat(GoJson.BEFORE_1_22.write(Value.text("\b\f"))).isEqualTo("\"\\u0008\\u000c\"");
        assertThat(GoJson.SINCE_1_22.write(Value.text("\b\f"))).isEqualTo("\"\\b\\f\"");
    }

    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource({"0.5, 0.5", "100.25, 100.25", "1e20, 100000000000000000000", "1e21, 1e+21", "0.000001, 0.000001",
            "0.00000012, 1.2e-7", "-0.5, -0.5"})
    void decimalsAreAsShortAsCanBe(double number, String written) {
        assertThat(GoJson.SINCE_1_22.write(new Value.Dec(number))).isEqualTo(written);
    }
}
