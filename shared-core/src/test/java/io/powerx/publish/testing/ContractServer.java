package io.powerx.publish.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.powerx.publish.contract.OpenApiContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Marketplace written from the OpenAPI document alone, with everything in memory and a script of faults. Every request and
 * every reply is validated against the document; {@link #violations()} must stay empty.
 */
public final class ContractServer implements AutoCloseable {
    public static final String TOKEN = "canary-token-5f1c9d";

    /** Only keeps a test that fails from hanging. */
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

    /** Loading it takes longer than most tests. */
    private static final OpenApiContract CONTRACT = OpenApiContract.marketplace();

    static {
        // Without it every answer waits for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** A request as it came. */
    public record Seen(String operation, String method, String path, Map<String, List<String>> headers, long length) {
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().get(0))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** A reply that has been decided on and not begun. */
    @FunctionalInterface
    private interface Sending {
        void send() throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ObjectMapper json = new ObjectMapper();
    private final ContractState state;
    private final Map<String, Deque<Fault>> script = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();

    private ContractServer(Clock clock) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        state = new ContractState(
                json, clock, "http://127.0.0.1:" + server.getAddress().getPort());
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public static ContractServer start() {
        return start(Clock.systemUTC());
    }

    /** @param clock by which signed URLs expire */
    public static ContractServer start(Clock clock) {
        try {
            return new ContractServer(clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What the server holds, and how it cuts, signs and forgets. */
    public ContractState state() {
        return state;
    }

    /** The next requests of that operation meet these faults, one each. */
    public ContractServer fail(String operation, Fault... faults) {
        script.computeIfAbsent(operation, name -> new ArrayDeque<>()).addAll(List.of(faults));
        return this;
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    public List<Seen> seen(String operation) {
        return seen.stream().filter(one -> one.operation().equals(operation)).toList();
    }

    /** What requests had that the document does not allow. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Most parts that were ever on their way at once. */
    public int mostPartsInFlight() {
        return mostInFlight.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            ContractState.Target target = state.target(
                    exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
            boolean part = target.operation().equals("uploadPart");
            if (part) {
                mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            }
            Sending reply;
            try {
                byte[] body = exchange.getRequestBody().readAllBytes();
                see(new Seen(
                        target.operation(),
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
                        Map.copyOf(exchange.getRequestHeaders()),
                        body.length));
                reply = answer(exchange, target, body);
            } finally {
                // Before the reply, after which the client may send the next part.
                if (part) {
                    inFlight.decrementAndGet();
                }
            }
            reply.send();
        }
    }

    private void see(Seen request) {
        synchronized (seen) {
            seen.add(request);
            seen.notifyAll();
        }
    }

    private void awaitRequests(String operation, int count) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        synchronized (seen) {
            while (seen(operation).size() < count && System.nanoTime() < deadline) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(seen, deadline - System.nanoTime());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private Sending answer(HttpExchange exchange, ContractState.Target target, byte[] body) throws IOException {
        check(exchange, target, body);
        Fault fault = next(target.operation());
        if (fault != null && !fault.acts()) {
            if (fault.kind() != Fault.Kind.ANSWER) {
                return () -> {};
            }
            fault.headers().forEach(exchange.getResponseHeaders()::set);
            return () -> send(exchange, fault.status(), fault.body().getBytes(StandardCharsets.UTF_8));
        }
        if (fault != null && fault.awaited() != null) {
            awaitRequests(fault.awaited().operation(), fault.awaited().count());
        }
        ContractState.Answer answer = authorized(exchange, target)
                ? state.act(target, exchange.getRequestHeaders(), exchange.getRequestURI(), body)
                : state.problem(401, "unauthorized");
        byte[] bytes = answer.body() == null ? new byte[0] : json.writeValueAsBytes(answer.body());
        if (!target.operation().equals("unknown")) {
            CONTRACT.faultsOfResponse(
                            CONTRACT.operation(target.operation()), answer.status(), lowerCase(answer.headers()), bytes)
                    .forEach(one -> violations.add("reply to " + target.operation() + ": " + one));
        }
        if (fault == null || fault.kind() != Fault.Kind.BARE) {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
        }
        return () -> {
            if (fault == null
                    || Set.of(Fault.Kind.NOTHING, Fault.Kind.LATE, Fault.Kind.BARE)
                            .contains(fault.kind())) {
                send(exchange, answer.status(), bytes);
            } else if (fault.kind() == Fault.Kind.CUT) {
                exchange.sendResponseHeaders(answer.status(), Math.max(2, bytes.length));
                exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
                exchange.getResponseBody().flush();
            } else if (fault.kind() == Fault.Kind.TRUNCATED) {
                byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
                send(exchange, answer.status(), half);
            }
        };
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private Fault next(String operation) {
        Deque<Fault> faults = script.get(operation);
        if (faults == null) {
            return null;
        }
        synchronized (faults) {
            return faults.pollFirst();
        }
    }

    private static boolean authorized(HttpExchange exchange, ContractState.Target target) {
        return switch (target.operation()) {
            case "uploadPart", "oidcAudience", "oidcExchange" -> true;
            default -> ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        };
    }

    private void check(HttpExchange exchange, ContractState.Target target, byte[] body) throws IOException {
        var headers = exchange.getRequestHeaders();
        if (headers.getFirst("X-Request-ID") == null) {
            violations.add(target.operation() + " without X-Request-ID");
        }
        if (!String.valueOf(headers.getFirst("User-Agent")).startsWith("px-publish/")) {
            violations.add(target.operation() + " with User-Agent " + headers.getFirst("User-Agent"));
        }
        if (!target.operation().equals("unknown")) {
            Map<String, String> first = new HashMap<>();
            headers.forEach((name, values) -> first.put(name, values.get(0)));
            CONTRACT.faultsOfRequest(CONTRACT.operation(target.operation()), lowerCase(first), body)
                    .forEach(one -> violations.add(target.operation() + ": " + one));
        }
        if (target.operation().equals("registerPublish")
                && !json.readTree(body).path("publishRequestId").asText().equals(headers.getFirst("Idempotency-Key"))) {
            violations.add("Idempotency-Key is not the publishRequestId");
        }
        if (target.operation().equals("uploadPart")) {
            if (headers.containsKey("Authorization")) {
                violations.add("the token went to the store");
            }
            if (headers.getFirst("Content-Length") == null) {
                violations.add("a part without Content-Length");
            }
        }
        if (target.operation().equals("unknown")) {
            violations.add("no such route: " + exchange.getRequestMethod() + " " + exchange.getRequestURI());
        }
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> lower = new HashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
