package dev.berth.registry.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "168h,PT168H",
        "1m30s,PT1M30S",
        "1.5h,PT1H30M",
        "250ms,PT0.25S",
        "0,PT0S",
        "0s,PT0S",
        "1h0m0.5s,PT1H0.5S"
    })
    void goFormIsRead(String text, Duration expected) {
        assertThat(GoDuration.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "1 h", "-1h", "h", "1d", "1h30", "x1h", "999999999999h"})
    void otherFormsAreNotDurations(String text) {
        assertThat(GoDuration.parse(text)).isEqualTo(Optional.empty());
    }
}
