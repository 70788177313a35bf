package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.config.Channel;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Gives a check an unused plugin id and the steps of a publish. */
final class CheckContext {
    private static final String PUBLISH = "api/marketplace/plugins/publish";

    private final ConformanceTarget target;
    private final ApiClient client;
    private final SampleReleases releases;
    private final Observations observations;
    private final Set<String> versionIds = ConcurrentHashMap.newKeySet();
    private final String pluginId;

    CheckContext(ConformanceTarget target, ApiClient client, SampleReleases releases, Observations observations) {
        this.target = target;
        this.client = client;
        this.releases = releases;
        this.observations = observations;
        this.pluginId = releases.newPluginId();
    }

    ConformanceTarget target() {
        return target;
    }

    ApiClient client() {
        return client;
    }

    Observations observations() {
        return observations;
    }

    String pluginId() {
        return pluginId;
    }

    SampleRelease release() {
        return release("1.0.0", "first");
    }

    SampleRelease release(String version, String content) {
        return releases.release(pluginId, version, Channel.STABLE, content);
    }

    ApiResponse register(SampleRelease release) {
        return register(release, target.token());
    }

    ApiResponse register(SampleRelease release, @Nullable Secret token) {
        ApiResponse answer =
                client.send("POST", PUBLISH, release.request(), token, Map.of("Idempotency-Key", release.key()));
        String versionId = Members.textOrEmpty(answer.json(), "versionId");
        if (!versionId.isEmpty()) {
            versionIds.add(versionId);
        }
        return answer;
    }

    /** Registers a release, which must succeed. */
    JsonNode registered(SampleRelease release) {
        return UploadLayout.require(register(release).expect(201), release);
    }

    ApiResponse get(String publishId) {
        return client.send("GET", "api/marketplace/publishes/" + publishId, null);
    }

    ApiResponse renew(String publishId, @Nullable SampleRelease release) {
        ObjectNode body = Json.mapper().createObjectNode();
        if (release != null) {
            body.set("artifacts", release.artifacts());
        }
        return client.send("POST", "api/marketplace/publishes/" + publishId + "/uploads", body);
    }

    ApiResponse complete(String publishId, Object body) {
        return client.send("POST", "api/marketplace/publishes/" + publishId + "/complete", body);
    }

    ApiResponse submit(JsonNode publish) {
        return client.send(
                "POST",
                "api/marketplace/plugins/" + versionId(publish) + "/submit-review",
                Map.of("publishId", publishId(publish)));
    }

    ApiResponse review(JsonNode publish) {
        return client.send("GET", "api/marketplace/plugins/" + versionId(publish) + "/review", null);
    }

    ApiResponse status(JsonNode publish, String status) {
        return client.send(
                "PATCH",
                "api/marketplace/plugins/" + versionId(publish) + "/status",
                Map.of("status", status, "reason", "conformance check"));
    }

    /** Sends the missing parts. Returns the body for completeUploads. */
    ObjectNode upload(JsonNode publish, SampleRelease release) {
        Map<String, List<String>> etags = new LinkedHashMap<>();
        for (JsonNode upload : publish.path("uploads")) {
            String artifact = Members.text(upload, "artifact");
            for (JsonNode part : upload.path("parts")) {
                String etag = Members.flag(part, "received")
                        ? Members.text(part, "etag")
                        : etag(put(upload, part, bytes(upload, part, release)));
                etags.computeIfAbsent(artifact, name -> new ArrayList<>()).add(etag);
            }
        }
        return release.completion(etags);
    }

    /** Sends a part with the headers that the server specified for it. */
    ApiResponse put(JsonNode upload, JsonNode part, byte[] body) {
        return put(upload, part, body, body);
    }

    /** @param announced the content whose checksum is sent */
    ApiResponse put(JsonNode upload, JsonNode part, byte[] body, byte[] announced) {
        return client.put(url(part), headers(upload, part, announced), body);
    }

    static Map<String, String> headers(JsonNode upload, JsonNode part, byte[] announced) {
        Map<String, String> headers = new LinkedHashMap<>();
        String checksum = Members.textOrEmpty(upload, "checksumHeader");
        if (!checksum.isEmpty()) {
            headers.put(checksum, Base64.getEncoder().encodeToString(Sha256.of(announced)));
        }
        JsonNode required = part.path("headers");
        required.fieldNames().forEachRemaining(name -> headers.put(name, Members.text(required, name)));
        return headers;
    }

    static String url(JsonNode part) {
        String url = Members.textOrEmpty(part, "url");
        ContractViolation.unless(!url.isEmpty(), "part " + part.path("number") + " was not received and has no URL");
        return url;
    }

    static String etag(ApiResponse stored) {
        String etag = stored.expect(200).headers().get("ETag");
        ContractViolation.unless(etag != null && !etag.isBlank(), stored.request() + " stored a part without an ETag");
        return String.valueOf(etag);
    }

    static byte[] bytes(JsonNode upload, JsonNode part, SampleRelease release) {
        byte[] content = release.content(Members.text(upload, "artifact"));
        if (!UploadLayout.isMultipart(upload)) {
            return content;
        }
        long partSize = Members.number(upload, "partSize");
        long from = (Members.number(part, "number") - 1) * partSize;
        return Arrays.copyOfRange(content, (int) from, (int) Math.min(content.length, from + partSize));
    }

    /** Registers, uploads and completes a release, all of which must succeed. */
    JsonNode uploaded(SampleRelease release) {
        JsonNode publish = registered(release);
        ObjectNode completion = upload(publish, release);
        return complete(publishId(publish), completion).expect(200).json();
    }

    JsonNode submitted(SampleRelease release) {
        JsonNode publish = uploaded(release);
        submit(publish).expect(202);
        return publish;
    }

    static String publishId(JsonNode publish) {
        return Members.text(publish, "publishId");
    }

    static String versionId(JsonNode publish) {
        return Members.text(publish, "versionId");
    }

    static String unknownId(String prefix) {
        return prefix + "_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** Withdraws what the check published, if the server allows it; its result is not checked. */
    void tidy() {
        for (String versionId : versionIds) {
            try {
                client.send(
                        "PATCH",
                        "api/marketplace/plugins/" + versionId + "/status",
                        Map.of("status", "withdrawn", "reason", "end of a conformance check"));
            } catch (ContractViolation notWithdrawn) {
                return;
            }
        }
    }
}
