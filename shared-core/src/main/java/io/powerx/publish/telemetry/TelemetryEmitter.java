package io.powerx.publish.telemetry;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.json.Json;
import io.powerx.publish.receipt.Client;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends telemetry events on a best-effort basis. Events are spooled and sent by a separate thread. The publish waits
 * for it at most {@link #MAX_DELAY} in total, and failures of telemetry never fail the publish.
 */
public final class TelemetryEmitter implements AutoCloseable {
    /** The longest time for which telemetry may delay a publish. */
    public static final Duration MAX_DELAY = Duration.ofSeconds(2);

    private static final String ROUTE = "/telemetry/plugin/publish";
    private static final MediaType JSON = MediaType.get("application/json");

    private final TelemetrySettings settings;
    private final Client client;
    private final PublishListener listener;
    private final @Nullable OkHttpClient http;
    private final @Nullable Spool spool;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "px-publish-telemetry");
        thread.setDaemon(true);
        return thread;
    });

    public TelemetryEmitter(
            TelemetrySettings settings, HttpSettings http, Client client, PublishListener listener, Clock clock) {
        this.settings = settings;
        this.client = client;
        this.listener = listener;
        URI endpoint = settings.endpoint();
        this.http = endpoint == null
                ? null
                : HttpClients.create(http).newBuilder().callTimeout(MAX_DELAY).build();
        Path folder = settings.spool();
        this.spool = endpoint == null || folder == null ? null : new Spool(folder.resolve(folderName(endpoint)), clock);
    }

    /** Spools the event and starts to send the spooled events; without a spool, sends the event once. */
    public void emit(TelemetryEvent event) {
        if (spool == null) {
            sender.execute(() -> sendOnce(event));
            return;
        }
        try {
            spool.add(event);
            sender.execute(this::flush);
        } catch (IOException e) {
            note("telemetry cannot be spooled: " + e.getMessage());
        }
    }

    /** Waits briefly for pending events; the next run sends the rest. */
    @Override
    public void close() {
        sender.shutdown();
        boolean interrupted = Thread.interrupted();
        try {
            if (!sender.awaitTermination(MAX_DELAY.toMillis(), TimeUnit.MILLISECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            sender.shutdownNow();
            interrupted = true;
        } finally {
            cleanUp();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void cleanUp() {
        try {
            if (spool != null) {
                spool.cleanUp();
            }
        } catch (IOException e) {
            note("the telemetry spool cannot be cleaned up: " + e.getMessage());
        }
    }

    private void flush() {
        URI endpoint = settings.endpoint();
        if (spool == null || http == null || endpoint == null) {
            return;
        }
        try {
            List<Spool.Spooled> batch = spool.oldest();
            while (!batch.isEmpty()) {
                if (!send(
                        http, endpoint, batch.stream().map(Spool.Spooled::event).toList())) {
                    return;
                }
                spool.remove(batch);
                batch = spool.oldest();
            }
        } catch (IOException e) {
            note("telemetry is kept for the next run: " + HttpCall.words(e));
        }
    }

    private void sendOnce(TelemetryEvent event) {
        URI endpoint = settings.endpoint();
        if (http == null || endpoint == null) {
            return;
        }
        try {
            send(http, endpoint, List.of(event));
        } catch (IOException e) {
            note("a telemetry event is lost, because there is no spool: " + HttpCall.words(e));
        }
    }

    /** Returns whether the batch can be deleted: the endpoint accepted it, or will never accept it. */
    private boolean send(OkHttpClient http, URI endpoint, List<TelemetryEvent> batch) throws IOException {
        TelemetryBatch body = TelemetryBatch.of(client, batch);
        Request.Builder request = new Request.Builder()
                .url(url(endpoint).toString())
                .header("X-Request-ID", UUID.randomUUID().toString())
                .post(RequestBody.create(Json.write(body).getBytes(StandardCharsets.UTF_8), JSON));
        if (settings.token() != null) {
            request.header("Authorization", "Bearer " + settings.token().reveal());
        }
        try (Response response = http.newCall(request.build()).execute()) {
            int status = response.code();
            if (status / 100 != 2) {
                note("the telemetry endpoint responded with status " + status);
            }
            return status / 100 == 2 || status == 400 || status == 422;
        }
    }

    /** PX_TELEMETRY_ENDPOINT may be the URL of the server or of the route. */
    static URI url(URI endpoint) {
        String text = endpoint.toString();
        String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return URI.create(base.endsWith(ROUTE) ? base : base + ROUTE);
    }

    private void note(String text) {
        listener.on(new PublishEvent.Note(PublishEvent.Note.Level.DEBUG, text));
    }

    private static String folderName(URI endpoint) {
        return Sha256.hex(endpoint.toString()).substring(0, 16);
    }
}
