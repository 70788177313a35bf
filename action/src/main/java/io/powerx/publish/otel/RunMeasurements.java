package io.powerx.publish.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.powerx.publish.metrics.MeasuredRun;
import io.powerx.publish.telemetry.TelemetryEvent;
import org.jspecify.annotations.Nullable;

/** Records the figures of runs, which are those of their last telemetry events. */
final class RunMeasurements {
    private final Meter meter;
    private final String frontend;

    RunMeasurements(Meter meter, String frontend) {
        this.meter = meter;
        this.frontend = frontend;
    }

    private Attributes attributes(MeasuredRun run) {
        TelemetryEvent last = run.last();
        AttributesBuilder known = Attributes.builder()
                .put("plugin.publish.frontend", frontend)
                .put("plugin.publish.outcome", last.errorCode() == null ? "succeeded" : "failed");
        put(known, "plugin.id", last.pluginId());
        put(
                known,
                "plugin.publish.channel",
                last.channel() == null ? null : last.channel().wireName());
        put(known, "plugin.publish.target", run.target());
        put(known, "plugin.publish.error.category", last.errorCategory());
        return known.build();
    }

    private static void put(AttributesBuilder attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }

    void record(MeasuredRun run) {
        Attributes attributes = attributes(run);
        add(OtelMetric.RUNS, 1, attributes);
        TelemetryEvent.Metrics figures = run.last().metrics();
        if (figures == null) {
            return;
        }
        observe(OtelMetric.DURATION, figures.duration(), attributes);
        observe(OtelMetric.FAILURE_RATE, figures.failureRate(), attributes);
        observe(OtelMetric.BUNDLE_SIZE, figures.bundleSize(), attributes);
        if (figures.retryCount() != null) {
            add(OtelMetric.RETRIES, figures.retryCount(), attributes);
        }
    }

    private void add(OtelMetric metric, long amount, Attributes attributes) {
        meter.counterBuilder(metric.metricName())
                .setUnit(metric.unit())
                .setDescription(metric.help())
                .build()
                .add(amount, attributes);
    }

    private void observe(OtelMetric metric, @Nullable Number value, Attributes attributes) {
        if (value != null) {
            meter.histogramBuilder(metric.metricName())
                    .setUnit(metric.unit())
                    .setDescription(metric.help())
                    .setExplicitBucketBoundariesAdvice(metric.bounds())
                    .build()
                    .record(value.doubleValue(), attributes);
        }
    }
}
