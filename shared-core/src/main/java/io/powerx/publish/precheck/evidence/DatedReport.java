package io.powerx.publish.precheck.evidence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A report that states when it was written. Times of files mean nothing in a CI, where a checkout or a download sets
 * them.
 *
 * @param file path of the report
 * @param written the latest time that its statement allows
 */
public record DatedReport(String file, Instant written) {
    /** Zones are at most this far behind UTC. */
    private static final Duration MAX_BEHIND = Duration.ofHours(12);

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** Longer counts of seconds would be in the distant future, so these are milliseconds. */
    private static final int DIGITS_OF_SECONDS = 10;

    /** Some tools write the zone after a blank, or without a colon. */
    private static final Pattern ZONE = Pattern.compile("(?<=:\\d\\d(?:\\.\\d{1,9})?) ?([+-]\\d{2}):?(\\d{2})$");

    /** The later one; null means unknown. */
    static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    /**
     * Parses the attribute of a report.
     *
     * @param text an ISO 8601 time, in an unknown zone if it has none, a time of HTTP such as Mocha writes, or seconds or milliseconds since
     *     1970
     * @return the latest time that it may mean; null if it is missing or not plausible
     */
    static @Nullable Instant latest(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Instant instant = text.strip().matches("\\d{9,13}") ? ofEpoch(text.strip()) : ofText(text.strip());
        return instant == null || instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? null : instant;
    }

    private static Instant ofEpoch(String digits) {
        long number = Long.parseLong(digits);
        return digits.length() > DIGITS_OF_SECONDS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }

    private static @Nullable Instant ofText(String text) {
        try {
            return OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            return ofIso(text);
        }
    }

    private static @Nullable Instant ofIso(String text) {
        String iso = ZONE.matcher(text)
                .replaceFirst("$1:$2")
                .replaceFirst(" ?(?:UTC|GMT)$", "Z")
                .replace(' ', 'T');
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeParseException noZone) {
            try {
                return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).plus(MAX_BEHIND);
            } catch (DateTimeParseException notIso) {
                return null;
            }
        }
    }
}
