package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The record of one publish in its build. Texts are redacted and limited in length; pages escape them. */
@ExportedBean(defaultVisibility = 2)
public final class Release extends ReleaseSummary {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    String versionId;

    @CheckForNull
    String reviewQueueId;

    long submittedAt;
    boolean alreadyPublished;

    @CheckForNull
    String contentDigest;

    @CheckForNull
    String skipReason;

    @CheckForNull
    String reviewNotes;

    boolean customUrl;

    @CheckForNull
    String credentialsId;

    @CheckForNull
    ReleaseFailure failure;

    /** Name of the archived receipt; null if there is none. */
    @CheckForNull
    String receipt;

    /** Why the last request for the review failed; not stored. */
    @CheckForNull
    transient volatile String refreshProblem;

    List<ReleaseArtifact> artifacts = new ArrayList<>();
    List<ReleaseCertificate> certificates = new ArrayList<>();
    List<ReleaseFinding> findings = new ArrayList<>();
    Map<String, Long> timings = new LinkedHashMap<>();

    Release(@NonNull String pluginId, @NonNull String pluginName, @NonNull String version, @NonNull String channel) {
        super(pluginId, pluginName, version, channel);
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

    /** Earliest time of the next request for the review in ISO 8601; null if none is pending. */
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

    /** Name of the archived receipt; null if there is none. */
    @CheckForNull
    @Exported
    public String getReceipt() {
        return receipt;
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

    /** For pages: the timings, relative to the longest. */
    public List<StageTiming> getStageTimings() {
        return StageTiming.of(timings);
    }

    /** Whether the decision of the review may still change the status. */
    public boolean isPending() {
        return versionId != null && getState().isPending();
    }

    /** For pages: why the last request for the review failed; null if it succeeded. */
    @CheckForNull
    public String getRefreshProblem() {
        return refreshProblem;
    }

    /** What a review determines, to detect changes. */
    String reviewState() {
        return status + "\n" + reviewUrl + "\n" + reviewNotes;
    }

    /** Records the endpoint and the credentials, so that the review can be requested later. */
    public void sentTo(@NonNull String name, boolean custom, @CheckForNull String credentials) {
        endpoint = name;
        customUrl = custom;
        credentialsId = credentials;
    }

    /**
     * Records which use of the step published.
     *
     * @param use the same after a restart; also the name of the folder with its files
     * @param archivedReceipt name of the archived receipt; null if there is none
     */
    public void madeBy(@NonNull String use, @CheckForNull String archivedReceipt) {
        attempt = use;
        receipt = archivedReceipt;
    }

    @CheckForNull
    private static Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    @CheckForNull
    private static String text(@CheckForNull Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** Updates the record from the state of the review. */
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
