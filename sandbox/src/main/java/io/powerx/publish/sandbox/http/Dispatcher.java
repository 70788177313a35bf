package io.powerx.publish.sandbox.http;

import io.powerx.publish.sandbox.Fault;
import io.powerx.publish.sandbox.FaultScript;
import io.powerx.publish.sandbox.SandboxListener.AnsweredRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Handles a request: checks its host and the rate limit, applies scripted faults, calls its route and writes the reply. */
final class Dispatcher {
    /** How much is read and discarded of a body that no route has read. */
    private static final long MAX_DRAINED = 64L << 20;

    private final Router router;
    private final HostRule hosts;
    private final HttpServer.Settings settings;
    private final RateLimit rateLimit;
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    Dispatcher(Router router, HostRule hosts, HttpServer.Settings settings) {
        this.router = router;
        this.hosts = hosts;
        this.settings = settings;
        this.rateLimit = new RateLimit(settings.requestsPerSecond(), settings.clock());
    }

    void handle(Request request, Response response, Callback callback) {
        Handling handling = new Handling(request);
        @Nullable Throwable failure = null;
        try {
            HttpResponse reply = handling.reply();
            if (handling.fault instanceof Fault.DropBeforeReply) {
                throw new CutInputStream.CutException();
            }
            handling.status = reply.status();
            drain(request);
            write(reply, handling.requestId, response);
        } catch (CutInputStream.CutException e) {
            request.getConnectionMetaData().getConnection().getEndPoint().close();
            failure = e;
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
        try {
            settings.listener().answered(handling.answered());
        } finally {
            // Last, because a server that stops waits for requests that have not ended.
            if (failure == null) {
                callback.succeeded();
            } else {
                callback.failed(failure);
            }
        }
    }

    /** One request on its way through the server. */
    private final class Handling {
        private final Request request;
        private final Instant at = settings.clock().instant();
        private final long started = System.nanoTime();
        private final String requestId;
        private final String path;
        private String operation = "unknown";
        private Fault fault = Fault.NONE;
        private int status;

        Handling(Request request) {
            this.request = request;
            this.requestId = RequestIds.of(request.getHeaders().get("X-Request-ID"));
            this.path = request.getHttpURI().getCanonicalPath();
        }

        /**
         * Calls the route.
         *
         * @throws IOException if the client or a scripted fault closes the connection
         */
        HttpResponse reply() throws IOException {
            try {
                URI base = hosts.baseOf(request.getHttpURI());
                Router.Match match = router.match(request.getMethod(), path);
                operation = match.operation();
                rateLimit.pass();
                fault = scriptedFault();
                return call(
                        fault,
                        new HttpExchange(request, requestId, base, operation, match.parameters()),
                        match.route());
            } catch (ProblemException e) {
                return settings.refusals().answer(e, rejected());
            } catch (CutInputStream.CutException | EofException e) {
                throw e;
            } catch (Exception e) {
                settings.listener().failed(requestId, e);
                return settings.refusals().answer(internalError(), rejected());
            }
        }

        private Fault scriptedFault() {
            int nth = calls.computeIfAbsent(operation, name -> new AtomicInteger())
                    .incrementAndGet();
            return settings.faults().decide(new FaultScript.Call(operation, nth, request.getMethod(), path, requestId));
        }

        private HttpServer.Rejected rejected() {
            boolean wantsPage = request.getHeaders().getValuesList(HttpHeader.ACCEPT).stream()
                    .anyMatch(accepted -> accepted.contains("text/html"));
            return new HttpServer.Rejected(requestId, path, wantsPage);
        }

        AnsweredRequest answered() {
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            return new AnsweredRequest(at, request.getMethod(), path, operation, status, requestId, took);
        }
    }

    private static HttpResponse call(Fault fault, HttpExchange exchange, Router.Route route) throws Exception {
        if (fault instanceof Fault.Status planted) {
            ProblemException problem =
                    ProblemException.of(planted.status(), planted.code(), "A fault script makes this request fail.");
            throw planted.retryAfter() == null ? problem : problem.retryAfter(planted.retryAfter());
        }
        if (fault instanceof Fault.DropBeforeActing) {
            throw new CutInputStream.CutException();
        }
        if (fault instanceof Fault.DropInBody cut) {
            exchange.cutBodyAfter(cut.bytes());
        }
        return route.answer(exchange);
    }

    private static ProblemException internalError() {
        return ProblemException.of(500, "internal_error", "The server failed to process this request.");
    }

    /**
     * Reads the rest of the body. A client that is still sending does not read the reply to a rejected request, and after any other reply
     * Jetty closes the connection, which the client then uses for its next request.
     */
    private static void drain(Request request) throws IOException {
        // A client that waits for "100 Continue" does not send the body after a refusal.
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            return;
        }
        byte[] buffer = new byte[16 << 10];
        InputStream body = Content.Source.asInputStream(request);
        long drained = 0;
        int read = 0;
        while (read >= 0 && drained < MAX_DRAINED) {
            read = body.read(buffer);
            drained += read;
        }
    }

    private static void write(HttpResponse reply, String requestId, Response response) throws IOException {
        response.setStatus(reply.status());
        response.getHeaders().put("X-Request-ID", requestId);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Cache-Control", "no-store");
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        if (reply.body() instanceof HttpResponse.Bytes bytes) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.content().length);
            Content.Sink.write(response, true, ByteBuffer.wrap(bytes.content()));
        } else if (reply.body() instanceof HttpResponse.Streamed streamed) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, streamed.length());
            try (OutputStream out = Content.Sink.asOutputStream(response)) {
                streamed.writer().writeTo(out);
            }
        }
    }
}
