package io.powerx.publish.marketplace.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCategory;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RateLimitGate;
import io.powerx.publish.http.Retrier;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.marketplace.ApiCalls;
import io.powerx.publish.marketplace.ApiCalls.Sent;
import io.powerx.publish.marketplace.InvalidReplyException;
import io.powerx.publish.marketplace.ReplyReader;
import io.powerx.publish.marketplace.Route;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Trusted publishing: exchanges a CI's identity token for a short-lived access token, and again shortly before that one expires. Safe
 * for use by many threads, which share one exchange.
 */
public final class OidcTokens implements TokenSource, AutoCloseable {
    private static final Duration MAX_LIFETIME = Duration.ofHours(24);
    private static final int EXCHANGES = 3;

    private record Access(Secret token, Instant goodUntil) {}

    private final IdentityTokens source;
    private final Redactor redactor;
    private final PublishListener listener;
    private final ApiCalls calls;
    private final GitHubIdentity github;
    private final Timing timing;
    private final RetrySettings retry;
    private final OkHttpClient client;
    private final Map<String, Access> tokens = new HashMap<>();
    private @Nullable String audience;

    /**
     * Nothing is sent before a token is needed.
     *
     * @param base the Marketplace's URL
     * @param listener receives every request attempt, and the claims of each token that was exchanged
     * @param redactor receives every token before it is used: the CI's and the Marketplace's
     */
    public OidcTokens(
            URI base,
            IdentityTokens source,
            HttpSettings http,
            RetrySettings retry,
            Timing timing,
            PublishListener listener,
            Redactor redactor) {
        this.source = source;
        this.redactor = redactor;
        this.listener = listener;
        this.timing = timing;
        this.retry = retry;
        this.client = HttpClients.create(http);
        Retrier retrier = new Retrier(retry, timing, new RateLimitGate(timing), listener);
        this.calls = new ApiCalls(base, client, retrier, timing.clock(), redactor);
        this.github = new GitHubIdentity(client, retrier, timing.clock());
    }

    /** The audience that the Marketplace requires in identity tokens; empty if it does not offer trusted publishing. */
    public Optional<String> audience() {
        String answer = calls.call(
                Sent.get(Route.OIDC_AUDIENCE, "api", "marketplace", "oidc", "audience"),
                null,
                UnaryOperator.identity(),
                (tree, reply) -> text(tree, "audience"),
                (reply, problem) -> reply.status() == 404 && problem.code() != null ? "" : null);
        return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
    }

    /**
     * {@inheritDoc}
     *
     * @throws PublishException {@link ErrorCode#TOKEN_MISSING} if the Marketplace does not offer trusted publishing, {@link
     *     ErrorCode#PUBLISHER_NOT_TRUSTED} and {@link ErrorCode#IDENTITY_TOKEN_INVALID} with the token's claims
     */
    @Override
    public synchronized Secret token(String pluginId) {
        Access known = tokens.get(pluginId);
        if (known != null && timing.clock().instant().isBefore(known.goodUntil())) {
            return known.token();
        }
        Access fresh = exchange(pluginId);
        redactor.add(fresh.token());
        tokens.put(pluginId, fresh);
        return fresh.token();
    }

    /** An exchange is never repeated with the same identity token, which may be valid only once; only GitHub issues a new one. */
    private Access exchange(String pluginId) {
        for (int number = 1; ; number++) {
            Secret identity = identity();
            redactor.add(identity);
            try {
                Access access = exchange(pluginId, identity);
                listener.on(new PublishEvent.IdentityExchanged(IdentityClaims.of(identity, redactor)));
                return access;
            } catch (PublishException e) {
                if (e.code() == ErrorCode.PUBLISH_NOT_FOUND) {
                    throw notOffered(e);
                }
                boolean passing = e.code().category() == ErrorCategory.NETWORK && e.code() != ErrorCode.TLS_FAILED;
                if (!passing || !(source instanceof IdentityTokens.GitHub) || number == EXCHANGES) {
                    throw withClaims(e, identity);
                }
                pause(e);
            }
        }
    }

    private Access exchange(String pluginId, Secret identity) {
        Map<String, String> body = Map.of("identityToken", identity.reveal(), "pluginId", pluginId);
        Instant asked = timing.clock().instant();
        return calls.call(
                Sent.post(Route.OIDC_EXCHANGE, body, "api", "marketplace", "oidc", "token"),
                null,
                UnaryOperator.identity(),
                (tree, reply) -> access(tree, asked),
                (reply, problem) -> null);
    }

    private static Access access(JsonNode tree, Instant asked) {
        long seconds = Math.max(
                0, Math.min(MAX_LIFETIME.toSeconds(), tree.path("expiresIn").asLong(0)));
        // A tenth early, so that a token does not expire on its way to the server.
        return new Access(Secret.of(text(tree, "accessToken")), asked.plusSeconds(seconds - seconds / 10));
    }

    private Secret identity() {
        if (source instanceof IdentityTokens.GitHub service) {
            return github.token(service, service.audience() == null ? cachedAudience() : service.audience());
        }
        cachedAudience();
        return source instanceof IdentityTokens.TokenFile file ? file.read() : ((IdentityTokens.Given) source).token();
    }

    private String cachedAudience() {
        if (audience == null) {
            audience = audience().orElseThrow(() -> notOffered(null));
        }
        return audience;
    }

    private static PublishException notOffered(@Nullable PublishException cause) {
        return PublishException.of(
                        ErrorCode.TOKEN_MISSING,
                        "publish with the CI's identity",
                        "the Marketplace does not offer trusted publishing")
                .requestId(cause == null ? null : cause.requestId().orElse(null))
                .causedBy(cause);
    }

    private void pause(PublishException failure) {
        try {
            timing.sleeper().sleep(retry.baseDelay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PublishException.of(ErrorCode.INTERRUPTED, failure.tried(), "the publish was interrupted")
                    .causedBy(e);
        }
    }

    private PublishException withClaims(PublishException e, Secret identity) {
        boolean aboutIdentity =
                e.code() == ErrorCode.IDENTITY_TOKEN_INVALID || e.code() == ErrorCode.PUBLISHER_NOT_TRUSTED;
        if (!aboutIdentity) {
            return e;
        }
        String found = e.found() + "; the claims of the identity token: " + IdentityClaims.describe(identity, redactor);
        return e.restated(e.code(), found);
    }

    private static String text(JsonNode tree, String name) {
        String value = ReplyReader.text(tree, name);
        if (value == null || value.isBlank() || value.length() > 64 << 10) {
            throw new InvalidReplyException("has no usable " + name);
        }
        return value;
    }

    /** Cancels requests in progress and closes the connections. */
    @Override
    public void close() {
        HttpClients.close(client);
    }
}
