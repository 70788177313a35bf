package io.powerx.publish.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.powerx.publish.telemetry.TelemetryEvent;
import org.jspecify.annotations.Nullable;

/** Records the figures of a run, which are those of its last telemetry event. */
final class RunMeasurements {
    private final Meter meter;
    private final Attributes attributes;

    RunMeasurements(Meter meter, TelemetryEvent last, String frontend) {
        this.meter = meter;
        AttributesBuilder known = Attributes.builder()
                .put("plugin.publish.frontend", frontend)
                .put("plugin.publish.outcome", last.errorCode() == null ? "succeeded" : "failed");
        put(known, "plugin.id", last.pluginId());
        put(
                known,
                "plugin.publish.channel",
                last.channel() == null ? null : last.channel().wireName());
        put(known, "plugin.publish.error.category", last.errorCategory());
        this.attributes = known.build();
    }

    private static void put(AttributesBuilder attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }

    void record(TelemetryEvent last) {
        add(OtelMetric.RUNS, 1);
        TelemetryEvent.Metrics figures = last.metrics();
        if (figures == null) {
            return;
        }
        observe(OtelMetric.DURATION, figures.duration());
        observe(OtelMetric.FAILURE_RATE, figures.failureRate());
        observe(OtelMetric.BUNDLE_SIZE, figures.bundleSize());
        if (figures.retryCount() != null) {
            add(OtelMetric.RETRIES, figures.retryCount());
        }
    }

    private void add(OtelMetric metric, long amount) {
        meter.counterBuilder(metric.metricName())
                .setUnit(metric.unit())
                .setDescription(metric.help())
                .build()
                .add(amount, attributes);
    }

    private void observe(OtelMetric metric, @Nullable Number value) {
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
