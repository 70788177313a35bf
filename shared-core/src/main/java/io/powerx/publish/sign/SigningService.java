package io.powerx.publish.sign;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** The HTTP side of a signing service. Its token goes to no other host, and over plain HTTP only to this machine. */
final class SigningService {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int MAX_REPLY = 1 << 20;
    private static final int MAX_SHOWN = 200;

    private final OkHttpClient http;
    private final HttpUrl endpoint;
    private final @Nullable Secret token;

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

    SigningService(OkHttpClient http, URI endpoint, @Nullable Secret token) {
        HttpUrl url = HttpUrl.get(Endpoints.require(endpoint).toString());
        this.http = http.newBuilder().followRedirects(false).build();
        this.endpoint = url;
        this.token = token;
    }

    CertificateReply certificate(String profile) {
        CertificateReply reply =
                call(request("signing/certificate", profile).get().build(), CertificateReply.class);
        if (reply.certificateChain() == null || reply.algorithm() == null) {
            throw failed("its answer has no certificateChain or no algorithm", null);
        }
        return reply;
    }

    SignReply sign(SignRequest request) {
        SignReply reply = call(
                request("signing/sign", null)
                        .post(RequestBody.create(Json.write(request), JSON))
                        .build(),
                SignReply.class);
        if (reply.signature() == null || reply.certificateChain() == null) {
            throw failed("its answer has no signature or no certificateChain", null);
        }
        return reply;
    }

    static PublishException failed(String found, @Nullable String requestId) {
        return PublishException.of(ErrorCode.SIGNING_SERVICE_FAILED, "sign with the signing service", found)
                .requestId(requestId)
                .build();
    }

    private Request.Builder request(String path, @Nullable String profile) {
        HttpUrl.Builder url = endpoint.newBuilder().addPathSegments(path);
        if (profile != null) {
            url.addQueryParameter("profile", profile);
        }
        Request.Builder request = new Request.Builder()
                .url(url.build())
                .header("Accept", "application/json")
                .header("X-Request-ID", UUID.randomUUID().toString());
        if (token != null) {
            request.header("Authorization", "Bearer " + token.reveal());
        }
        return request;
    }

    private <T> T call(Request request, Class<T> type) {
        String requestId = request.header("X-Request-ID");
        try (Response response = http.newCall(request).execute()) {
            byte[] body = body(response);
            if (response.code() != 200) {
                throw failed("it answered " + response.code() + problem(body), requestId);
            }
            T reply = Json.mapper().readValue(body, type);
            if (reply == null) {
                throw failed("its answer is empty", requestId);
            }
            return reply;
        } catch (JsonProcessingException e) {
            throw failed("its answer does not follow the contract", requestId);
        } catch (IOException e) {
            throw PublishException.of(
                            ErrorCode.SIGNING_SERVICE_FAILED,
                            "reach the signing service " + endpoint,
                            "the connection failed: " + ForeignText.oneLine(String.valueOf(e.getMessage()), MAX_SHOWN))
                    .requestId(requestId)
                    .causedBy(e)
                    .build();
        }
    }

    private static byte[] body(Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(MAX_REPLY + 1L)) {
            throw new IOException("the answer is larger than " + MAX_REPLY + " bytes");
        }
        return source.readByteArray();
    }

    private static String problem(byte[] body) {
        try {
            Problem problem = Json.mapper().readValue(body, Problem.class);
            String text = problem.detail() == null ? problem.title() : problem.detail();
            return text == null ? "" : ": " + ForeignText.oneLine(text, MAX_SHOWN);
        } catch (IOException e) {
            return "";
        }
    }
}
