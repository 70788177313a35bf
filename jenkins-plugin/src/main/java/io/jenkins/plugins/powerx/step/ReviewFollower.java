package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.powerx.config.JenkinsVocabulary;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.Release;
import io.jenkins.plugins.powerx.release.ReviewEnd;
import io.jenkins.plugins.powerx.release.ReviewObserver;
import io.jenkins.plugins.powerx.release.ReviewRefresh;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.stage.ReviewOutcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The wait of a step for a review, which {@link ReviewRefresh} requests without a thread of the step. */
record ReviewFollower(Run<?, ?> run, ConsoleListener console, Clock clock) {

    /** Follows the review; empty if the build no longer has the release. */
    Optional<CompletableFuture<ReviewEnd>> follow(@NonNull PendingReview pending) {
        Duration left = Duration.between(clock.instant(), pending.deadline());
        // Rounded up, so that the limit is shown as it was specified.
        Duration shown = left.isNegative() ? Duration.ZERO : left.plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
        console.print("waiting for the review, at most " + Quantities.duration(shown));
        return release(pending)
                .map(release -> ReviewRefresh.get()
                        .follow(run, release, pending.deadline(), pending.timeout(), new ReviewObserver() {
                            @Override
                            public void changed(@NonNull String status) {
                                console.print("review: " + status);
                            }

                            @Override
                            public void unreachable(@NonNull String reason) {
                                console.print("the Marketplace cannot be reached; still waiting for the review: " + reason);
                            }
                        }));
    }

    private Optional<Release> release(PendingReview pending) {
        PublishAction action = run.getAction(PublishAction.class);
        return (action == null ? List.<Release>of() : action.getReleases())
                .stream()
                        .filter(release -> release.isOf(pending.attempt()) && release.getVersionId() != null)
                        .findFirst();
    }

    /**
     * Records how the review ended in the receipt on the controller.
     *
     * @throws PublishException if it could not be requested
     */
    static PublishTask.Result conclude(PendingReview pending, ReviewEnd end, Path file) {
        ReviewOutcome outcome = end.outcome();
        Receipt reviewed = outcome.recordedIn(ReceiptFile.read(file), JenkinsVocabulary.INSTANCE);
        ReceiptFile.write(file, reviewed, end.redactor());
        PublishException failure = outcome.failure();
        if (failure != null
                && failure.code() != ErrorCode.WAIT_TIMEOUT
                && failure.code() != ErrorCode.REVIEW_NEGATIVE) {
            throw failure;
        }
        Review review = outcome.review();
        Map<String, Object> values =
                review == null ? pending.values() : ReleaseMap.reviewed(pending.values(), review);
        return new PublishTask.Result(reviewed, values, List.of(), failure, null);
    }
}
