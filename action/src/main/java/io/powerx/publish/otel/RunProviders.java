package io.powerx.publish.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.powerx.publish.metrics.MeasuredRun;
import io.powerx.publish.receipt.Client;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The SDK's objects for one run. Making them takes longer than encoding the run, so they are made before it ends. */
final class RunProviders {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final int MAX_SPANS = 20_000;
    private static final int MAX_SPANS_PER_REQUEST = 2_000;
    private static final int MAX_RETRIES = 1_000;
    private static final String SCOPE = "io.powerx.publish";

    private final Client program;
    private final UnaryOperator<String> clean;
    private final SpanIds ids;
    private final @Nullable SdkTracerProvider spans;
    private final @Nullable SdkMeterProvider metrics;

    /**
     * @param clean removes secrets from a text and limits its length
     * @param traceId of the run
     * @param limit the longest time for an export
     * @param sender sends what is encoded
     */
    RunProviders(
            OtelSettings settings,
            Client program,
            UnaryOperator<String> clean,
            String traceId,
            Duration limit,
            HttpSenderProvider sender) {
        this.program = program;
        this.clean = clean;
        this.ids = new SpanIds(traceId);
        ComponentLoader loader = loader(sender);
        Resource resource = resource(settings);
        OtelSignal traces = settings.traces();
        this.spans = traces == null ? null : spans(traces, limit, loader, resource);
        OtelSignal measurements = settings.metrics();
        this.metrics =
                measurements == null ? null : metrics(measurements, settings.cumulative(), limit, loader, resource);
    }

    /**
     * Sends a run. Can be called once.
     *
     * @param runs one for each target of the publish; empty if it ended without an outcome, in which case there are no metrics
     * @param errorCode null if the publish succeeded
     */
    CompletableResultCode send(RunRecording recording, List<MeasuredRun> runs, @Nullable String errorCode) {
        if (spans != null) {
            new RunSpans(spans.get(SCOPE), ids, clean).write(recording, runs, errorCode);
        }
        CompletableResultCode ofSpans = spans == null ? CompletableResultCode.ofSuccess() : spans.shutdown();
        if (metrics != null) {
            RunMeasurements measurements = new RunMeasurements(metrics.get(SCOPE), program.frontend());
            runs.forEach(measurements::record);
        }
        CompletableResultCode ofMetrics = metrics == null ? CompletableResultCode.ofSuccess() : metrics.shutdown();
        return CompletableResultCode.ofAll(List.of(ofSpans, ofMetrics));
    }

    private SdkTracerProvider spans(OtelSignal signal, Duration limit, ComponentLoader loader, Resource resource) {
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(signal.endpoint().toString())
                .setTimeout(signal.within(limit))
                .setComponentLoader(loader);
        signal.headers().forEach((name, value) -> exporter.addHeader(name, value.reveal()));
        return SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setResource(resource)
                .setSpanLimits(
                        SpanLimits.builder().setMaxNumberOfEvents(MAX_RETRIES).build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build())
                        .setMaxQueueSize(MAX_SPANS + 1)
                        .setMaxExportBatchSize(MAX_SPANS_PER_REQUEST)
                        .setScheduleDelay(NEVER)
                        .build())
                .build();
    }

    private static SdkMeterProvider metrics(
            OtelSignal signal, boolean cumulative, Duration limit, ComponentLoader loader, Resource resource) {
        OtlpHttpMetricExporterBuilder exporter = OtlpHttpMetricExporter.builder()
                .setEndpoint(signal.endpoint().toString())
                .setTimeout(signal.within(limit))
                .setComponentLoader(loader)
                .setAggregationTemporalitySelector(
                        cumulative
                                ? AggregationTemporalitySelector.alwaysCumulative()
                                : AggregationTemporalitySelector.deltaPreferred());
        signal.headers().forEach((name, value) -> exporter.addHeader(name, value.reveal()));
        return SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(PeriodicMetricReader.builder(exporter.build())
                        .setInterval(NEVER)
                        .build())
                .build();
    }

    private Resource resource(OtelSettings settings) {
        AttributesBuilder attributes =
                Attributes.builder().put("service.name", program.name()).put("service.version", program.version());
        settings.resource().forEach((name, value) -> attributes.put(name, clean.apply(value)));
        return Resource.getDefault().merge(Resource.create(attributes.build()));
    }

    private static ComponentLoader loader(HttpSenderProvider provider) {
        return new ComponentLoader() {
            @Override
            public <T> Iterable<T> load(Class<T> type) {
                return type == HttpSenderProvider.class ? List.of(type.cast(provider)) : List.of();
            }
        };
    }
}
