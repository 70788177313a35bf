package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.PublishState;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.ReviewRequest;
import io.powerx.publish.marketplace.ReviewRequest.Evidence;
import io.powerx.publish.marketplace.ReviewState;
import io.powerx.publish.release.ReleaseMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the version into the review queue, or finds it there. */
final class SubmitStage implements Stage {
    @Override
    public String id() {
        return "submit";
    }

    @Override
    public String title() {
        return "Submit for review";
    }

    @Override
    public boolean readsOnly() {
        return false;
    }

    @Override
    public List<String> plan(PublishRun run) {
        return List.of("put the version into the review queue");
    }

    @Override
    public String run(PublishRun run) {
        Review review;
        if (isToBeSubmitted(run.publish())) {
            review = run.marketplace().submit(run.publish().versionId(), request(run));
            submittedAt(run, run.clock().instant());
        } else {
            review = run.marketplace().review(run.publish().versionId());
            run.markAlreadyPublished();
            run.journalled("submittedAt").map(Instant::parse).ifPresent(run::submittedAt);
        }
        run.review(review);
        run.journal(
                "submitted",
                Map.of(
                        "reviewQueueId",
                        review.reviewQueueId(),
                        "status",
                        review.status(),
                        "nextCheckAt",
                        review.nextCheckAt().toString()));
        run.listener()
                .on(new PublishEvent.Submitted(
                        run.publish().publishId(),
                        run.publish().versionId(),
                        review.reviewQueueId(),
                        review.reviewUrl()));
        refuseNegative(run, review);
        return (run.alreadyPublished() ? "already published, " : "") + review.status();
    }

    /** A state that a newer server invented is before the queue where it names no entry; submitting twice is no harm. */
    private static boolean isToBeSubmitted(Publish publish) {
        return switch (PublishState.of(publish.status())) {
            case AWAITING_UPLOAD, UPLOADED -> true;
            case UNKNOWN -> publish.reviewQueueId() == null;
            default -> false;
        };
    }

    private static void submittedAt(PublishRun run, Instant time) {
        run.submittedAt(time);
        run.journal("queued", Map.of("submittedAt", time.toString()));
    }

    static void refuseNegative(PublishRun run, Review review) {
        ReviewState state = ReviewState.of(review.status());
        if (state.isFinal() && state != ReviewState.APPROVED) {
            Review.Decision decision = review.decision();
            String notes = decision == null || decision.notes() == null ? "" : ": " + decision.notes();
            throw PublishException.of(
                            ErrorCode.REVIEW_NEGATIVE,
                            "publish " + run.plugin().id() + " " + run.plugin().version(),
                            "its review ended with " + review.status() + notes)
                    .publishId(run.publish().publishId())
                    .link(review.reviewUrl())
                    .build();
        }
    }

    private static ReviewRequest request(PublishRun run) {
        return new ReviewRequest(
                run.publish().publishId(), null, null, evidence(run.metadata().quality()));
    }

    private static List<Evidence> evidence(ReleaseMetadata.@Nullable Quality quality) {
        List<Evidence> evidence = new ArrayList<>();
        if (quality != null && quality.tests() != null) {
            evidence.add(new Evidence("tests", null, null));
        }
        if (quality != null && quality.lineCoverage() != null) {
            evidence.add(new Evidence("coverage", null, null));
        }
        if (quality != null && quality.precheck() != null) {
            evidence.add(new Evidence("precheck", null, null));
        }
        return evidence;
    }
}
