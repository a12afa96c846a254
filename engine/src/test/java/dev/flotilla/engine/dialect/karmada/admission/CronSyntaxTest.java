package dev.flotilla.engine.dialect.karmada.admission;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CronSyntaxTest {
    @ParameterizedTest
    @ValueSource(strings = {"0 7 * * 1-5", "*/5 * * * *", "0 0 1 1 *", " 0  0 * * 7 ", "@daily", "@Hourly", "0 0 L * *",
            "0 0 15W * *",
            "0 0 LW * *", "0 0 * * 5L", "0 0 ? JAN-MAR,dec MON#2", "10/15 0 * * sun", "0 0 1 1 * 2030", "*/10 0 7 * * MON",
            "0 0 0 1 1 * 2030-2032", "0-10/2,30 * * * *"})
    void isASchedule(String expression) {
        assertThat(CronSyntax.isSchedule(expression)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "at seven", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *",
            "* * * * 8",
            "@every 5m", "@noon", "TZ=UTC 0 0 * * *", "*/0 * * * *", "1- * * * *", "a * * * *", "1,,2 * * * *", "*-5 * * * *",
            "L * * * *", "* * * * * * * *", "0 0 * * MON#6"})
    void isNone(String expression) {
        assertThat(CronSyntax.isSchedule(expression)).isFalse();
    }
}
