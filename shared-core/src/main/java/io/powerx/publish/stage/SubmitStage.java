package io.powerx.publish.stage;

import static java.util.Map.entry;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.PublishState;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.ReviewRequest;
import io.powerx.publish.marketplace.ReviewRequest.Evidence;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.release.ReleaseMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Submits the version for review, unless it is already in the queue. */
final class SubmitStage extends ChangingStage<Completed, Submitted> {
    SubmitStage() {
        super("submit", "Submit for review");
    }

    @Override
    List<String> plan(PublishContext context, Hashed content) {
        return List.of("put the version into the review queue");
    }

    @Override
    StageResult<Submitted> run(PublishContext context, Completed completed) {
        Publish publish = completed.registered().publish();
        Submitted submitted = isToBeSubmitted(publish) ? submit(context, completed) : find(context, completed);
        Review review = submitted.review();
        context.record(
                "submitted",
                Map.ofEntries(
                        entry("reviewQueueId", review.reviewQueueId()),
                        entry("status", review.status()),
                        entry("nextCheckAt", review.nextCheckAt().toString())));
        context.report(new PublishEvent.Submitted(
                publish.publishId(), publish.versionId(), review.reviewQueueId(), review.reviewUrl()));
        return new StageResult<>(
                submitted, (submitted.alreadyPublished() ? "already published, " : "") + review.status());
    }

    /** A version whose review ended without approval is not published. */
    @Override
    void requireUsable(PublishContext context, Submitted submitted) {
        Registered registered = submitted.registered();
        PluginSnapshot plugin = registered.release().plugin();
        ReviewWait.refusal(submitted.review(), "publish " + plugin.id() + " " + plugin.version())
                .ifPresent(refusal -> {
                    throw refusal.publishId(registered.publish().publishId());
                });
    }

    /** A version in a state that this client does not know is in the queue if it has an entry; submitting twice is harmless. */
    private static boolean isToBeSubmitted(Publish publish) {
        return switch (PublishState.of(publish.status())) {
            case AWAITING_UPLOAD, UPLOADED -> true;
            case UNKNOWN -> publish.reviewQueueId() == null;
            default -> false;
        };
    }

    private static Submitted submit(PublishContext context, Completed completed) {
        Registered registered = completed.registered();
        ReviewRequest request =
                new ReviewRequest(registered.publish().publishId(), null, null, evidence(registered.release()));
        Review review = context.marketplace().submit(registered.publish().versionId(), request);
        Instant now = context.clock().instant();
        context.record("queued", Map.of("submittedAt", now.toString()));
        return new Submitted(completed, review, false, now);
    }

    private static Submitted find(PublishContext context, Completed completed) {
        Review review =
                context.marketplace().review(completed.registered().publish().versionId());
        Instant earlier =
                context.journal().latest("submittedAt").map(Instant::parse).orElse(null);
        return new Submitted(completed, review, true, earlier);
    }

    private static List<Evidence> evidence(SignedRelease release) {
        ReleaseMetadata.Quality quality = release.metadata().quality();
        List<Evidence> evidence = new ArrayList<>();
        if (quality != null && quality.tests() != null) {
            evidence.add(new Evidence("tests", null, null));
        }
        if (quality != null && quality.lineCoverage() != null) {
            evidence.add(new Evidence("coverage", null, null));
        }
        List<Artifact> artifacts = release.artifacts().artifacts();
        if (quality != null && quality.precheck() != null) {
            Artifact report = artifacts.stream()
                    .filter(artifact -> artifact.role() == ArtifactRole.REPORT)
                    .findFirst()
                    .orElse(null);
            evidence.add(
                    report == null
                            ? new Evidence("precheck", null, null)
                            : new Evidence("precheck", report.name(), report.sha256()));
        }
        for (Artifact artifact : artifacts) {
            if (artifact.role() == ArtifactRole.SBOM || artifact.role() == ArtifactRole.PROVENANCE) {
                evidence.add(new Evidence(artifact.role().wireName(), artifact.name(), artifact.sha256()));
            }
        }
        return evidence;
    }
}
