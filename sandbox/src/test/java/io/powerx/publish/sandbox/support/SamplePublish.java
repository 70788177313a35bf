package io.powerx.publish.sandbox.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A mutable sample publish: a registration and the content of its artifacts. */
public final class SamplePublish {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode request = JSON.createObjectNode();
    private final Map<String, byte[]> contents = new LinkedHashMap<>();

    /** A publish without artifacts. */
    public SamplePublish(String pluginId, String version, String channel) {
        request.put("publishRequestId", UUID.randomUUID().toString());
        ObjectNode metadata = request.putObject("metadata");
        metadata.put("pluginId", pluginId);
        metadata.put("name", "Note");
        metadata.put("version", version);
        metadata.put("channel", channel);
        metadata.putArray("permissions").add("note.read").add("note.write");
        metadata.putArray("dependencies")
                .addObject()
                .put("id", "com.powerx.base")
                .put("range", ">=1.0.0");
        metadata.putObject("releaseNotes").put("format", "markdown").put("text", "# News\n\nBetter notes.");
        metadata.putObject("risk").put("level", "low");
        metadata.putObject("rollout").put("strategy", "direct");
        request.putArray("artifacts");
        request.putArray("signatures");
    }

    /** A publish with one package that is not an archive. */
    public static SamplePublish simple(String pluginId, String version) {
        return new SamplePublish(pluginId, version, "stable")
                .artifact(
                        pluginId + "-" + version + ".pxp",
                        "package",
                        ("package of " + version).getBytes(StandardCharsets.UTF_8));
    }

    /** A publish with a real package and its integrity list, unsigned. */
    public static SamplePublish packaged(String pluginId, String version) {
        SamplePackage pack = SamplePackage.of(pluginId, version);
        return new SamplePublish(pluginId, version, "stable")
                .artifact(pluginId + "-" + version + ".pxp", "package", pack.tarGz())
                .artifact(pluginId + "-" + version + ".integrity.txt", "integrity", pack.integrity());
    }

    /** Adds an artifact, or replaces its content. */
    public SamplePublish artifact(String name, String role, byte[] content) {
        contents.put(name, content);
        ArrayNode artifacts = artifacts();
        for (int i = 0; i < artifacts.size(); i++) {
            if (artifacts.get(i).path("name").asText().equals(name)) {
                artifacts.remove(i);
            }
        }
        artifacts
                .addObject()
                .put("name", name)
                .put("role", role)
                .put("platform", "any")
                .put("size", content.length)
                .put("sha256", HexFormat.of().formatHex(ContractClient.sha256(content)));
        return this;
    }

    public SamplePublish signature(String artifact, String format, String algorithm, byte[] value, List<String> chain) {
        ObjectNode signature = ((ArrayNode) request.get("signatures")).addObject();
        signature.put("artifact", artifact);
        signature.put("format", format);
        signature.put("algorithm", algorithm);
        signature.put("value", Base64.getEncoder().encodeToString(value));
        ArrayNode certificates = signature.putArray("certificateChain");
        chain.forEach(certificates::add);
        return this;
    }

    public SamplePublish key(UUID publishRequestId) {
        request.put("publishRequestId", publishRequestId.toString());
        return this;
    }

    public SamplePublish channel(String channel) {
        metadata().put("channel", channel);
        return this;
    }

    public ObjectNode request() {
        return request;
    }

    public ObjectNode metadata() {
        return (ObjectNode) request.get("metadata");
    }

    public ArrayNode artifacts() {
        return (ArrayNode) request.get("artifacts");
    }

    public byte[] content(String artifact) {
        return contents.get(artifact);
    }

    public String nameOf(String role) {
        for (var artifact : artifacts()) {
            if (artifact.path("role").asText().equals(role)) {
                return artifact.path("name").asText();
            }
        }
        throw new IllegalArgumentException(role);
    }
}
