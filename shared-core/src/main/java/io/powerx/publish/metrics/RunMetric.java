package io.powerx.publish.metrics;

import io.powerx.publish.config.Channel;
import io.powerx.publish.telemetry.TelemetryEvent;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A figure of one publish. The collector counts the same figures of all publishes under the same names. */
public enum RunMetric {
    /** How long the publish took. */
    DURATION("plugin_publish_duration_seconds", "Duration of the last publish.", false, run -> {
        Long milliseconds = figures(run).duration();
        return milliseconds == null ? null : milliseconds / 1_000.0;
    }),
    /** Repeated requests. */
    RETRIES("plugin_publish_retries", "Requests that the last publish repeated.", false, run -> figures(run)
            .retryCount()),
    /** The size of the package. */
    BUNDLE_SIZE(
            "plugin_publish_bundle_size_bytes",
            "Size of the package of the last publish; missing if none was written.",
            false,
            run -> figures(run).bundleSize()),
    /** The share of rules with errors. */
    PRECHECK_FAILURE(
            "plugin_publish_precheck_failure_ratio",
            "Share of the precheck's rules with errors in the last publish; missing if the precheck did not run.",
            false,
            run -> figures(run).failureRate()),
    /** When the publish ended. */
    LAST_RUN(
            "plugin_publish_last_run_timestamp_seconds",
            "When the last publish ended, in Unix time.",
            false,
            run -> run.time().toEpochMilli() / 1_000.0),
    /** Whether the publish succeeded. */
    SUCCESS(
            "plugin_publish_success",
            "Whether the last publish succeeded: 1 or 0. A failed one has its error category as a label.",
            true,
            run -> run.errorCode() == null ? 1 : 0);

    private final String metricName;
    private final String help;
    private final boolean byCategory;

    // The functions are stateless, which the checker cannot verify.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<TelemetryEvent, @Nullable Number> reader;

    RunMetric(String metricName, String help, boolean byCategory, Function<TelemetryEvent, @Nullable Number> reader) {
        this.metricName = metricName;
        this.help = help;
        this.byCategory = byCategory;
        this.reader = reader;
    }

    private static TelemetryEvent.Metrics figures(TelemetryEvent run) {
        TelemetryEvent.Metrics figures = run.metrics();
        return figures == null ? new TelemetryEvent.Metrics(null, null, null, null) : figures;
    }

    public String metricName() {
        return metricName;
    }

    /** What it measures, in a sentence. */
    public String help() {
        return help;
    }

    /** The names of its labels. A label whose value is not known is missing. */
    public List<String> labels() {
        return byCategory
                ? List.of("plugin_id", "channel", "target", "error_category")
                : List.of("plugin_id", "channel", "target");
    }

    /**
     * All figures of these runs in the text format of Prometheus.
     *
     * @param runs with different targets
     */
    public static String text(List<MeasuredRun> runs) {
        PrometheusText text = new PrometheusText();
        for (RunMetric metric : values()) {
            boolean isNew = true;
            for (MeasuredRun run : runs) {
                Number value = metric.reader.apply(run.last());
                if (value == null) {
                    continue;
                }
                if (isNew) {
                    text.header(metric.metricName, metric.help, "gauge");
                    isNew = false;
                }
                text.sample(metric.metricName, metric.labels(run).toString(), value.doubleValue());
            }
        }
        return text.toString();
    }

    private Labels labels(MeasuredRun run) {
        TelemetryEvent last = run.last();
        Labels labels = with(with(Labels.NONE, "plugin_id", last.pluginId()), "target", run.target());
        Channel channel = last.channel();
        if (channel != null) {
            labels = labels.with("channel", channel.wireName());
        }
        return byCategory ? with(labels, "error_category", last.errorCategory()) : labels;
    }

    private static Labels with(Labels labels, String name, @Nullable String value) {
        return value == null ? labels : labels.with(name, value);
    }
}
