package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.Operation;
import io.powerx.publish.http.Outcome;
import io.powerx.publish.http.Reply;
import io.powerx.publish.http.Retrier;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The HTTP side of a signing service. Its token goes to no other host, and over plain HTTP only to this machine. */
final class SigningService {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int MAX_REPLY = 1 << 20;
    private static final int MAX_SHOWN = 200;

    private final OkHttpClient http;
    private final Retrier retrier;
    private final Clock clock;
    private final HttpUrl endpoint;
    private final @Nullable Secret token;

    /** Of the token, which a reply may repeat: it is removed before the reply is shortened. */
    private final Redactor redactor = new Redactor();

    @SuppressWarnings("ArrayRecordComponent")
    record SignRequest(
            String profile,
            String algorithm,
            byte @Nullable [] digest,
            byte @Nullable [] message,
            @Nullable SigningContext context) {}

    @SuppressWarnings("ArrayRecordComponent")
    record SignReply(byte[] signature, List<String> certificateChain) {}

    record CertificateReply(List<String> certificateChain, String algorithm) {}

    private record Problem(@Nullable String title, @Nullable String detail) {}

    SigningService(Signers.Connection connection, URI endpoint, @Nullable Secret token, Clock clock) {
        HttpUrl url = HttpUrl.get(Endpoints.require(endpoint).toString());
        this.http = connection.client();
        this.retrier = connection.retrier();
        this.clock = clock;
        this.endpoint = url;
        this.token = token;
        if (token != null) {
            redactor.add(token);
        }
    }

    CertificateReply certificate(String profile) {
        CertificateReply reply = call(request("signing/certificate", profile).get(), CertificateReply.class);
        if (reply.certificateChain() == null || reply.algorithm() == null) {
            throw failed("its reply has no certificateChain or no algorithm");
        }
        return reply;
    }

    SignReply sign(SignRequest request) {
        SignReply reply = call(
                request("signing/sign", null).post(RequestBody.create(Json.write(request), JSON)), SignReply.class);
        if (reply.signature() == null || reply.certificateChain() == null) {
            throw failed("its reply has no signature or no certificateChain");
        }
        return reply;
    }

    static PublishException failed(String found) {
        return PublishException.of(ErrorCode.SIGNING_SERVICE_FAILED, "sign with the signing service", found);
    }

    private Request.Builder request(String path, @Nullable String profile) {
        HttpUrl.Builder url = endpoint.newBuilder().addPathSegments(path);
        if (profile != null) {
            url.addQueryParameter("profile", profile);
        }
        Request.Builder request = new Request.Builder().url(url.build()).header("Accept", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token.reveal());
        }
        return request;
    }

    private <T> T call(Request.Builder request, Class<T> type) {
        Request unnumbered = request.build();
        // The same digest may be signed twice.
        Operation operation = new Operation(
                "sign",
                "sign with the signing service",
                Operation.Repeat.ALWAYS,
                unnumbered.method(),
                unnumbered.url().toString());
        try {
            return retrier.call(
                    operation,
                    requestId -> outcome(
                            HttpCall.send(
                                    http.newCall(request.header("X-Request-ID", requestId)
                                            .build()),
                                    MAX_REPLY),
                            type));
        } catch (PublishException e) {
            if (e.code() == ErrorCode.INTERRUPTED || e.code() == ErrorCode.SIGNING_SERVICE_FAILED) {
                throw e;
            }
            throw PublishException.of(
                            ErrorCode.SIGNING_SERVICE_FAILED, "reach the signing service " + endpoint, e.found())
                    .requestId(e.requestId().orElse(null))
                    .causedBy(e);
        }
    }

    private <T> Outcome<T> outcome(Reply reply, Class<T> type) {
        if (reply.oversized()) {
            return refused(reply, Outcome.Again.NEVER, "its reply is larger than " + MAX_REPLY + " bytes");
        }
        byte[] body = reply.body().toByteArray();
        if (reply.status() != 200) {
            return SigningService.<T>refused(reply, reply.again(), "it answered " + reply.status() + problem(body))
                    .after(reply.retryAfter(clock.instant()));
        }
        try {
            T answer = Json.mapper().readValue(body, type);
            return answer == null
                    ? refused(reply, Outcome.Again.NEVER, "its reply is empty")
                    : new Outcome.Done<>(answer, reply.status(), "HTTP " + reply.status());
        } catch (IOException e) {
            return refused(reply, Outcome.Again.BRIEFLY, "its reply violates the contract");
        }
    }

    private static <T> Outcome.Failed<T> refused(Reply reply, Outcome.Again again, String found) {
        return Outcome.Failed.of(
                reply.status(), "HTTP " + reply.status(), again, ErrorCode.SIGNING_SERVICE_FAILED, found);
    }

    private String problem(byte[] body) {
        try {
            Problem problem = Json.mapper().readValue(body, Problem.class);
            String text = problem.detail() == null ? problem.title() : problem.detail();
            return text == null ? "" : ": " + ForeignText.oneLine(text, MAX_SHOWN, redactor);
        } catch (IOException e) {
            return "";
        }
    }
}
