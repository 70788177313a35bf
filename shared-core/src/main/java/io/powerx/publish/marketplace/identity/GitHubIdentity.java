package io.powerx.publish.marketplace.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.Operation;
import io.powerx.publish.http.Outcome;
import io.powerx.publish.http.Outcome.Again;
import io.powerx.publish.http.Outcome.Failed;
import io.powerx.publish.http.Reply;
import io.powerx.publish.http.Retrier;
import io.powerx.publish.json.Json;
import io.powerx.publish.marketplace.ReplyReader;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.time.Clock;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Requests identity tokens from GitHub's runner service (GitHub documentation, "OpenID Connect reference"). */
final class GitHubIdentity {
    private static final int MAX_REPLY = 256 << 10;
    private static final String TRIED = "get an identity token from the CI";

    private final OkHttpClient client;
    private final Retrier retrier;
    private final Clock clock;

    GitHubIdentity(OkHttpClient client, Retrier retrier, Clock clock) {
        this.client = client;
        this.retrier = retrier;
        this.clock = clock;
    }

    Secret token(IdentityTokens.GitHub service, String audience) {
        HttpUrl url = HttpUrl.get(service.requestUrl());
        if (url == null || (!url.isHttps() && !Endpoints.isLoopback(url.host()))) {
            throw PublishException.of(ErrorCode.IDENTITY_TOKEN_UNAVAILABLE, TRIED, "its request URL is not https");
        }
        HttpUrl asked = url.newBuilder().setQueryParameter("audience", audience).build();
        Operation operation = new Operation("identityToken", TRIED, Operation.Repeat.ALWAYS, "GET", asked.toString());
        return retrier.call(operation, requestId -> {
            Request request = new Request.Builder()
                    .url(asked)
                    .header("Authorization", "Bearer " + service.requestToken().reveal())
                    .header("Accept", "application/json")
                    .build();
            return outcome(HttpCall.send(client.newCall(request), MAX_REPLY));
        });
    }

    private Outcome<Secret> outcome(Reply reply) {
        String words = "HTTP " + reply.status();
        if (!reply.isSuccessful()) {
            return Failed.<Secret>of(
                            reply.status(),
                            words,
                            reply.again(),
                            ErrorCode.IDENTITY_TOKEN_UNAVAILABLE,
                            "the CI's service answered " + words)
                    .after(reply.retryAfter(clock.instant()));
        }
        String token = token(reply);
        return token == null
                ? Failed.of(
                        reply.status(),
                        words,
                        Again.BRIEFLY,
                        ErrorCode.IDENTITY_TOKEN_UNAVAILABLE,
                        "the CI's service answered without a token")
                : new Outcome.Done<>(Secret.of(token), reply.status(), words);
    }

    private static @Nullable String token(Reply reply) {
        try {
            JsonNode tree = Json.mapper().readTree(reply.body().toByteArray());
            String value = tree == null ? null : ReplyReader.text(tree, "value");
            return value == null || value.isBlank() ? null : value;
        } catch (IOException e) {
            return null;
        }
    }
}
