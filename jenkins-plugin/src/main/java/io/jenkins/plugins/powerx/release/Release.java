package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The record of one publish in its build. Texts are redacted and limited in length; pages escape them. */
@ExportedBean(defaultVisibility = 2)
public final class Release extends ReleaseSummary {
    @CheckForNull
    String versionId;

    @CheckForNull
    String reviewQueueId;

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

    /** Name of the archived debug log; null if there is none. */
    @CheckForNull
    String debugLog;

    /** Release notes in Markdown; null if the publish failed before it wrote them, and in records of version 0.1. */
    @CheckForNull
    String notes;

    boolean notesGenerated;

    @CheckForNull
    ReleaseRisk risk;

    @CheckForNull
    ReleaseRollout rollout;

    @CheckForNull
    String decidedBy;

    /** What the reviewer asks to change; null in records of version 0.1. */
    @CheckForNull
    List<ReviewComment> comments;

    /** The status of which listeners were notified last; null if of none. */
    @CheckForNull
    String announced;

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

    /** Name of the archived debug log; null if there is none. */
    @CheckForNull
    @Exported
    public String getDebugLog() {
        return debugLog;
    }

    /** Markdown; null if it is not known. */
    @CheckForNull
    @Exported
    public String getNotes() {
        return notes;
    }

    /** Whether a program wrote the release notes. */
    @Exported
    public boolean isNotesGenerated() {
        return notesGenerated;
    }

    @CheckForNull
    @Exported
    public ReleaseRisk getRisk() {
        return risk;
    }

    @CheckForNull
    @Exported
    public ReleaseRollout getRollout() {
        return rollout;
    }

    /** Who decided the review; null until then. */
    @CheckForNull
    @Exported
    public String getDecidedBy() {
        return decidedBy;
    }

    @Exported
    public List<ReviewComment> getComments() {
        List<ReviewComment> known = comments;
        return known == null ? List.of() : known;
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

    @Override
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
        return String.join(
                "\n",
                status,
                reviewUrl,
                reviewNotes,
                decidedBy,
                String.valueOf(expectedReview),
                getComments().stream().map(ReviewComment::toString).collect(Collectors.joining("\n")));
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

    /** @param name of the archived debug log */
    public void loggedIn(@NonNull String name) {
        debugLog = name;
    }

    /** Updates the record from the state of the review. */
    public void reviewed(@NonNull Review review, @NonNull Redactor redactor) {
        String now = ForeignText.oneLine(redactor.redact(review.status()), 50);
        if (!now.equals(status)) {
            statusSince = decidedAt(review);
        }
        status = now;
        nextCheckAt = review.nextCheckAt().toEpochMilli();
        expectedReview = millis(review.expectedReviewDuration());
        if (review.reviewUrl() != null) {
            reviewUrl = ForeignText.oneLine(redactor.redact(review.reviewUrl()), 2_000);
        }
        Review.Decision decision = review.decision();
        if (decision != null) {
            decided(decision, redactor);
        }
    }

    private void decided(Review.Decision decision, Redactor redactor) {
        if (decision.by() != null) {
            decidedBy = ForeignText.oneLine(redactor.redact(decision.by()), 200);
        }
        if (decision.notes() != null) {
            reviewNotes = ForeignText.lines(redactor.redact(decision.notes()), 4_000);
        }
        if (decision.issues() != null) {
            comments = ReviewComment.of(decision.issues(), redactor);
        }
    }

    /** The time of the decision, unless the Marketplace states none or an impossible one; then the current time. */
    private long decidedAt(Review review) {
        long now = System.currentTimeMillis();
        Review.Decision decision = review.decision();
        long at =
                decision == null || decision.at() == null ? now : decision.at().toEpochMilli();
        return at < startedAt || at > now ? now : at;
    }

    private static long millis(@CheckForNull String duration) {
        try {
            return duration == null ? 0 : Math.max(0, Duration.parse(duration).toMillis());
        } catch (DateTimeParseException | ArithmeticException e) {
            return 0;
        }
    }
}
