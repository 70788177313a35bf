package io.powerx.publish.event;

import io.powerx.publish.message.MessageCatalog;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats numbers with their units, and times. */
public final class Quantities {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Quantities() {}

    /** Formats a number of bytes in decimal units, such as {@code 3.4 MB}. */
    public static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /**
     * Formats a duration, such as {@code 41 ms}, {@code 2 s}, {@code 1.2 s}, {@code 2 min 3 s}, {@code 15 min},
     * {@code 4 h 30 min}.
     */
    public static String duration(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + " ms";
        }
        if (duration.compareTo(MINUTE) < 0) {
            return seconds(duration);
        }
        if (duration.toMinutes() < 5) {
            return parts(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
        }
        Duration rounded = duration.plus(MINUTE.dividedBy(2));
        return rounded.toHours() == 0
                ? rounded.toMinutes() + " min"
                : parts(rounded.toHours(), "h", rounded.toMinutesPart(), "min");
    }

    /** Formats a time to the minute, such as {@code 2026-11-29 21:59 UTC}. */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    /**
     * Formats a count, such as {@code 1 error} or {@code 0 errors}.
     *
     * @param thing a singular noun whose plural is formed with s
     */
    public static String count(long number, String thing) {
        return MessageCatalog.ENGLISH.count(number, thing);
    }

    private static String seconds(Duration duration) {
        String text = String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " s";
    }

    private static String parts(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
