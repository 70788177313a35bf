package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.ReviewState;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.stage.ReviewOutcome;
import io.powerx.publish.stage.ReviewWait;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A step that waits for the review of a release. It has no thread; {@link ReviewRefresh} requests its review. */
final class ReviewWatch {
    /** Milliseconds after the deadline in which the last request may be answered. */
    private static final long GRACE = 10_000;

    private static final int TEXT = 500;

    final Run<?, ?> run;
    final Release release;
    final CompletableFuture<ReviewEnd> end = new CompletableFuture<>();

    private final long deadline;
    private final Duration timeout;
    private final ReviewObserver observer;

    @CheckForNull
    private Review latest;

    private Redactor redactor = new Redactor();
    private long answeredAt;
    private long delayedUntil;
    private boolean reachable = true;

    /**
     * @param deadline milliseconds since 1970
     * @param timeout how long the wait was allowed to take when it began, for messages
     */
    ReviewWatch(Run<?, ?> run, Release release, long deadline, Duration timeout, ReviewObserver observer) {
        this.run = run;
        this.release = release;
        this.deadline = deadline;
        this.timeout = timeout;
        this.observer = observer;
    }

    /** Whether to request the review: at first, whenever the Marketplace allows it, and a last time at the deadline. */
    synchronized boolean isDue(long now) {
        if (now < delayedUntil) {
            return false;
        }
        return answeredAt == 0 || now >= release.nextCheckAt || (now >= deadline && answeredAt < deadline);
    }

    synchronized void answered(Review review, Redactor secrets) {
        boolean changed = latest == null || !latest.status().equals(review.status());
        latest = review;
        redactor = secrets;
        answeredAt = System.currentTimeMillis();
        reachable = true;
        if (changed) {
            observer.changed(ForeignText.oneLine(secrets.redact(review.status()), TEXT));
        }
        if (ReviewState.of(review.status()).isFinal()) {
            end.complete(new ReviewEnd(ReviewWait.outcome(review), secrets));
        }
    }

    /** Ends the wait because the review cannot be requested, for example because the token is no longer valid. */
    synchronized void failed(PublishException failure, Redactor secrets) {
        end.complete(new ReviewEnd(new ReviewOutcome(latest, failure), secrets));
    }

    /**
     * Waits before the next request, because the server failed for this version.
     *
     * @param until milliseconds since 1970
     */
    synchronized void delayed(String reason, long until) {
        delayedUntil = until;
        unreachable(reason);
    }

    synchronized void unreachable(String reason) {
        if (reachable && !end.isDone()) {
            reachable = false;
            observer.unreachable(reason);
        }
    }

    /** Ends the wait at its deadline, once the last request is answered, or was not answered in time. */
    synchronized void expireAt(long now) {
        if (now >= deadline && (answeredAt >= deadline || now >= deadline + GRACE)) {
            PublishException failure = ReviewWait.expired(String.valueOf(release.versionId), latest, timeout);
            end.complete(new ReviewEnd(new ReviewOutcome(latest, failure), redactor));
        }
    }
}
