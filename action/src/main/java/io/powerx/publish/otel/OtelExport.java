package io.powerx.publish.otel;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.metrics.MeasuredRun;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
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
public final class OtelExport implements AutoCloseable {
    private static final int MAX_LENGTH = 500;

    /** Would print stack traces on standard error. A logger without a reference is forgotten with its level. */
    private static final Logger LOGGER = Logger.getLogger("io.opentelemetry");

    private final RunProviders providers;
    private final OkHttpClient client;
    private final Duration limit;

    private OtelExport(RunProviders providers, OkHttpClient client, Duration limit) {
        this.providers = providers;
        this.client = client;
        this.limit = limit;
    }

    /**
     * Prepares to send a run, without a request.
     *
     * @param traceId of the run
     * @param limit the longest time for an export
     * @param problems receives why something was not sent, as a clause
     * @throws PublishException if the proxy or the CA bundle is malformed
     */
    public static OtelExport prepare(
            OtelSettings settings,
            Client program,
            Redactor redactor,
            String traceId,
            Duration limit,
            HttpSettings http,
            Consumer<String> problems) {
        LOGGER.setLevel(Level.OFF);
        OkHttpClient client =
                HttpClients.create(http).newBuilder().callTimeout(limit).build();
        RunProviders providers = new RunProviders(
                settings,
                program,
                text -> clean(text, redactor),
                traceId,
                limit,
                config -> new OtlpSender(client, config, settings.receiver(config.getEndpoint()), problems));
        return new OtelExport(providers, client, limit);
    }

    /** Encodes a run and drops the bytes. The SDK takes some time to load, which a publish can do while it waits for something else. */
    public static void warmUp(OtelSettings settings, Client program, Redactor redactor, Duration limit) {
        LOGGER.setLevel(Level.OFF);
        RunExample example = RunExample.make();
        new RunProviders(
                        settings,
                        program,
                        text -> clean(text, redactor),
                        example.recording().trace().traceId(),
                        limit,
                        config -> new DroppingSender())
                .send(example.recording(), List.of(example.run()), null)
                .join(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Sends the run. Can be called once.
     *
     * @param runs one for each target of the publish; empty if it ended without an outcome, in which case there are no metrics
     * @param errorCode null if the publish succeeded
     */
    public void send(RunRecording recording, List<MeasuredRun> runs, @Nullable String errorCode) {
        CompletableResultCode sent = providers.send(recording, runs, errorCode);
        sent.join(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String clean(String text, Redactor redactor) {
        return ForeignText.oneLine(text, MAX_LENGTH, redactor);
    }

    /** Cancels what is not sent yet. */
    @Override
    public void close() {
        HttpClients.close(client);
    }
}
