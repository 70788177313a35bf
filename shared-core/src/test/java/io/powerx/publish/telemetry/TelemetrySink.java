package io.powerx.publish.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.powerx.publish.contract.OpenApiContract;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A telemetry endpoint on loopback, which answers as a test decides, and keeps what it accepted. */
final class TelemetrySink implements AutoCloseable {
    private final OpenApiContract contract = OpenApiContract.marketplace();
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Every batch that arrived. */
    final List<JsonNode> batches = new CopyOnWriteArrayList<>();

    /** The events of the batches that were answered with 202. */
    final List<JsonNode> accepted = new CopyOnWriteArrayList<>();

    /** The dropped events that the batches answered with 202 report. */
    final AtomicLong dropped = new AtomicLong();

    /** What violates the contract. */
    final List<String> faults = new CopyOnWriteArrayList<>();

    volatile Function<JsonNode, Answer> behavior = batch -> Answer.ACCEPTED;

    /** @param body of the reply; null to never reply */
    record Answer(
            int status, @Nullable String body, @Nullable String retryAfter) {
        static final Answer ACCEPTED = new Answer(202, "{}", null);
        static final Answer NONE = new Answer(0, null, null);
        static final Answer CUT = new Answer(-1, "", null);

        static Answer of(int status) {
            return new Answer(status, "{}", null);
        }
    }

    TelemetrySink() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/telemetry/plugin/publish", this::serve);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        faults.addAll(contract.faultsOfRequest("POST", "/telemetry/plugin/publish", java.util.Map.of(), body));
        JsonNode batch = Json.mapper().readTree(body);
        Answer answer;
        synchronized (this) {
            batches.add(batch);
            answer = behavior.apply(batch);
            if (answer.status() == 202) {
                batch.get("events").forEach(accepted::add);
                dropped.addAndGet(batch.at("/source/dropped").asLong());
            }
        }
        if (answer.body() == null) {
            await();
            return;
        }
        if (answer.status() < 0) {
            exchange.close();
            return;
        }
        if (answer.retryAfter() != null) {
            exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
        }
        byte[] reply = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<String> acceptedIds() {
        return accepted.stream().map(event -> event.get("eventId").asText()).toList();
    }

    /** Whether a batch has an event of that version of a plugin. */
    static boolean contains(JsonNode batch, String version) {
        return StreamSupport.stream(batch.get("events").spliterator(), false)
                .anyMatch(event -> event.path("version").asText().equals(version));
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
