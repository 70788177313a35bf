package io.powerx.publish.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The Retry-After header (RFC 9110, 10.2.3): seconds, or an HTTP date. */
final class RetryAfter {
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    /**
     * Parses the header.
     *
     * @param header the value of the header; null if there is none
     * @param serverDate the Date header of the reply, from which an HTTP date is measured, so that a wrong local clock
     *     has no effect; null if there is none
     * @return the delay, never negative; null if the header is missing or malformed
     */
    static @Nullable Duration parse(@Nullable String header, @Nullable String serverDate, Instant now) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String value = header.strip();
        if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ofSeconds(value.length() > MAX_DIGITS ? Integer.MAX_VALUE : Long.parseLong(value));
        }
        Instant then = date(value);
        if (then == null) {
            return null;
        }
        Instant serverNow = serverDate == null ? null : date(serverDate);
        Duration wait = Duration.between(serverNow == null ? now : serverNow, then);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static @Nullable Instant date(String value) {
        try {
            return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
