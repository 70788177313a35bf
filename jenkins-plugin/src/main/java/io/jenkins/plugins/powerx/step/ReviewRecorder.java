package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.powerx.config.Connections;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.Release;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.event.RedactingListener;
import io.powerx.publish.http.Sleeper;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.stage.ReviewWait;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** Waits for the review of a submitted version, and records its decision in the build. */
record ReviewRecorder(
        Run<?, ?> run,
        PublishTarget target,
        PublishOptions options,
        Redactor redactor,
        ConsoleListener console,
        PublishListener listener) {

    /** The result with the decision. If the review ends without approval or not in time, the result has the reason as {@code unapproved}. */
    PublishTask.Result await(PublishTask.Result submitted, Release release, Duration timeout) throws IOException {
        Receipt receipt = submitted.receipt();
        if (receipt == null || receipt.versionId() == null) {
            return submitted;
        }
        console.print("waiting for the review, at most " + Quantities.duration(timeout));
        try (Marketplace marketplace = marketplace(receipt)) {
            Review review = new ReviewWait(marketplace, Clock.systemUTC(), Sleeper.SYSTEM)
                    .await(
                            receipt.versionId(),
                            timeout,
                            changed -> console.print("review: " + redactor.redact(changed.status())));
            release.reviewed(review, redactor);
            PublishAction.record(run, release);
            return new PublishTask.Result(
                    receipt, ReleaseMap.reviewed(submitted.values(), review), submitted.findings(), unapproved(review));
        } catch (PublishException e) {
            if (e.code() != ErrorCode.WAIT_TIMEOUT) {
                throw e;
            }
            return new PublishTask.Result(receipt, submitted.values(), submitted.findings(), e);
        }
    }

    private Marketplace marketplace(Receipt receipt) {
        return Connections.connect(
                target.endpoint(),
                () -> options.target().token().token(receipt.plugin().id()),
                new RedactingListener(redactor, listener),
                redactor);
    }

    /** Null for an approved review. */
    @CheckForNull
    private static PublishException unapproved(Review review) {
        try {
            ReviewWait.requireApproved(review);
            return null;
        } catch (PublishException e) {
            return e;
        }
    }
}
