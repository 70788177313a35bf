package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.http.Sleeper;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.ReviewState;
import io.powerx.publish.secret.ForeignText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for the decision of a review and evaluates it. */
public final class ReviewWait {
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(2);

    /** A user watches, so the wait asks earlier than the Marketplace suggests. If the Marketplace limits the rate, that limit applies. */
    private static final Duration MAX_INTERVAL = Duration.ofSeconds(20);

    private final Marketplace marketplace;
    private final Clock clock;
    private final Sleeper sleeper;

    public ReviewWait(Marketplace marketplace, Clock clock, Sleeper sleeper) {
        this.marketplace = marketplace;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Waits until the review has ended, with any decision.
     *
     * @param changes receives the review at first and each time its status changes
     * @return the outcome, whose failure is {@link ErrorCode#REVIEW_NEGATIVE} with the reviewer's reasons if the review ended without
     *     approval, {@link ErrorCode#WAIT_TIMEOUT}, {@link ErrorCode#INTERRUPTED}, or that of a request
     */
    public ReviewOutcome await(String versionId, Duration timeout, Consumer<Review> changes) {
        Instant end = clock.instant().plus(timeout);
        Review latest = null;
        try {
            while (latest == null || !ReviewState.of(latest.status()).isFinal()) {
                if (latest != null) {
                    pause(shorter(left(latest, timeout, end), untilNextCheck(latest)));
                }
                Review review = marketplace.review(versionId);
                boolean changed = latest == null || !review.status().equals(latest.status());
                latest = review;
                if (changed) {
                    changes.accept(review);
                }
            }
            return outcome(latest);
        } catch (PublishException e) {
            return new ReviewOutcome(latest, e);
        }
    }

    /** The outcome as of a review, whose failure is {@link ErrorCode#REVIEW_NEGATIVE} if the review ended without approval. */
    public static ReviewOutcome outcome(Review review) {
        return new ReviewOutcome(
                review,
                refusal(review, "have " + review.versionId() + " approved").orElse(null));
    }

    private Duration left(Review review, Duration timeout, Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        if (left.isNegative() || left.isZero()) {
            throw expired(review.versionId(), review, timeout);
        }
        return left;
    }

    /**
     * The error of a wait that has reached its time limit.
     *
     * @param latest the latest known state; null if the Marketplace has not answered
     * @param timeout how long the wait was allowed to take
     */
    public static PublishException expired(String versionId, @Nullable Review latest, Duration timeout) {
        String state = latest == null ? "the Marketplace has not answered" : "it is still " + latest.status();
        return PublishException.of(
                        ErrorCode.WAIT_TIMEOUT,
                        "wait for the review of " + versionId,
                        "after " + Quantities.duration(timeout) + " " + state)
                .link(latest == null ? null : latest.reviewUrl());
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
            reasons.append(": ").append(ForeignText.clause(decision.notes()));
        }
        if (decision.issues() != null) {
            decision.issues().forEach(issue -> reasons.append("; ")
                    .append(issue.field() == null ? "" : issue.field() + ": ")
                    .append(ForeignText.clause(String.valueOf(issue.message()))));
        }
        return reasons.toString();
    }

    private Duration untilNextCheck(Review review) {
        Duration announced = Duration.between(clock.instant(), review.nextCheckAt());
        return shorter(MAX_INTERVAL, announced.compareTo(MIN_INTERVAL) < 0 ? MIN_INTERVAL : announced);
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
