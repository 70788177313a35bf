package io.jenkins.plugins.powerx.release;

import io.jenkins.plugins.powerx.Messages;
import java.time.Duration;

/** Durations in the language of the user, with at most two units. Jenkins' own are translated only if a localization plugin is installed. */
public final class TimeSpan {
    private static final long MINUTE = 60_000;

    private TimeSpan() {}

    /** Such as {@code 1.5 s}, {@code 4 min} or {@code 3 d 4 h}. */
    public static String text(long millis) {
        if (millis < 1_000) {
            return Messages.TimeSpan_Milliseconds(millis);
        }
        if (millis < MINUTE) {
            return Messages.TimeSpan_Seconds(millis < 10_000 ? tenths(millis) : String.valueOf(millis / 1_000));
        }
        Duration span = Duration.ofMillis(millis);
        if (span.toHours() == 0) {
            return span.toMinutes() >= 10 || span.toSecondsPart() == 0
                    ? Messages.TimeSpan_Minutes(span.toMinutes())
                    : two(
                            Messages.TimeSpan_Minutes(span.toMinutes()),
                            Messages.TimeSpan_Seconds(String.valueOf(span.toSecondsPart())));
        }
        if (span.toDays() == 0) {
            return span.toMinutesPart() == 0
                    ? Messages.TimeSpan_Hours(span.toHours())
                    : two(Messages.TimeSpan_Hours(span.toHours()), Messages.TimeSpan_Minutes(span.toMinutesPart()));
        }
        return span.toDays() >= 10 || span.toHoursPart() == 0
                ? Messages.TimeSpan_Days(span.toDays())
                : two(Messages.TimeSpan_Days(span.toDays()), Messages.TimeSpan_Hours(span.toHoursPart()));
    }

    private static String tenths(long millis) {
        long tenths = millis / 100;
        return tenths % 10 == 0 ? String.valueOf(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }

    private static String two(String large, String small) {
        return Messages.TimeSpan_Two(large, small);
    }
}
