package io.powerx.publish.cli;

import java.time.Duration;
import java.util.Locale;

/** How figures and emphasis look. */
public final class Style {
    private static final long KILO = 1000;

    private Style() {}

    static String red(boolean colours, String text) {
        return colours ? "\u001b[31m" + text + "\u001b[0m" : text;
    }

    static String yellow(boolean colours, String text) {
        return colours ? "\u001b[33m" + text + "\u001b[0m" : text;
    }

    static String green(boolean colours, String text) {
        return colours ? "\u001b[32m" + text + "\u001b[0m" : text;
    }

    static String dim(boolean colours, String text) {
        return colours ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    /** Such as {@code 41 ms}, {@code 1.2 s}, {@code 2 min 3 s}, {@code 15 min}, {@code 4 h 30 min}. */
    public static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < KILO) {
            return millis + " ms";
        }
        if (millis < 60 * KILO) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        if (duration.toMinutes() < 5) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        Duration rounded = duration.plusSeconds(30);
        if (rounded.toHours() == 0) {
            return rounded.toMinutes() + " min";
        }
        return rounded.toHours() + " h " + rounded.toMinutesPart() + " min";
    }
}
