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
        Instant at = settings.clock().instant();
        long started = System.nanoTime();
        String requestId = RequestIds.of(request.getHeaders().get("X-Request-ID"));
        String path = request.getHttpURI().getCanonicalPath();
        String operation = "unknown";
        int status = 0;
        @Nullable Throwable failure = null;
        try {
            HttpResponse reply;
            Fault fault = Fault.NONE;
            try {
                URI base = hosts.baseOf(request.getHttpURI());
                Router.Match match = router.match(request.getMethod(), path);
                operation = match.operation();
                rateLimit.pass();
                fault = faultFor(operation, request.getMethod(), path, requestId);
                HttpExchange exchange = new HttpExchange(request, requestId, base, operation, match.parameters());
                reply = meet(fault, exchange, match.route());
            } catch (ProblemException e) {
                reply = settings.refusals().answer(e, rejected(request, requestId, path));
            } catch (CutInputStream.CutException | EofException e) {
                throw e;
            } catch (Exception e) {
                settings.listener().failed(requestId, e);
                reply = settings.refusals().answer(internalError(), rejected(request, requestId, path));
            }
            if (fault instanceof Fault.DropBeforeReply) {
                throw new CutInputStream.CutException();
            }
            status = reply.status();
            drain(request);
            write(reply, requestId, response);
        } catch (CutInputStream.CutException e) {
            request.getConnectionMetaData().getConnection().getEndPoint().close();
            failure = e;
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        try {
            settings.listener()
                    .answered(new AnsweredRequest(at, request.getMethod(), path, operation, status, requestId, took));
        } finally {
            // Last, because a server that stops waits for requests that have not ended.
            if (failure == null) {
                callback.succeeded();
            } else {
                callback.failed(failure);
            }
        }
    }

    private static HttpServer.Rejected rejected(Request request, String requestId, String path) {
        boolean wantsPage = request.getHeaders().getValuesList(HttpHeader.ACCEPT).stream()
                .anyMatch(accepted -> accepted.contains("text/html"));
        return new HttpServer.Rejected(requestId, path, wantsPage);
    }

    private Fault faultFor(String operation, String method, String path, String requestId) {
        int nth = calls.computeIfAbsent(operation, name -> new AtomicInteger()).incrementAndGet();
        return settings.faults().decide(new FaultScript.Call(operation, nth, method, path, requestId));
    }

    private static HttpResponse meet(Fault fault, HttpExchange exchange, Router.Route route) throws Exception {
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
