package io.opdbus.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "10m, PT10M",
        "1h30m, PT1H30M",
        "250ms, PT0.25S",
        "PT30S, PT30S",
        "P1D, PT24H",
        "2d, PT48H",
        "1.5s, PT1.5S",
        "90, PT1M30S",
        "0.25, PT0.25S",
        "1m250ms, PT1M0.25S",
        "0s, PT0S",
        "3650d, PT87600H"
    })
    void allFormsAreRead(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | '' is none; write for example 30s, 10m, 1h30m or 250ms",
                "30 s | '30 s' is none; write for example 30s, 10m, 1h30m or 250ms",
                "30m1h | '30m1h' is none; write for example 30s, 10m, 1h30m or 250ms",
                "soon | 'soon' is none; write for example 30s, 10m, 1h30m or 250ms",
                "PT | 'PT' is none; write for example 30s, 10m, 1h30m or 250ms",
                "-5s | -5s is negative",
                "PT-5S | PT-5S is negative",
                "9999d | it may be at most 3650d",
                "999999999999 | it may be at most 3650d"
            })
    void whatIsNoDurationIsRefused(String text, String message) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void numbersCountSeconds() {
        assertThat(Durations.ofSeconds(30L)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Durations.ofSeconds(0.1)).isEqualTo(Duration.ofMillis(100));
        assertThat(Durations.ofSeconds(new BigDecimal("1e-9"))).isEqualTo(Duration.ofNanos(1));
        assertThatThrownBy(() -> Durations.ofSeconds(-1L)).hasMessage("-1 is negative");
        assertThatThrownBy(() -> Durations.ofSeconds(Double.NaN)).hasMessage("NaN is not a duration");
        assertThatThrownBy(() -> Durations.ofSeconds(new BigDecimal("1e1000"))).hasMessage("it may be at most 3650d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "30s", "1h30m", "250ms", "36h", "1h1ms", "PT0.000000001S", "PT1M0.0000015S"})
    void theCanonicalFormIsStable(String text) {
        assertThat(Durations.format(Durations.parse(text))).isEqualTo(text);
    }

    @Test
    void everyDurationIsReadBack() {
        Random random = new Random(42);
        for (int i = 0; i < 2000; i++) {
            Duration duration = Duration.ofNanos(random.nextLong(1L << (1 + random.nextInt(57))));
            assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
        }
    }
}
