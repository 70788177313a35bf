package io.jenkins.plugins.powerx.release;

import hudson.model.Run;
import java.io.IOException;
import java.io.UncheckedIOException;

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
        release.failure = new ReleaseFailure(text, text, text, text, text, text);
        release.artifacts.add(new ReleaseArtifact(text, text, text, 1, text));
        release.certificates.add(new ReleaseCertificate(text, text, text, text));
        release.findings.add(new ReleaseFinding(text, text, text, text, text, 1));
        release.timings.put(text, 1L);
        return release;
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
