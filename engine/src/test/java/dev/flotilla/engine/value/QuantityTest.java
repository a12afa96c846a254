package dev.flotilla.engine.value;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({"0,0", "500m,0.5", "1.5,1.5", ".5,0.5", "5.,5", "+7,7", "-3k,-3000", "32Gi,34359738368",
            "1Ei,1152921504606846976",
            "2e3,2000", "2E3,2000", "1e-3,0.001", "5n,0.000000005", "3u,0.000003", "1E,1000000000000000000", "12e+2,1200"})
    void isRead(String text, BigDecimal amount) {
        assertThat(Quantity.parse(text)).isNotNull();
        assertThat(Quantity.orZero(text).amount()).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", ".", "-", "1..2", "1 ", " 1", "1mi", "1K", "1ki", "1e", "1e+", "1ex", "1e99999", "1Gib", "٣",
            "0x10",
            "1_000"})
    void isNone(String text) {
        assertThat(Quantity.parse(text)).isNull();
        assertThat(Quantity.orZero(text)).isEqualTo(Quantity.ZERO);
        assertThat(Quantity.canonical(text)).isEqualTo(text);
    }

    /// As API servers answer; the last ones are finer than a billionth, or have no whole number of their own unit.
    @ParameterizedTest
    @CsvSource({"1000m,1", "0.5,500m", "1024Mi,1Gi", "1500Mi,1500Mi", "2048,2048", "2000,2k", "1e3,1e3", "12e2,1200",
            "0.9765625Ki,1k", "512Ki,512Ki", "0.5Gi,512Mi", "1.0001Ki,1024102400u", "0Gi,0", "0.0000000001,1n",
            "-0.0000000001,-1n",
            "1e21,1e21", "1000E,1000E"})
    void isWrittenAsAServerDoes(String text, String canonical) {
        assertThat(Quantity.canonical(text)).isEqualTo(canonical);
    }

    @Test
    void countsInWholeUnitsAndThousandthsRoundUp() {
        Quantity amount = Quantity.orZero("1500m").plus(Quantity.orZero("1m")).minus(Quantity.ZERO).times(2);

        assertThat(amount.value()).isEqualTo(4);
        assertThat(amount.milliValue()).isEqualTo(3002);
        assertThat(Quantity.orZero("100E").milliValue()).as("more than 64 bits").isEqualTo(Long.MAX_VALUE);
        assertThat(Quantity.orZero("-100E").milliValue()).isEqualTo(Long.MIN_VALUE);
    }
}
