package io.powerx.publish.marketplace;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a review stands (contract, Review).
 *
 * @param status as the server wrote it; {@link ReviewState#of} reads it
 * @param nextCheckAt asking again earlier makes no sense
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
