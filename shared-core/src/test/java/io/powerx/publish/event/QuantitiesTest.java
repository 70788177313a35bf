package io.powerx.publish.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "PT0.041S, 41 ms",
        "PT1S, 1 s",
        "PT1.24S, 1.2 s",
        "PT2S, 2 s",
        "PT2M, 2 min",
        "PT2M3S, 2 min 3 s",
        "PT5M, 5 min",
        "PT14M40S, 15 min",
        "PT1H, 1 h",
        "PT4H30M, 4 h 30 min",
        "PT59M40S, 1 h"
    })
    void a_duration_is_formatted_in_suitable_units(Duration duration, String text) {
        assertThat(Quantities.duration(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "999949, 999.9 kB", "999950, 1.0 MB", "3400000, 3.4 MB"})
    void a_size_is_formatted_in_decimal_units(long bytes, String text) {
        assertThat(Quantities.size(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 errors", "1, 1 error", "2, 2 errors"})
    void only_a_count_of_one_is_singular(long number, String text) {
        assertThat(Quantities.count(number, "error")).isEqualTo(text);
    }
}
