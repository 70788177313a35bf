package io.powerx.publish.sandbox.api;

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
    /** Whether a reviewer decided, and the publisher has not withdrawn the version since. */
    public boolean isDecided() {
        return status.equals("approved") || status.equals("rejected") || status.equals("needs_changes");
    }

    /** Whether a reviewer may still decide. */
    boolean isPending() {
        return status.equals("queued") || status.equals("in_review");
    }
}
