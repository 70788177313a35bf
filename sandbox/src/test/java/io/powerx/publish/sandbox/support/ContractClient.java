package io.powerx.publish.sandbox.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.contract.OpenApiContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A client that was written from the contract alone. It validates every reply against the OpenAPI document. */
public final class ContractClient {
    private static final OpenApiContract CONTRACT = OpenApiContract.marketplace();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final String token;

    public ContractClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    public ContractClient withToken(String other) {
        return new ContractClient(base, other);
    }

    public URI base() {
        return base;
    }

    public Reply register(ObjectNode request) {
        return register(request, request.path("publishRequestId").asText());
    }

    public Reply register(ObjectNode request, String key) {
        return send("POST", "/api/marketplace/plugins/publish", request, Map.of("Idempotency-Key", key));
    }

    public Reply get(String publishId) {
        return send("GET", "/api/marketplace/publishes/" + publishId, null);
    }

    public Reply renew(String publishId, JsonNode artifacts) {
        ObjectNode body = JSON.createObjectNode();
        body.set("artifacts", artifacts);
        return send("POST", "/api/marketplace/publishes/" + publishId + "/uploads", body);
    }

    public Reply renew(String publishId) {
        return send("POST", "/api/marketplace/publishes/" + publishId + "/uploads", null);
    }

    public Reply complete(String publishId, JsonNode artifacts) {
        ObjectNode body = JSON.createObjectNode();
        body.set("artifacts", artifacts);
        return send("POST", "/api/marketplace/publishes/" + publishId + "/complete", body);
    }

    public Reply submit(String versionId, String publishId) {
        return submit(versionId, JSON.createObjectNode().put("publishId", publishId));
    }

    public Reply submit(String versionId, JsonNode body) {
        return send("POST", "/api/marketplace/plugins/" + versionId + "/submit-review", body);
    }

    public Reply review(String versionId) {
        return send("GET", "/api/marketplace/plugins/" + versionId + "/review", null);
    }

    public Reply decide(String versionId, String decision, String notes) {
        return send(
                "PATCH",
                "/api/marketplace/plugins/" + versionId + "/review",
                JSON.createObjectNode().put("decision", decision).put("notes", notes));
    }

    public Reply status(String versionId, String status) {
        return send(
                "PATCH",
                "/api/marketplace/plugins/" + versionId + "/status",
                JSON.createObjectNode().put("status", status).put("reason", "because"));
    }

    public Reply versions(String pluginId, String query) {
        return send("GET", "/api/marketplace/plugins/" + pluginId + "/versions" + query, null);
    }

    public Reply preflight(JsonNode request) {
        return send("POST", "/api/marketplace/preflight", request);
    }

    public Reply audience() {
        return send("GET", "/api/marketplace/oidc/audience", null);
    }

    public Reply exchange(String identityToken, String pluginId) {
        return send(
                "POST",
                "/api/marketplace/oidc/token",
                JSON.createObjectNode().put("identityToken", identityToken).put("pluginId", pluginId));
    }

    public Reply telemetry(JsonNode batch) {
        return send("POST", "/telemetry/plugin/publish", batch);
    }

    public Reply send(String method, String path, JsonNode body) {
        return send(method, path, body, Map.of());
    }

    public Reply send(String method, String path, JsonNode body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        if (!token.isEmpty()) {
            all.putIfAbsent("Authorization", "Bearer " + token);
        }
        all.putIfAbsent("X-Request-ID", UUID.randomUUID().toString());
        byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            all.putIfAbsent("Content-Type", "application/json");
        }
        Reply reply = raw(method, base + path, bytes, all);
        assertThat(reply.header("x-request-id")).isEqualTo(all.get("X-Request-ID"));
        String plain = path.split("\\?", 2)[0];
        assertThat(CONTRACT.faultsOfResponse(method, plain, reply.status(), reply.headers(), reply.body()))
                .as("%s %s answered %s", method, path, reply)
                .isEmpty();
        return reply;
    }

    /** Sends a part as the contract requires: without a token, with the specified headers and the checksum. */
    public Reply put(JsonNode upload, JsonNode part, byte[] bytes) {
        Map<String, String> headers = new HashMap<>();
        part.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        if (upload.hasNonNull("checksumHeader")) {
            headers.put(upload.get("checksumHeader").asText(), base64Sha256(bytes));
        }
        return put(part.get("url").asText(), bytes, headers);
    }

    public Reply put(String url, byte[] bytes, Map<String, String> headers) {
        Reply reply = raw("PUT", url, bytes, headers);
        assertThat(CONTRACT.faultsOfResponse("PUT", "/signed-upload", reply.status(), reply.headers(), reply.body()))
                .as("PUT answered %s", reply)
                .isEmpty();
        return reply;
    }

    /** Sends the missing parts of a registered publish. Returns the body for completeUploads. */
    public ArrayNode upload(JsonNode publish, SamplePublish sample) {
        ArrayNode done = JSON.createArrayNode();
        for (JsonNode upload : publish.get("uploads")) {
            byte[] content = sample.content(upload.get("artifact").asText());
            ObjectNode artifact = done.addObject();
            artifact.put("name", upload.get("artifact").asText());
            artifact.put("sha256", upload.get("sha256").asText());
            ArrayNode parts = artifact.putArray("parts");
            for (JsonNode part : upload.get("parts")) {
                String etag = part.path("etag").asText();
                if (!part.get("received").asBoolean()) {
                    Reply reply = put(upload, part, slice(upload, part, content));
                    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
                    etag = reply.header("etag");
                }
                parts.addObject().put("number", part.get("number").asInt()).put("etag", etag);
            }
        }
        return done;
    }

    /** The content of a part. */
    public static byte[] slice(JsonNode upload, JsonNode part, byte[] content) {
        if (upload.get("mode").asText().equals("single")) {
            return content;
        }
        int size = upload.get("partSize").asInt();
        int from = (part.get("number").asInt() - 1) * size;
        return Arrays.copyOfRange(content, from, Math.min(content.length, from + size));
    }

    /** Registers, uploads, completes and submits. Returns the resulting Publish. */
    public JsonNode publish(SamplePublish sample) {
        Reply registered = register(sample.request());
        assertThat(registered.status()).as("%s", registered).isIn(200, 201);
        String publishId = registered.get("publishId");
        Reply completed = complete(publishId, upload(registered.json(), sample));
        assertThat(completed.status()).as("%s", completed).isEqualTo(200);
        Reply submitted = submit(registered.get("versionId"), publishId);
        assertThat(submitted.status()).as("%s", submitted).isEqualTo(202);
        return get(publishId).json();
    }

    /** Sends a request to any address. */
    public static Reply raw(String method, String url, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .method(
                        method,
                        body.length == 0 && !method.equals("PUT")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            Map<String, String> received = new TreeMap<>();
            response.headers()
                    .map()
                    .forEach((name, values) -> received.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            return new Reply(response.statusCode(), received, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String base64Sha256(byte[] bytes) {
        return Base64.getEncoder().encodeToString(sha256(bytes));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
