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

    private BatchReader(Instant earliest) {
        this.earliest = earliest;
    }

    /**
     * Reads the batches.
     *
     * @param windowStart default start of the first batch; null to start immediately
     * @param earliest no batch may start before this time
     */
    static BatchReader read(ConfigSection rollout, String key, @Nullable Instant windowStart, Instant earliest) {
        BatchReader reader = new BatchReader(earliest);
        List<ConfigSection> sections = rollout.sections(key);
        for (ConfigSection section : sections) {
            reader.add(section.allow(KEYS), windowStart);
        }
        if (!sections.isEmpty() && reader.last().percentage() != 100) {
            throw sections.get(sections.size() - 1)
                    .error(
                            "",
                            "the last batch has only %d %%, but it must have 100 %%"
                                    .formatted(reader.last().percentage()));
        }
        return reader;
    }

    List<Batch> batches() {
        return List.copyOf(batches);
    }

    private void add(ConfigSection section, @Nullable Instant windowStart) {
        String key = section.has("percent") ? "percent" : "percentage";
        Integer percentage = section.integer(key, 1, 100);
        if (percentage == null) {
            throw section.error("", "a batch has no percentage");
        }
        if (!batches.isEmpty() && percentage <= last().percentage()) {
            throw section.error(
                    key,
                    "a batch of %d %% follows a batch of %d %%, but percentages must increase"
                            .formatted(percentage, last().percentage()));
        }
        Instant startAt = instant(section, "startAt", earliest);
        if (startAt != null) {
            Instant before = startAt;
            batches.stream()
                    .filter(batch -> batch.startAt() != null && !batch.startAt().isBefore(before))
                    .findFirst()
                    .ifPresent(batch -> {
                        throw section.error("startAt", "a batch does not start after the previous batch");
                    });
        } else if (batches.isEmpty()) {
            startAt = windowStart;
        }
        Duration delay = delay(section);
        batches.add(new Batch(percentage, startAt, delay == null ? null : delay.toString()));
        // In some documents this is the number of tenants, which follows from the percentage.
        if (section.has("tenants") && !section.value("tenants").isNumber()) {
            throw section.error(
                    "tenants",
                    "a batch cannot be limited to tenants; list them under tenants.allow, which applies to all batches");
        }
    }

    private Batch last() {
        return batches.get(batches.size() - 1);
    }

    static @Nullable Instant instant(ConfigSection section, String key, Instant earliest) {
        String text = section.text(key);
        if (text == null) {
            return null;
        }
        Instant instant;
        try {
            instant = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw section.error(key, "\"" + key + "\" is not a time with an offset, such as 2026-03-01T08:00:00Z");
        }
        if (instant.isBefore(earliest)) {
            throw section.error(key, "\"" + key + "\" is in the past");
        }
        return instant;
    }

    private static @Nullable Duration delay(ConfigSection section) {
        Integer minutes = section.integer("waitMinutes", 0, MAX_MINUTES);
        Integer hours = section.integer("duration_hours", 0, MAX_MINUTES / 60);
        String wait = section.text("wait");
        if ((minutes != null ? 1 : 0) + (hours != null ? 1 : 0) + (wait != null ? 1 : 0) > 1) {
            throw section.error("", "a batch specifies the wait more than once; keep \"wait\"");
        }
        if (wait != null) {
            return RolloutDuration.parse(wait)
                    .orElseThrow(() -> section.error("wait", "\"wait\" is not a duration such as 30m, 4h or PT4H"));
        }
        Duration delay = Duration.ofMinutes(minutes == null ? 0 : minutes).plusHours(hours == null ? 0 : hours);
        return delay.isZero() ? null : delay;
    }
}
