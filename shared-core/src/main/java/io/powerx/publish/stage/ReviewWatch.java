package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Sleeper;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.ReviewState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Waits for the end of a review, asking no sooner than the Marketplace says. */
public final class ReviewWatch {
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Marketplace marketplace;
    private final Clock clock;
    private final Sleeper sleeper;

    public ReviewWatch(Marketplace marketplace, Clock clock, Sleeper sleeper) {
        this.marketplace = marketplace;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Waits until the review has ended.
     *
     * @param changes hears the review each time its status is another
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
                                "after " + timeout + " it still is " + review.status())
                        .link(review.reviewUrl())
                        .build();
            }
            pause(shorter(left, untilNextCheck(review)));
        }
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
                    .causedBy(e)
                    .build();
        }
    }
}
