package io.powerx.publish.rollout;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser for the wait between batches: {@code 90m}, {@code 2h}, {@code 1d12h}, or ISO 8601 ({@code PT2H}). */
final class RolloutDuration {
    private static final Pattern SHORT =
            Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,7})s)?");

    private RolloutDuration() {}

    static Optional<Duration> parse(String text) {
        Matcher matcher = SHORT.matcher(text);
        Duration duration;
        if (matcher.matches() && !text.isEmpty()) {
            duration = Duration.ofDays(number(matcher, 1))
                    .plusHours(number(matcher, 2))
                    .plusMinutes(number(matcher, 3))
                    .plusSeconds(number(matcher, 4));
        } else {
            try {
                duration = Duration.parse(text);
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
        return duration.isNegative() || duration.isZero() ? Optional.empty() : Optional.of(duration);
    }

    private static long number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
    }
}
