package io.powerx.publish.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The Retry-After header (RFC 9110, 10.2.3): seconds, or an HTTP date. */
final class RetryAfter {
    private static final int LONGEST_NUMBER = 9;

    private RetryAfter() {}

    /**
     * Reads the header.
     *
     * @param header its value; null if there is none
     * @param serverDate the reply's Date header, against which an HTTP date is measured, so that a wrong local clock does no harm; null
     *     if there is none
     * @return how long to wait, never negative; null if the header is missing or malformed
     */
    static @Nullable Duration parse(@Nullable String header, @Nullable String serverDate, Instant now) {
        if (header == null || header.isBlank()) {
            return null;
        }
        String value = header.strip();
        if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ofSeconds(value.length() > LONGEST_NUMBER ? Integer.MAX_VALUE : Long.parseLong(value));
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
