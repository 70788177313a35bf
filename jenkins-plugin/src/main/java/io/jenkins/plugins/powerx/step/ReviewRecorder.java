package io.jenkins.plugins.powerx.step;

import hudson.model.Run;
import io.jenkins.plugins.powerx.config.Connections;
import io.jenkins.plugins.powerx.config.JenkinsVocabulary;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.Release;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.event.RedactingListener;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.stage.ReviewOutcome;
import io.powerx.publish.stage.ReviewWait;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Waits for the review of a submitted version, and records its decision in the build. */
record ReviewRecorder(
        Run<?, ?> run,
        PublishTarget target,
        PublishOptions options,
        Redactor redactor,
        ConsoleListener console,
        PublishListener listener) {

    /**
     * The result with the decision, which the receipt contains as well. If the review ends without approval or not in time, the result has
     * the reason as {@code unapproved}.
     *
     * @param file the receipt on the controller, which is written again
     */
    PublishTask.Result await(PublishTask.Result submitted, Release release, Duration timeout, Path file)
            throws IOException {
        Receipt receipt = submitted.receipt();
        if (receipt == null || receipt.versionId() == null) {
            return submitted;
        }
        console.print("waiting for the review, at most " + Quantities.duration(timeout));
        try (Marketplace marketplace = marketplace(receipt)) {
            ReviewOutcome outcome = new ReviewWait(marketplace, Clock.systemUTC(), StepThreads::sleep)
                    .await(
                            receipt.versionId(),
                            timeout,
                            changed -> console.print("review: " + redactor.redact(changed.status())));
            Receipt reviewed = outcome.recordedIn(receipt, JenkinsVocabulary.INSTANCE);
            ReceiptFile.write(file, reviewed, redactor);
            Review review = outcome.review();
            if (review != null) {
                release.reviewed(review, redactor);
                PublishAction.record(run, release);
            }
            PublishException failure = outcome.failure();
            boolean undecided = failure != null
                    && failure.code() != ErrorCode.WAIT_TIMEOUT
                    && failure.code() != ErrorCode.REVIEW_NEGATIVE;
            if (undecided) {
                throw failure;
            }
            Map<String, Object> values =
                    review == null ? submitted.values() : ReleaseMap.reviewed(submitted.values(), review);
            return new PublishTask.Result(reviewed, values, submitted.findings(), failure);
        }
    }

    private Marketplace marketplace(Receipt receipt) {
        return Connections.connect(
                target.endpoint(),
                () -> options.target().token().token(receipt.plugin().id()),
                new RedactingListener(redactor, listener),
                redactor);
    }
}
