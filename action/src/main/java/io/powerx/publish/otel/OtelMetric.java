package io.powerx.publish.otel;

import java.util.Arrays;
import java.util.List;

/** The metrics of a publish for OpenTelemetry, under the names of the requirements. */
public enum OtelMetric {
    /** How long the publish took. */
    DURATION(
            "plugin.publish.duration_ms",
            "histogram",
            "ms",
            "Duration of a publish.",
            5_000,
            15_000,
            30_000,
            60_000,
            120_000,
            300_000,
            600_000,
            1_200_000,
            3_600_000),
    /** The share of rules with errors. */
    FAILURE_RATE(
            "plugin.publish.precheck.failure_rate",
            "histogram",
            "1",
            "Share of the precheck's rules with errors.",
            0,
            0.01,
            0.02,
            0.05,
            0.1,
            0.2,
            0.5),
    /** Repeated requests. */
    RETRIES("plugin.publish.retry.count", "counter", "{request}", "Requests that publishes repeated."),
    /** The size of the package. */
    BUNDLE_SIZE(
            "plugin.publish.bundle.size_bytes",
            "histogram",
            "By",
            "Size of a package.",
            1 << 20,
            10 << 20,
            50 << 20,
            100 << 20,
            300 << 20,
            1L << 30,
            4L << 30),
    /** Publishes by outcome. */
    RUNS("plugin.publish.runs", "counter", "{run}", "Publishes that ended, by outcome and error category.");

    private final String metricName;
    private final String type;
    private final String unit;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Double> bounds;

    OtelMetric(String metricName, String type, String unit, String help, double... bounds) {
        this.metricName = metricName;
        this.type = type;
        this.unit = unit;
        this.help = help;
        this.bounds = Arrays.stream(bounds).boxed().toList();
    }

    public String metricName() {
        return metricName;
    }

    /** The kind of instrument: a counter or a histogram. */
    public String type() {
        return type;
    }

    /** In the notation of UCUM. */
    public String unit() {
        return unit;
    }

    /** What it measures, in a sentence. */
    public String help() {
        return help;
    }

    /** The attributes of its points. One whose value is not known is missing. */
    public List<String> attributes() {
        return List.of(
                "plugin.id",
                "plugin.publish.channel",
                "plugin.publish.target",
                "plugin.publish.frontend",
                "plugin.publish.outcome",
                "plugin.publish.error.category");
    }

    List<Double> bounds() {
        return bounds;
    }
}
