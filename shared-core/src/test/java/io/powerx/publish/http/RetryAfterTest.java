package io.powerx.publish.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void seconds_are_read() {
        assertThat(RetryAfter.parse("120", null, NOW)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void a_date_is_relative_to_the_local_clock() {
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 12:00:30 GMT", null, NOW)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_date_is_relative_to_the_servers_clock_if_the_reply_has_a_date() {
        // given a local clock that is an hour slow
        Instant wrong = NOW.minusSeconds(3600);

        // when
        Duration wait = RetryAfter.parse("Sun, 01 Mar 2026 12:00:30 GMT", "Sun, 01 Mar 2026 12:00:00 GMT", wrong);

        // then
        assertThat(wait).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_date_in_the_past_means_no_delay() {
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 11:00:00 GMT", null, NOW)).isZero();
    }

    @Test
    void an_overflowing_number_means_a_very_long_delay() {
        assertThat(RetryAfter.parse("99999999999999999999", null, NOW)).isGreaterThan(Duration.ofDays(365));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-5", "soon", "1.5", "2026-03-01T12:00:30Z", "٣"})
    void any_other_value_is_ignored(String header) {
        assertThat(RetryAfter.parse(header, null, NOW)).isNull();
    }
}
