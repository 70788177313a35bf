package io.powerx.publish.cli;

import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.ReviewState;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.stage.ReviewOutcome;
import io.powerx.publish.stage.ReviewWait;
import java.time.Duration;

/** Waits for a review and shows each change of its status. */
final class ReviewProgress {
    private static final int LONGEST = 2_000;

    private ReviewProgress() {}

    static ReviewOutcome await(Invocation invocation, Marketplace marketplace, String versionId, Duration timeout) {
        Console console = invocation.console();
        console.note(Level.INFO, "Waiting at most " + Quantities.duration(timeout) + " for the review of " + versionId);
        return new ReviewWait(
                        marketplace,
                        invocation.timing().clock(),
                        invocation.timing().sleeper())
                .await(versionId, timeout, review -> console.note(Level.INFO, text(invocation, review)));
    }

    private static String text(Invocation invocation, Review review) {
        String status = "review is " + ForeignText.oneLine(review.status(), LONGEST);
        return ReviewState.of(review.status()).isFinal()
                ? status
                : status + ", next check "
                        + ReceiptText.time(
                                review.nextCheckAt(), invocation.host().clock());
    }
}
