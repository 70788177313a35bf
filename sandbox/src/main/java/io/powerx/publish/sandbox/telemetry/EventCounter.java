package io.powerx.publish.sandbox.telemetry;

import io.powerx.publish.metrics.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event adds to the metrics. */
final class EventCounter {
    private static final String UNKNOWN = "unknown";
    private static final String NO_CATEGORY = "none";

    static final List<String> CHANNELS = List.of("beta", "stable", UNKNOWN);
    static final List<String> FRONTENDS = List.of("cli", "github-action", "jenkins");
    static final List<String> CATEGORIES = List.of(
            "auth",
            "conflict",
            "internal",
            "network",
            "packaging",
            "precheck",
            "rejected",
            "signing",
            "usage",
            UNKNOWN);

    /** The largest amounts that one event may add; a larger one is a mistake or an attack. */
    private static final double MAX_SECONDS = 24 * 3600;

    private static final double MAX_RETRIES = 10_000;
    private static final double MAX_BYTES = 1L << 40;

    private EventCounter() {}

    static void count(ReceivedEvent event, Counts counts) {
        counts.add(Metric.EVENTS, 1, Labels.NONE);
        if (event.startsRun()) {
            counts.add(Metric.RUNS_STARTED, 1, place(event));
        } else if (event.disputes()) {
            event.rules("disputed").forEach(rule -> counts.add(Metric.RULE_DISPUTES, 1, Labels.of("rule", rule)));
        } else {
            countEnd(event, counts);
        }
    }

    private static void countEnd(ReceivedEvent event, Counts counts) {
        counts.add(Metric.RUNS, 1, outcome(place(event), event.succeeded() ? null : category(event)));
        Labels channel = Labels.of("channel", channel(event));
        Double millis = event.metric("plugin.publish.duration_ms");
        if (event.succeeded() && millis != null) {
            counts.observe(Metric.DURATION, Math.min(MAX_SECONDS, millis / 1000), channel);
        }
        Double bytes = event.metric("plugin.publish.bundle.size_bytes");
        if (event.succeeded() && bytes != null) {
            counts.observe(Metric.BUNDLE_SIZE, Math.min(MAX_BYTES, bytes), channel);
        }
        Double retries = event.metric("plugin.publish.retry.count");
        if (retries != null) {
            counts.add(Metric.RETRIES, Math.min(MAX_RETRIES, retries), channel);
        }
        Double failures = event.metric("plugin.publish.precheck.failure_rate");
        if (failures != null) {
            counts.observe(Metric.PRECHECK_FAILURE, Math.min(1, failures), channel);
        }
        event.rules("errors", "warnings", "suppressed")
                .forEach(rule -> counts.add(Metric.RULE_REPORTS, 1, Labels.of("rule", rule)));
    }

    /**
     * Adds zero to each series whose labels are known beforehand. Prometheus sees the growth of a counter only if it has seen the counter
     * before, so the first failure would otherwise not count.
     */
    static void addZeros(Counts counts) {
        counts.add(Metric.EVENTS, 0, Labels.NONE);
        for (Metric metric : List.of(Metric.DUPLICATES, Metric.DROPPED, Metric.MISSING, Metric.LATE)) {
            counts.add(metric, 0, Labels.NONE);
        }
        for (String channel : CHANNELS) {
            Labels byChannel = Labels.of("channel", channel);
            counts.add(Metric.RETRIES, 0, byChannel);
            counts.addZeros(Metric.DURATION, byChannel);
            counts.addZeros(Metric.BUNDLE_SIZE, byChannel);
            counts.addZeros(Metric.PRECHECK_FAILURE, byChannel);
            for (String frontend : FRONTENDS) {
                Labels place = byChannel.with("frontend", frontend);
                counts.add(Metric.RUNS_STARTED, 0, place);
                counts.add(Metric.RUNS, 0, outcome(place, null));
                CATEGORIES.forEach(category -> counts.add(Metric.RUNS, 0, outcome(place, category)));
            }
        }
    }

    private static Labels place(ReceivedEvent event) {
        return Labels.of("channel", channel(event)).with("frontend", event.frontend());
    }

    private static String channel(ReceivedEvent event) {
        return event.channel() == null ? UNKNOWN : event.channel();
    }

    private static String category(ReceivedEvent event) {
        return event.content().path("errorCategory").asText(UNKNOWN);
    }

    private static Labels outcome(Labels place, @Nullable String category) {
        return category == null
                ? place.with("outcome", "succeeded").with("category", NO_CATEGORY)
                : place.with("outcome", "failed").with("category", category);
    }
}
