package io.powerx.publish.sandbox.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A publish, as stored in the database.
 *
 * @param pluginName at most 255 characters; empty if unknown
 * @param risk the level; empty if unknown
 * @param fingerprint of the artifacts' names, sizes and digests
 * @param contentKey identifies the content, independent of the channel
 * @param request the registration's metadata and signatures, as JSON
 * @param checks the results of the checks on completion, as JSON
 * @param slot the version number that this publish has reserved; null once it has released it
 */
public record PublishRow(
        String publishId,
        String versionId,
        String requestId,
        String pluginId,
        String version,
        String channel,
        String pluginName,
        String risk,
        String status,
        @Nullable String slot,
        String fingerprint,
        String contentKey,
        String request,
        @Nullable String checks,
        String registeredBy,
        Instant createdAt,
        Instant touchedAt,
        @Nullable Instant uploadedAt) {
    boolean awaitsUpload() {
        return status.equals("awaiting_upload");
    }
}
