package io.powerx.publish.sandbox.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A publish, as stored in the database.
 *
 * @param fingerprint of the artifacts' names, sizes and digests
 * @param contentKey identifies the content, independent of the channel
 * @param request the registration's metadata and signatures, as JSON
 * @param checks the results of the checks on completion, as JSON
 * @param holdsVersion whether this publish has reserved the version number
 */
public record PublishRow(
        String publishId,
        String versionId,
        String requestId,
        String pluginId,
        String version,
        String channel,
        String status,
        boolean holdsVersion,
        String fingerprint,
        String contentKey,
        String request,
        @Nullable String checks,
        String registeredBy,
        Instant createdAt,
        Instant touchedAt,
        @Nullable Instant uploadedAt) {
    static final String COLUMNS =
            "publish_id, version_id, request_id, plugin_id, version, channel, status, slot, fingerprint, content_key, "
                    + "request, checks, registered_by, created_at, touched_at, uploaded_at";

    static PublishRow read(ResultSet row) throws SQLException {
        long uploadedAt = row.getLong(16);
        boolean uploaded = !row.wasNull();
        return new PublishRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8) != null,
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                Instant.ofEpochMilli(row.getLong(14)),
                Instant.ofEpochMilli(row.getLong(15)),
                uploaded ? Instant.ofEpochMilli(uploadedAt) : null);
    }

    boolean awaitsUpload() {
        return status.equals("awaiting_upload");
    }
}
