package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.http.Sleeper;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.ReviewState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for the decision of a review, polls no more often than the Marketplace allows, and evaluates the decision. */
public final class ReviewWait {
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Marketplace marketplace;
    private final Clock clock;
    private final Sleeper sleeper;

    public ReviewWait(Marketplace marketplace, Clock clock, Sleeper sleeper) {
        this.marketplace = marketplace;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Waits until the review has ended, with any decision; {@link #requireApproved} evaluates it.
     *
     * @param changes receives the review at first and each time its status changes
     * @throws PublishException {@link ErrorCode#WAIT_TIMEOUT}, or {@link ErrorCode#INTERRUPTED}
     */
    public Review await(String versionId, Duration timeout, Consumer<Review> changes) {
        Instant end = clock.instant().plus(timeout);
        String last = "";
        while (true) {
            Review review = marketplace.review(versionId);
            if (!review.status().equals(last)) {
                changes.accept(review);
                last = review.status();
            }
            if (ReviewState.of(review.status()).isFinal()) {
                return review;
            }
            Duration left = Duration.between(clock.instant(), end);
            if (left.isNegative() || left.isZero()) {
                throw PublishException.of(
                                ErrorCode.WAIT_TIMEOUT,
                                "wait for the review of " + versionId,
                                "after " + Quantities.duration(timeout) + " it is still " + review.status())
                        .link(review.reviewUrl());
            }
            pause(shorter(left, untilNextCheck(review)));
        }
    }

    /** @throws PublishException {@link ErrorCode#REVIEW_NEGATIVE} with the reviewer's reasons, if the review ended without approval */
    public static Review requireApproved(Review review) {
        refusal(review, "have " + review.versionId() + " approved").ifPresent(refusal -> {
            throw refusal;
        });
        return review;
    }

    /** The error with the reviewer's reasons; empty for a review that is approved or has not ended. */
    static Optional<PublishException> refusal(Review review, String tried) {
        ReviewState state = ReviewState.of(review.status());
        if (!state.isFinal() || state == ReviewState.APPROVED) {
            return Optional.empty();
        }
        return Optional.of(PublishException.of(
                        ErrorCode.REVIEW_NEGATIVE,
                        tried,
                        "the review ended with " + review.status() + reasons(review.decision()))
                .link(review.reviewUrl()));
    }

    private static String reasons(Review.@Nullable Decision decision) {
        if (decision == null) {
            return "";
        }
        StringBuilder reasons = new StringBuilder();
        if (decision.notes() != null) {
            reasons.append(": ").append(decision.notes());
        }
        if (decision.issues() != null) {
            decision.issues().forEach(issue -> reasons.append("; ")
                    .append(issue.field() == null ? "" : issue.field() + ": ")
                    .append(issue.message()));
        }
        return reasons.toString();
    }

    private Duration untilNextCheck(Review review) {
        Duration announced = Duration.between(clock.instant(), review.nextCheckAt());
        return shorter(LONGEST, announced.compareTo(SHORTEST) < 0 ? SHORTEST : announced);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void pause(Duration duration) {
        try {
            sleeper.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PublishException.of(ErrorCode.INTERRUPTED, "wait for the review", "the wait was interrupted")
                    .causedBy(e);
        }
    }
}
