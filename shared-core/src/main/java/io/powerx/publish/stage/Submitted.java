package io.powerx.publish.stage;

import io.powerx.publish.marketplace.Review;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A release in the review queue.
 *
 * @param alreadyPublished whether an earlier run submitted the same content
 * @param at when it was submitted; null if an earlier run on another machine did so
 */
public record Submitted(
        Completed completed,
        Review review,
        boolean alreadyPublished,
        @Nullable Instant at) implements Progress.AfterRegistration {
    @Override
    public Registered registered() {
        return completed.registered();
    }
}
