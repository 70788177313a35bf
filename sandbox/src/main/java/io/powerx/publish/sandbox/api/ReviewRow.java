package io.powerx.publish.sandbox.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The entry of a version in the review queue.
 *
 * @param request the submission, as JSON
 */
public record ReviewRow(
        String queueId,
        String versionId,
        String status,
        String request,
        Instant submittedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String notes) {
    static final String COLUMNS = "queue_id, version_id, status, request, submitted_at, decided_by, decided_at, notes";

    static ReviewRow read(ResultSet row) throws SQLException {
        long decidedAt = row.getLong(7);
        boolean decided = !row.wasNull();
        return new ReviewRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getString(6),
                decided ? Instant.ofEpochMilli(decidedAt) : null,
                row.getString(8));
    }

    /** Whether a reviewer may still decide. */
    boolean isPending() {
        return status.equals("queued") || status.equals("in_review");
    }
}
