package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Creates the contract's Publish. */
public final class PublishView {
    static final String CHECKSUM_HEADER = "x-amz-checksum-sha256";
    static final String CONTENT_TYPE = "application/octet-stream";

    private final Backend backend;
    private final URI base;

    PublishView(Backend backend, URI base) {
        this.backend = backend;
        this.base = base;
    }

    /** Includes signed URLs for the missing parts if the caller may upload. */
    ObjectNode of(PublishRecord publish, boolean withUrls) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("publishId", publish.row().publishId());
        body.put("versionId", publish.row().versionId());
        body.put("pluginId", publish.row().pluginId());
        body.put("version", publish.row().version());
        body.put("channel", publish.row().channel());
        body.put("status", publish.row().status());
        body.put(
                "reviewQueueId",
                publish.review() == null ? null : publish.review().queueId());
        ArrayNode uploads = body.putArray("uploads");
        boolean open = withUrls && publish.row().awaitsUpload();
        for (ArtifactRow artifact : publish.artifacts()) {
            if (artifact.isUploaded()) {
                uploads.add(upload(publish, artifact, open));
            }
        }
        return body;
    }

    private ObjectNode upload(PublishRecord publish, ArtifactRow artifact, boolean open) {
        ObjectNode upload = JsonNodeFactory.instance.objectNode();
        upload.put("artifact", artifact.name());
        upload.put("sha256", artifact.sha256());
        upload.put("mode", artifact.isMultipart() ? "multipart" : "single");
        if (artifact.isMultipart()) {
            upload.put("partSize", artifact.partSize());
        }
        Instant expiresAt = backend.uploadUrls().expiry();
        if (open) {
            upload.put("expiresAt", expiresAt.toString());
            upload.put("checksumHeader", CHECKSUM_HEADER);
        }
        if (publish.isUploaded()) {
            upload.put("downloadUrl", base + downloadPath(publish, artifact));
        }
        Map<Integer, PartRow> received =
                publish.partsOf(artifact).stream().collect(Collectors.toMap(PartRow::number, Function.identity()));
        Set<Integer> lost = publish.isUploaded() ? Set.of() : lost(received);
        ArrayNode parts = upload.putArray("parts");
        for (int number = 1; number <= artifact.partCount(); number++) {
            PartRow part = lost.contains(number) ? null : received.get(number);
            ObjectNode node = parts.addObject().put("number", number).put("received", part != null);
            if (part != null) {
                node.put("etag", part.etag()).put("sha256", part.sha256());
            } else if (open) {
                node.put(
                        "url", backend.uploadUrls().sign(base, publish.row().publishId(), artifact, number, expiresAt));
                node.putObject("headers").put("Content-Type", CONTENT_TYPE);
            }
        }
        return upload;
    }

    /** The received parts whose file is missing or incomplete, for example after a power failure. */
    private Set<Integer> lost(Map<Integer, PartRow> received) {
        return received.values().stream()
                .filter(part -> !backend.blobs().holds(part.file(), part.size()))
                .map(PartRow::number)
                .collect(Collectors.toSet());
    }

    /** The public path of an artifact; its last segment is only for readability. */
    public static String downloadPath(PublishRecord publish, ArtifactRow artifact) {
        String name = URLEncoder.encode(artifact.name(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "_")
                .replace("%5C", "_");
        return "/artifacts/" + publish.row().publishId() + "/" + artifact.ordinal() + "/" + name;
    }

    /** The page of a version. */
    static String versionUrl(URI base, String versionId) {
        return base + "/versions/" + versionId;
    }
}
