package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.powerx.config.Urls;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One publish of a build, as its page shows it. Texts have passed the redactor and are bounded; pages escape them. */
@ExportedBean(defaultVisibility = 2)
public final class Release implements Serializable {
    private static final long serialVersionUID = 1L;

    final String pluginId;
    final String pluginName;
    final String version;
    final String channel;

    @CheckForNull
    String publishId;

    @CheckForNull
    String versionId;

    @CheckForNull
    String reviewQueueId;

    @CheckForNull
    String reviewUrl;

    String status = ReleaseStatus.FAILED;
    long nextCheckAt;
    long submittedAt;
    long startedAt;
    long duration;
    int retries;
    boolean alreadyPublished;

    @CheckForNull
    String contentDigest;

    @CheckForNull
    String skipReason;

    @CheckForNull
    String reviewNotes;

    /** Name of the endpoint; a job's own URL where it named one. */
    String endpoint = "";

    boolean customUrl;

    @CheckForNull
    String credentialsId;

    @CheckForNull
    ReleaseFailure failure;

    List<ReleaseArtifact> artifacts = new ArrayList<>();
    List<ReleaseCertificate> certificates = new ArrayList<>();
    List<ReleaseFinding> findings = new ArrayList<>();
    Map<String, Long> timings = new LinkedHashMap<>();

    Release(@NonNull String pluginId, @NonNull String pluginName, @NonNull String version, @NonNull String channel) {
        this.pluginId = pluginId;
        this.pluginName = pluginName;
        this.version = version;
        this.channel = channel;
    }

    @Exported
    public String getPluginId() {
        return pluginId;
    }

    @Exported
    public String getPluginName() {
        return pluginName;
    }

    @Exported
    public String getVersion() {
        return version;
    }

    @Exported
    public String getChannel() {
        return channel;
    }

    @CheckForNull
    @Exported
    public String getPublishId() {
        return publishId;
    }

    @CheckForNull
    @Exported
    public String getVersionId() {
        return versionId;
    }

    @CheckForNull
    @Exported
    public String getReviewQueueId() {
        return reviewQueueId;
    }

    /** A web address, or null: what the Marketplace sends is not shown as a link unless it is one. */
    @CheckForNull
    @Exported
    public String getReviewUrl() {
        return Urls.link(reviewUrl);
    }

    /** The Marketplace's word for where the version stands; {@code failed} or {@code interrupted} where the publish ended early. */
    @Exported
    public String getStatus() {
        return status;
    }

    /** For pages: label and colour of the status. */
    public ReleaseStatus getState() {
        return ReleaseStatus.of(status);
    }

    /** When asking for the review makes sense again, ISO 8601; null where nothing is pending. */
    @CheckForNull
    @Exported
    public String getNextCheckAt() {
        return text(getNextCheck());
    }

    @CheckForNull
    public Instant getNextCheck() {
        return instant(nextCheckAt);
    }

    @CheckForNull
    @Exported
    public String getSubmittedAt() {
        return text(getSubmitted());
    }

    @CheckForNull
    public Instant getSubmitted() {
        return instant(submittedAt);
    }

    /** Milliseconds. */
    @Exported
    public long getDuration() {
        return duration;
    }

    /** The duration as people read it, in the language of the reader. */
    public String getDurationText() {
        return Util.getTimeSpanString(duration);
    }

    @Exported
    public int getRetries() {
        return retries;
    }

    @Exported
    public boolean isAlreadyPublished() {
        return alreadyPublished;
    }

    @CheckForNull
    @Exported
    public String getContentDigest() {
        return contentDigest;
    }

    @CheckForNull
    @Exported
    public String getSkipReason() {
        return skipReason;
    }

    @CheckForNull
    @Exported
    public String getReviewNotes() {
        return reviewNotes;
    }

    @Exported
    public String getEndpoint() {
        return endpoint;
    }

    @CheckForNull
    @Exported
    public ReleaseFailure getFailure() {
        return failure;
    }

    @Exported
    public List<ReleaseArtifact> getArtifacts() {
        return artifacts;
    }

    @Exported
    public List<ReleaseCertificate> getCertificates() {
        return certificates;
    }

    @Exported
    public List<ReleaseFinding> getFindings() {
        return findings;
    }

    /** Stage id to milliseconds, in the order in which the stages ran. */
    @Exported
    public Map<String, Long> getTimings() {
        return timings;
    }

    /** For pages: the timings with the share of each in the longest. */
    public List<StageTiming> getStageTimings() {
        return StageTiming.of(timings);
    }

    /** Whether the Marketplace may still decide. */
    public boolean isPending() {
        return versionId != null && ReleaseStatus.of(status).isPending();
    }

    /** Notes where the release went, so that its review can be asked for later. */
    public void sentTo(@NonNull String name, boolean custom, @CheckForNull String credentials) {
        endpoint = name;
        customUrl = custom;
        credentialsId = credentials;
    }

    @CheckForNull
    private static Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    @CheckForNull
    private static String text(@CheckForNull Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** Takes over what the Marketplace says of the review. */
    public void reviewed(@NonNull Review review, @NonNull Redactor redactor) {
        status = ForeignText.oneLine(redactor.redact(review.status()), 50);
        nextCheckAt = review.nextCheckAt().toEpochMilli();
        if (review.reviewUrl() != null) {
            reviewUrl = ForeignText.oneLine(redactor.redact(review.reviewUrl()), 2_000);
        }
        if (review.decision() != null && review.decision().notes() != null) {
            reviewNotes = ForeignText.lines(redactor.redact(review.decision().notes()), 4_000);
        }
    }
}
