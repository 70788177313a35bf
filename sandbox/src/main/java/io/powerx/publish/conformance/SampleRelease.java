package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A version to publish: the request for registerPublish, and the content of its artifacts. */
final class SampleRelease {
    private final ObjectNode request;
    private final Map<String, byte[]> contents = new LinkedHashMap<>();

    SampleRelease(ObjectNode request) {
        this.request = request;
    }

    ObjectNode request() {
        return request;
    }

    String key() {
        return request.path("publishRequestId").textValue();
    }

    /** Changes the idempotency key. */
    SampleRelease under(String otherKey) {
        request.put("publishRequestId", otherKey);
        return this;
    }

    ArrayNode artifacts() {
        return request.withArray("artifacts");
    }

    /** The SHA-256 of the integrity list, in hex. */
    String contentDigest() {
        for (JsonNode artifact : artifacts()) {
            if (artifact.path("role").asText().equals("integrity")) {
                return artifact.path("sha256").asText();
            }
        }
        throw new IllegalStateException("a sample release has an integrity list");
    }

    List<String> names() {
        return new ArrayList<>(contents.keySet());
    }

    byte[] content(String artifact) {
        byte[] content = contents.get(artifact);
        if (content == null) {
            throw new ContractViolation("an upload is for an artifact that was not announced: " + artifact);
        }
        return content;
    }

    /** A copy with one more artifact. */
    SampleRelease with(String name, String role, byte[] content) {
        contents.put(name, content);
        artifacts()
                .addObject()
                .put("name", name)
                .put("role", role)
                .put("platform", "any")
                .put("size", content.length)
                .put("sha256", Sha256.hex(content));
        return this;
    }

    /** A copy that announces an artifact with a wrong digest. */
    SampleRelease withFalseDigest(String name, byte[] content) {
        with(name, "report", content);
        ObjectNode last = (ObjectNode) artifacts().get(artifacts().size() - 1);
        last.put("sha256", Sha256.hex("not " + name));
        return this;
    }

    /** The body of completeUploads, from the etags of each artifact's parts in order. */
    ObjectNode completion(Map<String, List<String>> etags) {
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode list = body.putArray("artifacts");
        artifacts().forEach(artifact -> {
            ObjectNode named = list.addObject();
            named.set("name", artifact.path("name"));
            named.set("sha256", artifact.path("sha256"));
            ArrayNode parts = named.putArray("parts");
            int number = 1;
            for (String etag : etags.getOrDefault(artifact.path("name").textValue(), List.of())) {
                parts.addObject().put("number", number++).put("etag", etag);
            }
        });
        return body;
    }
}
