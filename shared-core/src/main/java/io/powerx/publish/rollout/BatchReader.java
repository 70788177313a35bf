package io.powerx.publish.rollout;

import io.powerx.publish.config.ConfigSection;
import io.powerx.publish.rollout.Rollout.Batch;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the batches of a rollout in any of the forms described in {@link RolloutReader}. */
final class BatchReader {
    private static final Set<String> KEYS =
            Set.of("name", "percentage", "percent", "startAt", "wait", "waitMinutes", "duration_hours", "tenants");

    private static final int MAX_MINUTES = 60 * 24 * 365;

    private final Instant earliest;
    private final List<Batch> batches = new ArrayList<>();
    private boolean complete = true;

    private BatchReader(Instant earliest) {
        this.earliest = earliest;
    }

    /**
     * Reads the batches.
     *
     * @param windowStart default start of the first batch; null to start immediately
     * @param earliest no batch may start before this time
     * @return without those that are invalid
     */
    static List<Batch> read(ConfigSection rollout, String key, @Nullable Instant windowStart, Instant earliest) {
        BatchReader reader = new BatchReader(earliest);
        List<ConfigSection> sections = rollout.sections(key);
        for (ConfigSection section : sections) {
            reader.add(section.allow(KEYS), windowStart);
        }
        if (rollout.has(key) && rollout.value(key).isArray() && sections.isEmpty()) {
            rollout.report(key, "\"" + key + "\" has no items; strategy: direct reaches all tenants at once");
        }
        if (reader.complete && !reader.batches.isEmpty() && reader.last().percentage() != 100) {
            sections.get(sections.size() - 1)
                    .report(
                            "",
                            "the last batch has only %d %%, but it must have 100 %%"
                                    .formatted(reader.last().percentage()));
        }
        return List.copyOf(reader.batches);
    }

    private void add(ConfigSection section, @Nullable Instant windowStart) {
        if (section.has("percent") && section.has("percentage")) {
            section.report("percent", "a batch has both percentage and percent; keep percentage");
        }
        // In some documents this is the number of tenants, which follows from the percentage.
        if (section.has("tenants") && !section.value("tenants").isNumber()) {
            section.report(
                    "tenants",
                    "a batch cannot be limited to tenants; list them under tenants.allow, which applies to all batches");
        }
        Instant startAt = instant(section, "startAt", earliest);
        Duration delay = delay(section);
        if (startAt != null && !startsInOrder(startAt)) {
            section.report("startAt", "a batch does not start after the previous batch");
        }
        Integer percentage = percentage(section);
        if (percentage == null) {
            complete = false;
            return;
        }
        Instant start = startAt == null && batches.isEmpty() && complete ? windowStart : startAt;
        batches.add(new Batch(percentage, start, delay == null ? null : delay.toString()));
    }

    /** Null if it is missing or invalid. */
    private @Nullable Integer percentage(ConfigSection section) {
        String key = section.has("percentage") ? "percentage" : "percent";
        Integer percentage = section.integer(key, 1, 100);
        if (!section.has(key)) {
            section.report("", "a batch has no percentage");
        } else if (percentage != null && !batches.isEmpty() && percentage <= last().percentage()) {
            section.report(
                    key,
                    "a batch of %d %% follows a batch of %d %%, but percentages must increase"
                            .formatted(percentage, last().percentage()));
            return null;
        }
        return percentage;
    }

    private boolean startsInOrder(Instant startAt) {
        return batches.stream()
                .noneMatch(batch -> batch.startAt() != null && !batch.startAt().isBefore(startAt));
    }

    private Batch last() {
        return batches.get(batches.size() - 1);
    }

    /** A time with an offset; null if it is missing or invalid. */
    static @Nullable Instant instant(ConfigSection section, String key, Instant earliest) {
        String text = section.text(key);
        if (text == null) {
            return null;
        }
        Instant instant;
        try {
            instant = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            section.report(key, "\"" + key + "\" is not a time with an offset, such as 2026-03-01T08:00:00Z");
            return null;
        }
        if (instant.isBefore(earliest)) {
            section.report(key, "\"" + key + "\" is in the past");
            return null;
        }
        return instant;
    }

    private static @Nullable Duration delay(ConfigSection section) {
        Integer minutes = section.integer("waitMinutes", 0, MAX_MINUTES);
        Integer hours = section.integer("duration_hours", 0, MAX_MINUTES / 60);
        String wait = section.text("wait");
        if ((minutes != null ? 1 : 0) + (hours != null ? 1 : 0) + (wait != null ? 1 : 0) > 1) {
            section.report("", "a batch specifies the wait more than once; keep \"wait\"");
        }
        if (wait != null) {
            Duration duration = RolloutDuration.parse(wait).orElse(null);
            if (duration == null) {
                section.report("wait", "\"wait\" is not a duration such as 30m, 4h or PT4H");
            }
            return duration;
        }
        Duration delay = Duration.ofMinutes(minutes == null ? 0 : minutes).plusHours(hours == null ? 0 : hours);
        return delay.isZero() ? null : delay;
    }
}
