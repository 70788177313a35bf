package io.powerx.publish.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.Reply;
import io.powerx.publish.json.Json;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Sends batches to an endpoint. */
final class TelemetryClient implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int MAX_REPLY = 1 << 20;

    private final URI endpoint;
    private final @Nullable Secret token;
    private final Client client;
    private final Clock clock;
    private final OkHttpClient http;

    /** @param timeout for one request */
    TelemetryClient(
            URI endpoint, @Nullable Secret token, Client client, HttpSettings http, Duration timeout, Clock clock) {
        this.endpoint = endpoint;
        this.token = token;
        this.client = client;
        this.clock = clock;
        this.http = HttpClients.create(http).newBuilder().callTimeout(timeout).build();
    }

    /**
     * The reply to a batch.
     *
     * @param retryAfter null if the reply does not specify it
     * @param rejected the ids of events that will never be accepted, in lower case
     * @param duplicates events that the endpoint had already; null if the reply does not specify it
     */
    record Answer(
            int status,
            @Nullable Duration retryAfter,
            Set<String> rejected,
            @Nullable Integer duplicates) {}

    URI endpoint() {
        return endpoint;
    }

    /** @param dropped events that were dropped and not reported yet */
    TelemetryBatch batch(List<TelemetryEvent> events, long dropped) {
        return TelemetryBatch.of(client, dropped, events);
    }

    Answer send(TelemetryBatch batch) throws IOException, InterruptedException {
        byte[] body = Json.write(batch).getBytes(StandardCharsets.UTF_8);
        Request.Builder request = new Request.Builder()
                .url(TelemetrySettings.route(endpoint).toString())
                .header("X-Request-ID", UUID.randomUUID().toString())
                .post(RequestBody.create(body, JSON));
        if (token != null) {
            request.header("Authorization", "Bearer " + token.reveal());
        }
        Reply reply = HttpCall.send(http.newCall(request.build()), MAX_REPLY);
        JsonNode content = content(reply);
        Set<String> rejected = new HashSet<>();
        content.path("rejected")
                .forEach(event -> rejected.add(event.path("eventId").asText().toLowerCase(Locale.ROOT)));
        JsonNode duplicates = content.path("duplicates");
        return new Answer(
                reply.status(),
                reply.retryAfter(clock.instant()),
                rejected,
                duplicates.isInt() ? duplicates.intValue() : null);
    }

    private static JsonNode content(Reply reply) {
        try {
            return Json.lenient().readTree(reply.body().toByteArray());
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        HttpClients.close(http);
    }
}
