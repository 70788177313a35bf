package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.powerx.publish.contract.ContractOperation;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.Reply;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Sends requests as the contract describes them, once each unless the server is busy and asks to send them again. */
final class ApiClient implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final ContractOperation UPLOAD_PART = Observations.CONTRACT.operation("uploadPart");
    private static final int MAX_REPLY = 8 << 20;
    private static final int TIMES_BUSY = 5;
    private static final Duration MAX_BUSY = Duration.ofSeconds(30);

    private final ConformanceTarget target;
    private final HttpUrl base;
    private final OkHttpClient client;
    private final Observations observations;
    private final List<String> requestIds = new CopyOnWriteArrayList<>();

    ApiClient(ConformanceTarget target, Observations observations) {
        this.target = target;
        this.base = HttpUrl.get(Endpoints.require(target.url()).toString());
        this.client = HttpClients.create(target.http());
        this.observations = observations;
    }

    /** Returns the ids of the requests since the last call. */
    List<String> takeRequestIds() {
        List<String> taken = List.copyOf(requestIds);
        requestIds.clear();
        return taken;
    }

    ApiResponse send(String method, String path, @Nullable Object body) {
        return send(method, path, body, target.token(), Map.of());
    }

    /**
     * Sends a request to the Marketplace.
     *
     * @param path relative to the base, optionally with a query
     * @param token null to send none
     */
    ApiResponse send(
            String method, String path, @Nullable Object body, @Nullable Secret token, Map<String, String> headers) {
        String[] parts = path.split("\\?", 2);
        HttpUrl.Builder url = base.newBuilder().addPathSegments(parts[0]);
        Request.Builder request = new Request.Builder()
                .url(url.query(parts.length == 2 ? parts[1] : null).build())
                .header("Accept", "application/json, application/problem+json")
                .method(method, body == null ? emptyFor(method) : RequestBody.create(bytes(body), JSON));
        if (token != null) {
            request.header("Authorization", "Bearer " + token.reveal());
        }
        headers.forEach(request::header);
        ContractOperation operation =
                Observations.CONTRACT.operation(method, "/" + parts[0]).orElseThrow();
        return exchange(operation, method + " /" + path, request);
    }

    /** Sends a part to a signed URL, with the headers that the server specified and without a token. */
    ApiResponse put(String url, Map<String, String> headers, byte[] body) {
        HttpUrl address = HttpUrl.parse(url);
        if (address == null || !(address.isHttps() || Endpoints.isLoopback(address.host()))) {
            throw new ContractViolation("an upload has a URL that is not https");
        }
        Request.Builder request = new Request.Builder().url(address).put(RequestBody.create(body, null));
        headers.forEach(request::header);
        String shown = "PUT " + ForeignText.oneLine(address.host() + address.encodedPath(), 200);
        return exchange(UPLOAD_PART, shown, request);
    }

    private ApiResponse exchange(ContractOperation operation, String shown, Request.Builder request) {
        for (int time = 1; ; time++) {
            String requestId = newRequestId();
            Reply reply = reply(shown, request.header("X-Request-ID", requestId).build());
            observations.observe(operation, reply, requestId);
            if (!operation.equals(UPLOAD_PART)) {
                observations.observeRequestId(shown, reply, requestId);
            }
            boolean busy = reply.status() == 429 || reply.status() == 503;
            if (!busy || time == TIMES_BUSY) {
                return new ApiResponse(shown, reply.status(), reply.headers(), parsed(reply));
            }
            pause(reply);
        }
    }

    void pause(Duration duration) {
        try {
            target.timing().sleeper().sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Conformance.interrupted();
        }
    }

    private void pause(Reply reply) {
        Duration asked = reply.retryAfter(target.timing().clock().instant());
        Duration wait = asked == null ? Duration.ofSeconds(1) : asked;
        pause(wait.compareTo(MAX_BUSY) > 0 ? MAX_BUSY : wait);
    }

    private Reply reply(String shown, Request request) {
        try {
            return HttpCall.send(client.newCall(request), MAX_REPLY);
        } catch (IOException e) {
            throw new ContractViolation(
                    shown + " received no reply: " + ForeignText.oneLine(String.valueOf(e.getMessage()), 200));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Conformance.interrupted();
        }
    }

    private String newRequestId() {
        String id = UUID.randomUUID().toString();
        requestIds.add(id);
        return id;
    }

    private static @Nullable RequestBody emptyFor(String method) {
        return method.equals("GET") ? null : RequestBody.create(new byte[0], null);
    }

    private static byte[] bytes(Object body) {
        return Json.write(body).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode parsed(Reply reply) {
        try {
            JsonNode tree = Json.mapper().readTree(reply.body().toByteArray());
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        HttpClients.close(client);
    }
}
