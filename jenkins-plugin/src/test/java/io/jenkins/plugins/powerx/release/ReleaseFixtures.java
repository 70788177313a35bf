package io.jenkins.plugins.powerx.release;

import hudson.model.Run;
import io.powerx.publish.rollout.Rollout;
import io.powerx.publish.secret.Redactor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Releases for tests, without a publish. */
public final class ReleaseFixtures {
    private ReleaseFixtures() {}

    public static Release release(String pluginId) {
        Release release = new Release(pluginId, pluginId, "1.2.3", "beta");
        release.status = "queued";
        release.startedAt = System.currentTimeMillis();
        release.duration = 1_500;
        return release;
    }

    /** A release whose texts are all the same. */
    public static Release hostile(String text) {
        Release release = new Release(text, text, text, text);
        release.publishId = text;
        release.versionId = text;
        release.reviewQueueId = text;
        release.reviewUrl = "javascript:alert(3)//" + text;
        release.status = text;
        release.endpoint = text;
        release.reviewNotes = text;
        release.skipReason = text;
        release.contentDigest = text;
        release.failure = new ReleaseFailure(text, text, text, text, text, text, "javascript:alert(4)//" + text);
        release.artifacts.add(new ReleaseArtifact(text, text, text, 1, text));
        release.certificates.add(new ReleaseCertificate(text, text, text, text));
        release.findings.add(new ReleaseFinding(text, text, text, text, text, 1));
        release.timings.put(text, 1L);
        release.notes = text;
        release.risk = new ReleaseRisk(text, List.of(text));
        release.rollout = new ReleaseRollout(
                new Rollout(
                        text,
                        List.of(new Rollout.Batch(50, null, "PT1H")),
                        new Rollout.Tenants(List.of(text), List.of(text)),
                        text,
                        new Rollout.RollbackPlan(text, text, List.of(text))),
                new Redactor());
        release.decidedBy = text;
        release.comments = new ArrayList<>(List.of(new ReviewComment(text, text)));
        release.debugLog = text;
        release.receipt = text;
        return release;
    }

    /** A release whose fields the test sets. */
    public static Release release(String plugin, String version, String channel, Consumer<Release> fields) {
        Release release = new Release(plugin, "Name of " + plugin, version, channel);
        release.status = "queued";
        release.endpoint = "production";
        release.attempt = "step-" + version;
        fields.accept(release);
        return release;
    }

    /** The entry of a release in the list of its job. */
    public static ReleaseEntry entry(int build, Release release, String by) {
        return new ReleaseEntry(build, release, by);
    }

    /** Sets when the publish started, when the version was submitted and when its status began; null for a time that is not known. */
    public static void times(Release release, Instant started, Instant submitted, Instant since) {
        release.startedAt = started.toEpochMilli();
        release.submittedAt = submitted == null ? 0 : submitted.toEpochMilli();
        release.statusSince = since == null ? 0 : since.toEpochMilli();
        release.versionId = submitted == null ? null : "v-" + release.getVersion();
    }

    public static void status(Release release, String status) {
        release.status = status;
    }

    public static void expected(Release release, Duration review, Instant nextCheck) {
        release.expectedReview = review == null ? 0 : review.toMillis();
        release.nextCheckAt = nextCheck == null ? 0 : nextCheck.toEpochMilli();
    }

    public static void endpoint(Release release, String endpoint) {
        release.endpoint = endpoint;
    }

    public static void repeated(Release release) {
        release.alreadyPublished = true;
    }

    public static void failure(Release release, String code, String message) {
        release.status = "failed";
        release.failure = new ReleaseFailure(code, "network", message, "Try again.", "upload", null, null);
    }

    /** Adds a release to the list of the job, for a build that does not exist. */
    public static void index(Run<?, ?> run, int build, String version) {
        Release release = new Release("com.example.plugin", "Example", version, "beta");
        release.status = "approved";
        release.startedAt = build;
        release.duration = build;
        try {
            ReleaseIndex.get().releases(run.getParent()).put(new ReleaseEntry(build, release, null), () -> true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
