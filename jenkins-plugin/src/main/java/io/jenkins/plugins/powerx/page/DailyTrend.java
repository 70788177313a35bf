package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.powerx.release.ReleaseEntry;
import io.jenkins.plugins.powerx.release.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened on each of the last days. The goals are those of px-publish: at least 99 % of the publishes succeed, and a version is in the
 * review queue within ten minutes.
 *
 * @param days oldest first, without gaps
 */
public record DailyTrend(List<Day> days) {
    static final int DAYS = 30;
    static final Duration QUEUE_GOAL = Duration.ofMinutes(10);
    static final double SUCCESS_GOAL = 99;

    /** The publishes that began on a day, and the reviews that ended on it. */
    public static final class Day {
        private final LocalDate date;
        private int submitted;
        private int repeated;
        private int failed;
        private int interrupted;
        private int inTime;
        private final List<Long> toQueue = new ArrayList<>();
        private final List<Long> inReview = new ArrayList<>();

        Day(LocalDate date) {
            this.date = date;
        }

        void published(ReleaseEntry release) {
            switch (release.getState()) {
                case FAILED_EARLY -> failed++;
                case INTERRUPTED -> interrupted++;
                default -> {
                    if (release.isAlreadyPublished()) {
                        repeated++;
                    } else {
                        submitted++;
                    }
                }
            }
            Duration queued = release.isAttemptFailed() ? null : release.timeToQueue();
            if (queued != null) {
                toQueue.add(queued.toMillis());
                inTime += queued.compareTo(QUEUE_GOAL) <= 0 ? 1 : 0;
            }
        }

        void decided(Duration review) {
            inReview.add(review.toMillis());
        }

        public LocalDate getDate() {
            return date;
        }

        /** Versions that are new in the review queue. */
        public int getSubmitted() {
            return submitted;
        }

        /** Publishes of content that had been published before. */
        public int getRepeated() {
            return repeated;
        }

        public int getFailed() {
            return failed;
        }

        public int getInterrupted() {
            return interrupted;
        }

        /** Median in milliseconds; null without a version that got to the queue. */
        @CheckForNull
        public Long getToQueue() {
            return median(toQueue);
        }

        public String getToQueueText() {
            return text(getToQueue());
        }

        /** Versions that got to the queue within the goal. */
        public int getInTime() {
            return inTime;
        }

        public int getQueued() {
            return toQueue.size();
        }

        /** Median in milliseconds; null if no review ended. */
        @CheckForNull
        public Long getInReview() {
            return median(inReview);
        }

        public String getInReviewText() {
            return text(getInReview());
        }

        /** Percent of the publishes that succeeded, without those that were interrupted; null if there were none. */
        @CheckForNull
        public Double getSuccessRate() {
            int successes = submitted + repeated;
            return successes + failed == 0 ? null : 100.0 * successes / (successes + failed);
        }

        /** One decimal, rounded down so that the goal is not shown as reached too early; empty if there were no publishes. */
        public String getSuccessRateText() {
            Double rate = getSuccessRate();
            return rate == null ? "" : (long) (rate * 10) / 10.0 + " %";
        }

        private static String text(@CheckForNull Long millis) {
            return millis == null ? "" : TimeSpan.text(millis);
        }

        @CheckForNull
        private static Long median(List<Long> values) {
            if (values.isEmpty()) {
                return null;
            }
            List<Long> sorted = new ArrayList<>(values);
            Collections.sort(sorted);
            return sorted.get(sorted.size() / 2);
        }
    }

    static DailyTrend of(
            @NonNull Collection<ReleaseRow> publishes,
            @NonNull ReleaseQuery query,
            @NonNull Instant now,
            @NonNull ZoneId zone) {
        Map<LocalDate, Day> days = new TreeMap<>();
        LocalDate today = now.atZone(zone).toLocalDate();
        for (int ago = 0; ago < DAYS; ago++) {
            days.put(today.minusDays(ago), new Day(today.minusDays(ago)));
        }
        for (ReleaseRow row : publishes) {
            if (query.matches(row)) {
                add(days, row.getRelease(), now, zone);
            }
        }
        return new DailyTrend(List.copyOf(days.values()));
    }

    private static void add(Map<LocalDate, Day> days, ReleaseEntry release, Instant now, ZoneId zone) {
        Day published = days.get(release.getStarted().atZone(zone).toLocalDate());
        if (published != null) {
            published.published(release);
        }
        Duration review = release.isPending() || release.isAlreadyPublished() || release.isAttemptFailed()
                ? null
                : release.timeInQueue(now);
        Day decided = days.get(release.getSince().atZone(zone).toLocalDate());
        if (review != null && decided != null) {
            decided.decided(review);
        }
    }

    /** Newest first, for the table. */
    public List<Day> getNewestFirst() {
        List<Day> reversed = new ArrayList<>(days);
        Collections.reverse(reversed);
        return reversed;
    }

    public int getNumber() {
        return days.size();
    }

    /** Whether nothing happened in the whole time. */
    public boolean isBlank() {
        return days.stream()
                .allMatch(day -> day.getSuccessRate() == null && day.interrupted == 0 && day.inReview.isEmpty());
    }

    /** Publishes by outcome. */
    public ColumnChart getOutcomes() {
        return ColumnChart.stacked(
                days,
                day -> List.of(
                        new ColumnChart.Part("success", day.submitted + day.repeated),
                        new ColumnChart.Part("error", day.failed),
                        new ColumnChart.Part("neutral", day.interrupted)));
    }

    /** Median time to the queue; the line is the goal. */
    public ColumnChart getToQueue() {
        return ColumnChart.of(
                days,
                Day::getToQueue,
                value -> value <= QUEUE_GOAL.toMillis() ? "success" : "error",
                QUEUE_GOAL.toMillis());
    }

    /** Median time in review. */
    public ColumnChart getInReview() {
        return ColumnChart.of(days, Day::getInReview, value -> "info", 0);
    }

    /** The highest value of a chart of durations, in the language of the user. */
    public static String span(@NonNull ColumnChart chart) {
        return TimeSpan.text((long) chart.highest());
    }

    /** Percent of the publishes that succeeded; the line is the goal. */
    public ColumnChart getSuccess() {
        return ColumnChart.of(
                days, Day::getSuccessRate, value -> value >= SUCCESS_GOAL ? "success" : "error", SUCCESS_GOAL);
    }
}
