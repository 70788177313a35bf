package io.powerx.publish.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.AllowedAddresses;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RateLimitGate;
import io.powerx.publish.http.Reply;
import io.powerx.publish.http.Retrier;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.http.ServerAddress;
import io.powerx.publish.http.Timing;
import io.powerx.publish.marketplace.ApiCalls.Sent;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The Marketplace's HTTP contract (docs/contracts/marketplace.openapi.yaml). Safe for use by many threads. */
public final class HttpMarketplace implements Marketplace {
    private static final int MAX_PAGES = 100;
    private static final int MAX_ITEMS = 10_000;
    private static final int MAX_CURSOR_LENGTH = 4096;

    /** Replies of servers that do not have a route. */
    private static final Set<Integer> NOT_OFFERED = Set.of(404, 405, 501);

    private final URI base;
    private final ServerAddress address = new ServerAddress();
    private final ApiCalls calls;
    private final Supplier<Secret> token;
    private final Retrier retrier;
    private final Timing timing;
    private final OkHttpClient client;
    private final Redactor redactor;

    private HttpMarketplace(Builder builder) {
        this.token = builder.token;
        this.timing = builder.timing;
        this.retrier = new Retrier(builder.retry, timing, new RateLimitGate(timing), builder.listener);
        this.base = builder.base;
        this.client = TraceContext.on(HttpClients.create(builder.http), builder.trace)
                .newBuilder()
                .addNetworkInterceptor(address)
                .build();
        this.redactor = builder.redactor;
        this.calls = new ApiCalls(builder.base, client, retrier, timing.clock(), redactor);
    }

    /**
     * Starts to configure a client.
     *
     * @param base the Marketplace's URL, with or without a path
     * @param token called for each attempt
     */
    public static Builder builder(URI base, Supplier<Secret> token) {
        return new Builder(base, token);
    }

    /**
     * {@inheritDoc}
     *
     * <p>If the server has the same request with other artifacts (a rebuild whose signature has other bytes), this attaches to it: the
     * new artifacts are announced if the upload is not complete, otherwise the publish is returned as it is.
     */
    @Override
    public Registration register(PublishRequest request) {
        String key = request.publishRequestId().toString();
        Sent sent = Sent.post(Route.REGISTER, request, "api", "marketplace", "plugins", "publish");
        Attached attached = send(
                sent,
                http -> http.header("Idempotency-Key", key),
                (tree, reply) -> new Attached(new Registration(ReplyReader.publish(tree), reply.status() == 200), null),
                HttpMarketplace::reused);
        if (attached.publishId() == null) {
            return Objects.requireNonNull(attached.registration());
        }
        Publish existing = get(attached.publishId());
        return new Registration(
                existing.awaitsUpload() ? renew(existing.publishId(), request.artifacts()) : existing, true);
    }

    private record Attached(
            @Nullable Registration registration, @Nullable String publishId) {}

    private static @Nullable Attached reused(Reply reply, Problem problem) {
        String publishId = problem.publishId();
        return "idempotency_key_reused".equals(problem.code()) && publishId != null && !publishId.isBlank()
                ? new Attached(null, publishId)
                : null;
    }

    @Override
    public Publish get(String publishId) {
        return send(
                Sent.get(Route.GET_PUBLISH, "api", "marketplace", "publishes", publishId), publishWithId(publishId));
    }

    @Override
    public Publish renew(String publishId, List<Artifact> artifacts) {
        Map<String, List<Artifact>> body = Map.of("artifacts", artifacts);
        return send(
                Sent.post(Route.RENEW, body, "api", "marketplace", "publishes", publishId, "uploads"),
                publishWithId(publishId));
    }

    @Override
    public Publish complete(String publishId, CompleteRequest request) {
        return send(
                Sent.post(Route.COMPLETE, request, "api", "marketplace", "publishes", publishId, "complete"),
                publishWithId(publishId));
    }

    @Override
    public Review submit(String versionId, ReviewRequest request) {
        return send(
                Sent.post(Route.SUBMIT, request, "api", "marketplace", "plugins", versionId, "submit-review"),
                this::review);
    }

    @Override
    public Review review(String versionId) {
        return send(Sent.get(Route.GET_REVIEW, "api", "marketplace", "plugins", versionId, "review"), this::review);
    }

    @Override
    public VersionInfo changeStatus(String versionId, String status, String reason) {
        Map<String, String> body = Map.of("status", status, "reason", reason);
        Sent sent = new Sent(
                Route.CHANGE_STATUS,
                "PATCH",
                List.of("api", "marketplace", "plugins", versionId, "status"),
                body,
                UnaryOperator.identity());
        return send(sent, (tree, reply) -> ReplyReader.version(tree));
    }

    @Override
    public List<VersionInfo> versions(String pluginId, Channel channel) {
        List<VersionInfo> versions = new ArrayList<>();
        Set<String> cursors = new HashSet<>();
        String cursor = null;
        do {
            Page page = page(pluginId, channel, cursor);
            page.items().stream().filter(item -> item.channel() == channel).forEach(versions::add);
            cursor = page.next();
        } while (cursor != null && cursors.add(cursor) && cursors.size() < MAX_PAGES && versions.size() < MAX_ITEMS);
        return List.copyOf(versions);
    }

    private record Page(List<VersionInfo> items, @Nullable String next) {}

    private Page page(String pluginId, Channel channel, @Nullable String cursor) {
        UnaryOperator<HttpUrl.Builder> query = url -> {
            url.addQueryParameter("channel", channel.wireName());
            return cursor == null ? url : url.addQueryParameter("cursor", cursor);
        };
        Sent sent = new Sent(
                Route.LIST_VERSIONS,
                "GET",
                List.of("api", "marketplace", "plugins", pluginId, "versions"),
                null,
                query);
        return send(
                sent,
                UnaryOperator.identity(),
                (tree, reply) -> readPage(tree),
                (reply, problem) -> reply.status() == 404 && problem.code() != null ? new Page(List.of(), null) : null);
    }

    @Override
    public Optional<PreflightReply> preflight(PreflightRequest request) {
        return send(
                Sent.post(Route.PREFLIGHT, request, "api", "marketplace", "preflight"),
                UnaryOperator.identity(),
                (tree, reply) -> Optional.of(PreflightReader.read(tree, request)),
                (reply, problem) -> NOT_OFFERED.contains(reply.status()) ? Optional.empty() : null);
    }

    private static Page readPage(JsonNode tree) {
        List<VersionInfo> items = new ArrayList<>();
        for (JsonNode item : ReplyReader.bounded(tree, "items", MAX_ITEMS)) {
            ReplyReader.versionOf(item).ifPresent(items::add);
        }
        String next = ReplyReader.text(tree, "nextCursor");
        return new Page(items, next == null || next.isEmpty() || next.length() > MAX_CURSOR_LENGTH ? null : next);
    }

    /** If a cache or proxy mixed up replies, the wrong version would be submitted. */
    private static BiFunction<JsonNode, Reply, Publish> publishWithId(String publishId) {
        return (tree, reply) -> {
            Publish publish = ReplyReader.publish(tree);
            if (!publish.publishId().equals(publishId)) {
                throw new InvalidReplyException("is about another publish");
            }
            return publish;
        };
    }

    private Review review(JsonNode tree, Reply reply) {
        return ReplyReader.review(tree, timing.clock().instant(), redactor);
    }

    @Override
    public AllowedAddresses uploadAddresses() {
        return address.allowed(HttpUrl.get(base.toString()));
    }

    private <T> T send(Sent sent, BiFunction<JsonNode, Reply, T> read) {
        return send(sent, UnaryOperator.identity(), read, (reply, problem) -> null);
    }

    private <T> T send(
            Sent sent,
            UnaryOperator<Request.Builder> headers,
            BiFunction<JsonNode, Reply, T> read,
            BiFunction<Reply, Problem, @Nullable T> refused) {
        return calls.call(sent, token, headers, read, refused);
    }

    /** Cancels requests in progress and closes the connections. */
    @Override
    public void close() {
        HttpClients.close(client);
    }

    /** Configures a client; everything but the URL and the token has a default. */
    public static final class Builder {
        private final URI base;
        private final Supplier<Secret> token;
        private HttpSettings http = HttpSettings.DEFAULT;
        private RetrySettings retry = RetrySettings.DEFAULT;
        private Timing timing = Timing.SYSTEM;
        private PublishListener listener = PublishListener.NONE;
        private Redactor redactor = new Redactor();
        private @Nullable TraceContext trace;

        private Builder(URI base, Supplier<Secret> token) {
            this.base = base;
            this.token = token;
        }

        public Builder http(HttpSettings settings) {
            this.http = settings;
            return this;
        }

        public Builder retry(RetrySettings settings) {
            this.retry = settings;
            return this;
        }

        public Builder timing(Timing clockAndSleeper) {
            this.timing = clockAndSleeper;
            return this;
        }

        /** The trace that the requests belong to; null for none. */
        public Builder trace(@Nullable TraceContext context) {
            this.trace = context;
            return this;
        }

        /** Removes secrets from texts of the server that errors show; by default only what looks like a secret. */
        public Builder redactor(Redactor secrets) {
            this.redactor = secrets;
            return this;
        }

        /** Receives every request attempt. */
        public Builder listener(PublishListener attempts) {
            this.listener = attempts;
            return this;
        }

        /**
         * Creates the client; nothing is sent yet.
         *
         * @throws PublishException {@link ErrorCode#ENDPOINT_INSECURE} or {@link ErrorCode#OPTION_INVALID} for an unusable URL, or the
         *     code of an unusable HTTP setting
         */
        public HttpMarketplace build() {
            return new HttpMarketplace(this);
        }
    }
}
