package io.powerx.publish.sandbox.telemetry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The metrics of received telemetry. The names follow the conventions of Prometheus: base units, {@code _total} for counters. The events
 * carry the metrics of the requirements as {@code plugin.publish.duration_ms}, {@code .precheck.failure_rate}, {@code .retry.count} and
 * {@code .bundle.size_bytes}.
 */
public enum Metric {
    /** Runs of which the first event arrived. */
    RUNS_STARTED(
            "plugin_publish_runs_started_total",
            Type.COUNTER,
            List.of("channel", "frontend"),
            "Runs that reported their start."),
    /** Runs of which the last event arrived. */
    RUNS(
            "plugin_publish_runs_total",
            Type.COUNTER,
            List.of("outcome", "category", "channel", "frontend"),
            "Runs that ended, by outcome; category is the error category of a failed run."),
    /** How long a successful run took. */
    DURATION(
            "plugin_publish_duration_seconds",
            Type.HISTOGRAM,
            List.of("channel"),
            "Time from the start of a successful run to the review queue (plugin.publish.duration_ms).",
            5,
            15,
            30,
            60,
            120,
            300,
            600,
            1200,
            3600),
    /** The size of a published package. */
    BUNDLE_SIZE(
            "plugin_publish_bundle_size_bytes",
            Type.HISTOGRAM,
            List.of("channel"),
            "Size of a published package (plugin.publish.bundle.size_bytes).",
            1 << 20,
            10 << 20,
            50 << 20,
            100 << 20,
            300 << 20,
            1L << 30,
            4L << 30),
    /** Repeated requests. */
    RETRIES(
            "plugin_publish_retries_total",
            Type.COUNTER,
            List.of("channel"),
            "Requests that ended runs repeated (plugin.publish.retry.count)."),
    /** The share of rules with errors. */
    PRECHECK_FAILURE(
            "plugin_publish_precheck_failure_ratio",
            Type.SUMMARY,
            List.of("channel"),
            "Share of the precheck's rules with errors in runs that ended (plugin.publish.precheck.failure_rate)."),
    /** Runs that reported findings of a rule. */
    RULE_REPORTS(
            "plugin_precheck_rule_reports_total",
            Type.COUNTER,
            List.of("rule"),
            "Runs with findings of a rule, including suppressed ones."),
    /** Findings of a rule that users disputed. */
    RULE_DISPUTES(
            "plugin_precheck_rule_disputes_total",
            Type.COUNTER,
            List.of("rule"),
            "Findings that users reported as false positives."),
    /** Events that arrived. */
    EVENTS("plugin_publish_telemetry_events_total", Type.COUNTER, List.of(), "Events that arrived, each counted once."),
    /** Events that arrived again. */
    DUPLICATES("plugin_publish_telemetry_duplicates_total", Type.COUNTER, List.of(), "Events that arrived again."),
    /** Events that senders dropped. */
    DROPPED(
            "plugin_publish_telemetry_dropped_events_total",
            Type.COUNTER,
            List.of(),
            "Events that senders reported as dropped because of their age, the size of the spool or a rejection."),
    /** Events that never arrived. */
    MISSING(
            "plugin_publish_telemetry_missing_events_total",
            Type.COUNTER,
            List.of(),
            "Events of runs that had not arrived when the run was settled: 15 minutes after its end, or an hour after its last event."),
    /** Missing events that arrived after all. */
    LATE(
            "plugin_publish_telemetry_late_events_total",
            Type.COUNTER,
            List.of(),
            "Events that arrived after their run was settled."),
    /** Runs in progress. */
    OPEN_RUNS(
            "plugin_publish_open_runs",
            Type.GAUGE,
            List.of(),
            "Runs that started within the last hour and have not reported their end."),
    /** The age of the oldest run in progress. */
    OLDEST_OPEN_RUN(
            "plugin_publish_oldest_open_run_age_seconds",
            Type.GAUGE,
            List.of(),
            "Age of the oldest run that started within the last hour and has not reported its end; 0 if there is none."),
    /** Failures of a plugin since its last success. */
    CONSECUTIVE_FAILURES(
            "plugin_publish_consecutive_failures",
            Type.GAUGE,
            List.of("plugin_id"),
            "Runs of a plugin that failed since its last success."),
    /** When a plugin's last run ended. */
    LAST_RUN(
            "plugin_publish_last_run_timestamp_seconds",
            Type.GAUGE,
            List.of("plugin_id"),
            "When the last run of a plugin ended, in Unix time.");

    /** The type in the text format of Prometheus. */
    enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        SUMMARY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String metricName;
    private final Type type;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> labels;

    private final String help;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Long> bounds;

    Metric(String metricName, Type type, List<String> labels, String help, long... bounds) {
        this.metricName = metricName;
        this.type = type;
        this.labels = labels;
        this.help = help;
        this.bounds = Arrays.stream(bounds).boxed().toList();
    }

    public String metricName() {
        return metricName;
    }

    /** What it counts, in a sentence. */
    public String help() {
        return help;
    }

    /** The type in the text format of Prometheus. */
    public String typeWord() {
        return type.word();
    }

    /** The names of its labels, without those of a histogram's buckets. */
    public List<String> labels() {
        return labels;
    }

    Type type() {
        return type;
    }

    /** The upper bounds of a histogram's buckets, without infinity. */
    List<Long> bounds() {
        return bounds;
    }
}
