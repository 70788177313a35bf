package io.powerx.publish.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A Sentry server that accepts envelopes and rejects what is not one (Sentry's developer documentation, "Envelopes"): a header line, then
 * for each item a header line with its type and length, that many bytes, and a line feed.
 */
public final class SentryReceiver implements AutoCloseable {
    static final String KEY = "4f1c9b2e7a6d4b0f8c3e5d7a9b1c2d3e";
    private static final String PATH = "/api/42/envelope/";

    private final HttpServer server;
    final List<JsonNode> events = new CopyOnWriteArrayList<>();
    public final List<String> bodies = new CopyOnWriteArrayList<>();
    final List<String> faults = new CopyOnWriteArrayList<>();
    volatile int status = 200;

    public SentryReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    public String dsn() {
        return "http://" + KEY + "@127.0.0.1:" + server.getAddress().getPort() + "/42";
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            bodies.add(new String(body, StandardCharsets.UTF_8));
            check(exchange.getRequestMethod().equals("POST"), "the method is not POST");
            check(exchange.getRequestURI().getPath().equals(PATH), "the path is " + exchange.getRequestURI());
            String auth = String.valueOf(exchange.getRequestHeaders().getFirst("X-Sentry-Auth"));
            check(auth.startsWith("Sentry ") && auth.contains("sentry_key=" + KEY), "the key is missing");
            check(auth.contains("sentry_version=7"), "the version of the protocol is missing");
            check(
                    "application/x-sentry-envelope"
                            .equals(exchange.getRequestHeaders().getFirst("Content-Type")),
                    "the type is wrong");
            read(body);
            exchange.sendResponseHeaders(faults.isEmpty() ? status : 400, -1);
        }
    }

    private void read(byte[] body) throws IOException {
        int at = lineEnd(body, 0);
        JsonNode header = Json.mapper().readTree(Arrays.copyOfRange(body, 0, at));
        check(header.path("event_id").asText().matches("[0-9a-f]{32}"), "the header has no event id");
        at++;
        while (at < body.length) {
            int end = lineEnd(body, at);
            JsonNode item = Json.mapper().readTree(Arrays.copyOfRange(body, at, end));
            int length = item.path("length").asInt(-1);
            check(length >= 0 && end + 1 + length <= body.length, "the length of an item is wrong");
            if ("event".equals(item.path("type").asText())) {
                events.add(Json.mapper().readTree(Arrays.copyOfRange(body, end + 1, end + 1 + length)));
            }
            at = end + 1 + length;
            check(at == body.length || body[at] == '\n', "an item does not end with a line feed");
            at++;
        }
    }

    private static int lineEnd(byte[] body, int from) {
        int at = from;
        while (at < body.length && body[at] != '\n') {
            at++;
        }
        return at;
    }

    private void check(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
