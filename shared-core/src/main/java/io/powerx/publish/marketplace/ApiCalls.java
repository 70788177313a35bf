package io.powerx.publish.marketplace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.Operation;
import io.powerx.publish.http.Outcome;
import io.powerx.publish.http.Reply;
import io.powerx.publish.http.ReplyTimeout;
import io.powerx.publish.http.Retrier;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Sends JSON requests to one server and converts its replies to results and errors. */
public final class ApiCalls {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int MAX_REPLY = 8 << 20;
    private static final int MAX_REDIRECTS = 3;

    /** How long a server may be silent while it assembles a large file, in stall timeouts. */
    private static final int STALLS_OF_AN_ASSEMBLY = 5;

    private final HttpUrl base;
    private final OkHttpClient client;
    private final OkHttpClient patient;
    private final OkHttpClient delivering;
    private final Retrier retrier;
    private final Clock clock;
    private final Dialect dialect;

    /**
     * Calls a server that implements the contract.
     *
     * @param redactor for texts of the server that errors show
     */
    public ApiCalls(URI base, OkHttpClient client, Retrier retrier, Clock clock, Redactor redactor) {
        this(base, client, retrier, clock, new MarketplaceDialect(redactor));
    }

    public ApiCalls(URI base, OkHttpClient client, Retrier retrier, Clock clock, Dialect dialect) {
        this.base = HttpUrl.get(Endpoints.require(base).toString());
        Duration stall = Duration.ofMillis(client.readTimeoutMillis());
        this.client = client;
        Duration assembly = stall.multipliedBy(STALLS_OF_AN_ASSEMBLY);
        Duration assemblyCall = Duration.ofMillis(client.connectTimeoutMillis()).plus(assembly.multipliedBy(2));
        this.patient = client.newBuilder()
                .readTimeout(assembly)
                .callTimeout(assemblyCall)
                .build();
        // Sending a package may take any time; only stalls end an attempt.
        this.delivering =
                ReplyTimeout.on(client.newBuilder().readTimeout(assembly).build(), assemblyCall);
        this.retrier = retrier;
        this.clock = clock;
        this.dialect = dialect;
    }

    /**
     * A request to send.
     *
     * @param body null for none; serialized to JSON unless it is a {@link RequestBody}
     */
    public record Sent(
            Route route,
            String method,
            List<String> path,
            @Nullable Object body,
            UnaryOperator<HttpUrl.Builder> query) {
        public static Sent get(Route route, String... path) {
            return new Sent(route, "GET", List.of(path), null, UnaryOperator.identity());
        }

        public static Sent post(Route route, Object body, String... path) {
            return new Sent(route, "POST", List.of(path), body, UnaryOperator.identity());
        }
    }

    /** Host and port, without a default port. */
    public String host() {
        return base.port() == HttpUrl.defaultPort(base.scheme()) ? base.host() : base.host() + ":" + base.port();
    }

    /**
     * Sends a request and reads the reply.
     *
     * @param token the bearer token; null to send none
     * @param headers adds headers to the request
     * @param read converts a successful reply
     * @param refused converts an unsuccessful reply that is a valid result; returns null if it is an error
     * @throws PublishException if the server replies with an error or cannot be reached
     */
    public <T> T call(
            Sent sent,
            @Nullable Supplier<Secret> token,
            UnaryOperator<Request.Builder> headers,
            BiFunction<JsonNode, Reply, T> read,
            BiFunction<Reply, Problem, @Nullable T> refused) {
        return call(sent, token, headers, read, refused, () -> null);
    }

    /**
     * Like the other {@code call}, for a request that must not be repeated without checking whether it took effect.
     *
     * @param seen called before each repetition; returns the result if an earlier attempt took effect, null otherwise
     */
    public <T> T call(
            Sent sent,
            @Nullable Supplier<Secret> token,
            UnaryOperator<Request.Builder> headers,
            BiFunction<JsonNode, Reply, T> read,
            BiFunction<Reply, Problem, @Nullable T> refused,
            Supplier<@Nullable T> seen) {
        Route route = sent.route();
        HttpUrl url = url(sent);
        String server = " at " + host();
        Operation operation = new Operation(
                route.operationId(), route.clause() + server, route.repeat(), sent.method(), url.toString());
        AtomicBoolean repeated = new AtomicBoolean();
        try {
            return retrier.call(operation, requestId -> {
                T effect = repeated.getAndSet(true) ? seen.get() : null;
                if (effect != null) {
                    return new Outcome.Done<>(effect, 0, "an earlier attempt took effect");
                }
                Request.Builder request = new Request.Builder()
                        .url(url)
                        .header("Accept", "application/json, application/problem+json")
                        .header("X-Request-ID", requestId)
                        .method(sent.method(), body(sent));
                if (token != null) {
                    authorize(request, token.get(), operation);
                }
                Reply reply = send(route, headers.apply(request).build());
                return outcome(route, reply, read, refused);
            });
        } catch (PublishException e) {
            throw e.code() == ErrorCode.PUBLISH_NOT_FOUND
                    ? e.restated(e.code(), e.found() + "; the request was " + sent.method() + " " + operation.url())
                    : e;
        }
    }

    private HttpUrl url(Sent sent) {
        HttpUrl.Builder url = base.newBuilder();
        sent.path().forEach(segment -> addSegment(url, segment));
        return sent.query().apply(url).build();
    }

    private static void addSegment(HttpUrl.Builder url, String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "send a request to the Marketplace",
                    "\"" + segment + "\" is not a valid id");
        }
        url.addPathSegment(segment);
    }

    private static @Nullable RequestBody body(Sent sent) throws IOException {
        // OkHttp adds a charset to the media type of text, and application/json has none.
        if (sent.body() instanceof RequestBody ready) {
            return ready;
        }
        return sent.body() == null ? null : RequestBody.create(Json.mapper().writeValueAsBytes(sent.body()), JSON);
    }

    private static void authorize(Request.Builder request, Secret token, Operation operation) {
        String value = token.reveal();
        if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw PublishException.of(
                    ErrorCode.UNAUTHORIZED,
                    operation.tried(),
                    "the token contains a character that is not allowed in a header");
        }
        request.header("Authorization", "Bearer " + value);
    }

    /** Follows redirects only for GET and on the same server: others could leak the token or repeat the request. */
    private Reply send(Route route, Request request) throws IOException, InterruptedException {
        OkHttpClient chosen =
                switch (route) {
                    case COMPLETE -> patient;
                    case CORE_ARTIFACT -> delivering;
                    default -> client;
                };
        Request next = request;
        for (int hop = 0; ; hop++) {
            Reply reply = HttpCall.send(chosen.newCall(next), MAX_REPLY);
            String location = reply.headers().get("Location");
            if (!reply.isRedirect() || location == null || !next.method().equals("GET") || hop == MAX_REDIRECTS) {
                return reply;
            }
            HttpUrl target = next.url().resolve(location);
            if (target == null
                    || !target.scheme().equals(base.scheme())
                    || !target.host().equals(base.host())
                    || target.port() != base.port()) {
                return reply;
            }
            next = next.newBuilder().url(target).build();
        }
    }

    private <T> Outcome<T> outcome(
            Route route,
            Reply reply,
            BiFunction<JsonNode, Reply, T> read,
            BiFunction<Reply, Problem, @Nullable T> refused) {
        if (!reply.isSuccessful()) {
            Problem problem = dialect.problem(reply);
            T result = refused.apply(reply, problem);
            return result == null
                    ? dialect.failure(route, reply, problem, clock.instant())
                    : new Outcome.Done<>(result, reply.status(), String.valueOf(problem.code()));
        }
        if (reply.oversized()) {
            return garbled(reply, "is larger than " + MAX_REPLY + " bytes");
        }
        try {
            JsonNode tree = dialect.content(reply);
            if (tree == null || tree.isMissingNode()) {
                return garbled(reply, "is empty");
            }
            if (!tree.isObject()) {
                return violated(reply, "is not a JSON object");
            }
            return new Outcome.Done<>(read.apply(tree, reply), reply.status(), "HTTP " + reply.status());
        } catch (InvalidReplyException e) {
            return violated(reply, e.getMessage());
        } catch (JsonEOFException e) {
            return garbled(reply, "ends in the middle");
        } catch (JsonProcessingException e) {
            return garbled(reply, "is not JSON");
        } catch (IOException e) {
            return garbled(reply, "cannot be read");
        }
    }

    /** A successful reply that is not JSON, and so may come from a proxy. */
    private static <T> Outcome<T> garbled(Reply reply, String what) {
        return unusable(reply, ErrorCode.PROTOCOL_ERROR, what);
    }

    /** A successful reply that is JSON, but not what the contract declares. */
    private static <T> Outcome<T> violated(Reply reply, String what) {
        return unusable(reply, ErrorCode.CONTRACT_VIOLATED, what);
    }

    private static <T> Outcome<T> unusable(Reply reply, ErrorCode code, String what) {
        return Outcome.Failed.of(
                reply.status(),
                "reply not understood",
                Outcome.Again.BRIEFLY,
                code,
                "the server's reply (HTTP " + reply.status() + ") " + what);
    }
}
