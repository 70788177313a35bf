package io.powerx.publish.sandbox.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Forwards requests to a Marketplace and passes each reply through a filter. Signed URLs lead through it as well. If the Marketplace
 * closes a connection, the proxy closes the connection to the client.
 */
public final class ForwardingProxy implements AutoCloseable {
    private static final int MAX_SIZE = 64 << 20;
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "date", ":status");

    static {
        // Otherwise every reply waits for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** How much of a reply the client receives. */
    public enum Delivery {
        COMPLETE,
        /** Half of the body; then the connection is closed. */
        CUT,
        /** Nothing; the connection is closed. */
        CLOSED
    }

    /**
     * One side of an exchange.
     *
     * @param status 0 for a request
     * @param headers by lower-case name
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Message(
            String method, String path, int status, Map<String, String> headers, byte[] body, Delivery delivery) {
        public Message(String method, String path, int status, Map<String, String> headers, byte[] body) {
            this(method, path, status, headers, body, Delivery.COMPLETE);
        }

        public Message with(Delivery other) {
            return new Message(method, path, status, headers, body, other);
        }
    }

    /** Decides what the client receives. Called by several threads at once. */
    @FunctionalInterface
    public interface Filter {
        /** Returns a reply to send without forwarding the request; empty to forward it. */
        default Optional<Message> answer(Message request) {
            return Optional.empty();
        }

        /** Returns the reply to send instead, or the same. */
        Message reply(Message request, Message reply);
    }

    /** The client under test, because other clients retry some of the failures that tests cause. */
    private final OkHttpClient http = HttpClients.create(HttpSettings.DEFAULT);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Filter filter;
    private final HttpServer server;
    private final URI target;

    /** Forwards to the Marketplace at that address. */
    public ForwardingProxy(URI target, Filter filter) {
        this.target = target;
        this.filter = filter;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::forward);
        server.start();
    }

    /** The address for clients. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(lower(name), values.get(0)));
            Message request = new Message(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    0,
                    headers,
                    exchange.getRequestBody().readAllBytes());
            Optional<Message> answer = filter.answer(request);
            Message reply =
                    answer.isPresent() ? answer.get() : filter.reply(request, send(request, exchange.getRequestURI()));
            if (reply.delivery() == Delivery.CLOSED) {
                return;
            }
            byte[] body = new String(reply.body(), StandardCharsets.UTF_8)
                    .replace(target.toString(), uri().toString())
                    .getBytes(StandardCharsets.UTF_8);
            reply.headers().forEach((name, value) -> {
                if (!OWN_HEADERS.contains(name)) {
                    exchange.getResponseHeaders().set(name, value);
                }
            });
            if (reply.delivery() == Delivery.CUT) {
                exchange.sendResponseHeaders(reply.status(), Math.max(2, body.length));
                exchange.getResponseBody().write(body, 0, body.length / 2);
                exchange.getResponseBody().flush();
                return;
            }
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Message send(Message request, URI uri) throws IOException, InterruptedException {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        Request.Builder forwarded = new Request.Builder()
                .url(target + uri.getRawPath() + query)
                .method(
                        request.method(),
                        request.method().equals("GET") ? null : RequestBody.create(request.body(), null));
        request.headers().forEach((name, value) -> {
            if (!OWN_HEADERS.contains(name)) {
                forwarded.header(name, value);
            }
        });
        Reply reply = HttpCall.send(http.newCall(forwarded.build()), MAX_SIZE);
        Map<String, String> headers = new HashMap<>();
        reply.headers().forEach(header -> headers.put(lower(header.getFirst()), header.getSecond()));
        return new Message(
                request.method(),
                request.path(),
                reply.status(),
                headers,
                reply.body().toByteArray());
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        HttpClients.close(http);
    }
}
