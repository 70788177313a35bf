package io.powerx.publish.cli;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.ReviewState;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.stage.ReviewWatch;
import java.time.Duration;
import java.util.stream.Collectors;

/** Waits for the end of a review and tells of its changes. */
final class ReviewWait {
    private static final int LONGEST = 2_000;

    private final Invocation invocation;
    private final Marketplace marketplace;

    ReviewWait(Invocation invocation, Marketplace marketplace) {
        this.invocation = invocation;
        this.marketplace = marketplace;
    }

    /**
     * Waits.
     *
     * @return the approved review
     * @throws PublishException {@link ErrorCode#WAIT_TIMEOUT} or {@link ErrorCode#REVIEW_NEGATIVE}
     */
    Review await(String versionId, Duration patience) {
        Console console = invocation.console();
        console.note(Level.INFO, "Waiting at most " + Style.duration(patience) + " for the review of " + versionId);
        Review review = new ReviewWatch(
                        marketplace,
                        invocation.timing().clock(),
                        invocation.timing().sleeper())
                .await(
                        versionId,
                        patience,
                        changed -> console.note(
                                Level.INFO,
                                "review is " + ForeignText.oneLine(changed.status(), LONGEST)
                                        + (ReviewState.of(changed.status()).isFinal()
                                                ? ""
                                                : ", next check "
                                                        + ReceiptText.time(
                                                                changed.nextCheckAt(),
                                                                invocation
                                                                        .host()
                                                                        .clock()))));
        refuseNegative(review);
        return review;
    }

    /** Turns an end without approval into an error with what the reviewer wrote. */
    static void refuseNegative(Review review) {
        ReviewState state = ReviewState.of(review.status());
        if (state.isFinal() && state != ReviewState.APPROVED) {
            throw PublishException.of(
                            ErrorCode.REVIEW_NEGATIVE,
                            "have " + review.versionId() + " approved",
                            "the review ended with " + review.status() + decision(review))
                    .link(review.reviewUrl())
                    .build();
        }
    }

    private static String decision(Review review) {
        Review.Decision decision = review.decision();
        if (decision == null) {
            return "";
        }
        String notes = decision.notes() == null ? "" : ": " + decision.notes();
        String issues = decision.issues() == null
                ? ""
                : decision.issues().stream()
                        .map(issue -> "; " + (issue.field() == null ? "" : issue.field() + ": ") + issue.message())
                        .collect(Collectors.joining());
        return notes + issues;
    }
}
