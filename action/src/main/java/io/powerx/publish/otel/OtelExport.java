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
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.metrics.MeasuredRun;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Sends the spans and metrics of a run with OpenTelemetry's SDK. This is the only class that the rest of the program uses of it, so that
 * the SDK is loaded only if an endpoint is configured.
 */
public final class OtelExport {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final int MAX_SPANS = 20_000;
    private static final int MAX_SPANS_PER_REQUEST = 2_000;
    private static final int MAX_RETRIES = 1_000;
    private static final int MAX_LENGTH = 500;
    private static final String SCOPE = "io.powerx.publish";

    /** Would print stack traces on standard error. A logger without a reference is forgotten with its level. */
    private static final Logger LOGGER = Logger.getLogger("io.opentelemetry");

    private final OtelSettings settings;
    private final Client program;
    private final Redactor redactor;
    private final Duration limit;

    /** @param limit the longest time for an export */
    public OtelExport(OtelSettings settings, Client program, Redactor redactor, Duration limit) {
        this.settings = settings;
        this.program = program;
        this.redactor = redactor;
        this.limit = limit;
        LOGGER.setLevel(Level.OFF);
    }

    /**
     * Encodes a run and drops the bytes. The SDK takes some time to load, which a publish can do while it waits for something else.
     */
    public void warmUp() {
        ComponentLoader nowhere = loader(config -> new DroppingSender());
        RunExample example = RunExample.make();
        CompletableResultCode spans = sendSpans(example.recording(), List.of(example.run()), null, nowhere);
        CompletableResultCode metrics = sendMetrics(List.of(example.run()), nowhere);
        CompletableResultCode.ofAll(List.of(spans, metrics)).join(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Sends a run.
     *
     * @param runs one for each target of the publish; empty if it ended without an outcome, in which case there are no metrics
     * @param errorCode null if the publish succeeded
     * @param problems receives why something was not sent, as a clause
     */
    public void send(
            RunRecording recording,
            List<MeasuredRun> runs,
            @Nullable String errorCode,
            HttpSettings http,
            Consumer<String> problems) {
        OkHttpClient client =
                HttpClients.create(http).newBuilder().callTimeout(limit).build();
        try {
            ComponentLoader loader = loader(config -> new OtlpSender(client, config, problems));
            CompletableResultCode spans = sendSpans(recording, runs, errorCode, loader);
            CompletableResultCode metrics = sendMetrics(runs, loader);
            CompletableResultCode.ofAll(List.of(spans, metrics)).join(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            HttpClients.close(client);
        }
    }

    private CompletableResultCode sendSpans(
            RunRecording recording, List<MeasuredRun> runs, @Nullable String errorCode, ComponentLoader loader) {
        URI endpoint = settings.traces();
        if (endpoint == null) {
            return CompletableResultCode.ofSuccess();
        }
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setTimeout(limit)
                .setComponentLoader(loader);
        settings.headers().forEach((name, value) -> exporter.addHeader(name, value.reveal()));
        SpanIds ids = new SpanIds(recording.trace().traceId());
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setResource(resource())
                .setSpanLimits(
                        SpanLimits.builder().setMaxNumberOfEvents(MAX_RETRIES).build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build())
                        .setMaxQueueSize(MAX_SPANS + 1)
                        .setMaxExportBatchSize(MAX_SPANS_PER_REQUEST)
                        .setScheduleDelay(NEVER)
                        .build())
                .build();
        new RunSpans(provider.get(SCOPE), ids, this::clean).write(recording, runs, errorCode);
        return provider.shutdown();
    }

    private CompletableResultCode sendMetrics(List<MeasuredRun> runs, ComponentLoader loader) {
        URI endpoint = settings.metrics();
        if (endpoint == null || runs.isEmpty()) {
            return CompletableResultCode.ofSuccess();
        }
        OtlpHttpMetricExporterBuilder exporter = OtlpHttpMetricExporter.builder()
                .setEndpoint(endpoint.toString())
                .setTimeout(limit)
                .setComponentLoader(loader)
                .setAggregationTemporalitySelector(
                        settings.cumulative()
                                ? AggregationTemporalitySelector.alwaysCumulative()
                                : AggregationTemporalitySelector.deltaPreferred());
        settings.headers().forEach((name, value) -> exporter.addHeader(name, value.reveal()));
        SdkMeterProvider provider = SdkMeterProvider.builder()
                .setResource(resource())
                .registerMetricReader(PeriodicMetricReader.builder(exporter.build())
                        .setInterval(NEVER)
                        .build())
                .build();
        RunMeasurements measurements = new RunMeasurements(provider.get(SCOPE), program.frontend());
        runs.forEach(measurements::record);
        return provider.shutdown();
    }

    private Resource resource() {
        AttributesBuilder attributes =
                Attributes.builder().put("service.name", program.name()).put("service.version", program.version());
        settings.resource().forEach((name, value) -> attributes.put(name, clean(value)));
        return Resource.getDefault().merge(Resource.create(attributes.build()));
    }

    private String clean(String text) {
        return ForeignText.oneLine(text, MAX_LENGTH, redactor);
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
