package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.receipt.Receipt;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the wait for a review ended.
 *
 * @param review the latest known state; null if it could not be read
 * @param failure null if the version was approved
 */
public record ReviewOutcome(
        @Nullable Review review, @Nullable PublishException failure) {
    private static final String PHASE = "review";

    /** The receipt of the submitted version with this outcome. */
    public Receipt recordedIn(Receipt submitted, Vocabulary vocabulary) {
        return submitted.reviewed(review, failure == null ? null : Receipt.Failure.of(failure, PHASE, vocabulary));
    }

    /** @throws PublishException the failure, such as {@link ErrorCode#REVIEW_NEGATIVE} or {@link ErrorCode#WAIT_TIMEOUT} */
    public Review requireApproved() {
        if (failure != null) {
            throw failure;
        }
        return Objects.requireNonNull(review);
    }
}
