package io.powerx.publish.marketplace;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a review (contract, Review).
 *
 * @param status as the server wrote it; {@link ReviewState#of} reads it
 * @param nextCheckAt when to ask again; earlier requests make no sense
 * @param expectedReviewDuration ISO 8601 duration
 */
public record Review(
        String reviewQueueId,
        String versionId,
        String status,
        @Nullable String reviewUrl,
        Instant nextCheckAt,
        @Nullable String expectedReviewDuration,
        @Nullable Decision decision)
        implements Serializable {
    public record Decision(
            @Nullable String by,
            @Nullable Instant at,
            @Nullable String notes,
            @Nullable List<Issue> issues) implements Serializable {}

    public record Issue(@Nullable String field, @Nullable String message) implements Serializable {}
}
