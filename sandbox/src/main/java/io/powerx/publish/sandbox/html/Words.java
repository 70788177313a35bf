package io.powerx.publish.sandbox.html;

import io.powerx.publish.event.Quantities;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Times, states and other values in words. */
public final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK_TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Duration TWO_DAYS = Duration.ofDays(2);
    private static final Map<String, String> STATES = Map.of(
            "awaiting_upload", "Uploading",
            "uploaded", "Not submitted",
            "queued", "Waiting for review",
            "review_paused", "Review paused",
            "approved", "Approved",
            "rejected", "Rejected",
            "needs_changes", "Changes requested",
            "withdrawn", "Withdrawn");

    private Words() {}

    /** Such as {@code 1 Mar 2026, 12:00 UTC}; a dash for null. */
    public static String time(@Nullable Instant instant) {
        return instant == null ? "–" : TIME.format(instant);
    }

    /** Adds a time, which programs can read as well. */
    public static void time(Html html, Instant instant) {
        html.leaf(
                "time",
                TIME.format(instant),
                "datetime",
                instant.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** The time of the day with seconds. */
    public static String clockTime(Instant instant) {
        return CLOCK_TIME.format(instant);
    }

    /** A time from an untrusted source, in words if it is in the form of RFC 3339. */
    public static String foreignTime(String text) {
        try {
            return TIME.format(Instant.parse(text));
        } catch (DateTimeException e) {
            return text;
        }
    }

    /** An ISO 8601 duration from an untrusted source, in words if it is one. */
    public static String foreignDuration(String text) {
        try {
            return duration(Duration.parse(text));
        } catch (DateTimeException | ArithmeticException e) {
            return text;
        }
    }

    /** Such as {@code 3 h 20 min} or {@code 4 days}; seconds do not matter to people who wait. */
    public static String duration(Duration duration) {
        if (duration.compareTo(TWO_DAYS) >= 0) {
            return Quantities.count(duration.toDays(), "day");
        }
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return "less than a minute";
        }
        return Quantities.duration(duration.truncatedTo(ChronoUnit.MINUTES));
    }

    /** The state of a version, or of its review. */
    public static String state(String state) {
        return STATES.getOrDefault(state, sentence(state.replace('_', ' ')));
    }

    /** Makes a clause a sentence. */
    public static String sentence(String clause) {
        String text = clause.strip();
        if (text.isEmpty()) {
            return text;
        }
        int first = text.codePointAt(0);
        String start = new String(Character.toChars(Character.toUpperCase(first)));
        String capital = start + text.substring(Character.charCount(first));
        return ".!?:。".indexOf(capital.charAt(capital.length() - 1)) >= 0 ? capital : capital + ".";
    }

    /** Such as {@code a, b and c}. */
    public static String list(List<String> items) {
        if (items.size() < 2) {
            return String.join("", items);
        }
        return String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.get(items.size() - 1);
    }
}
