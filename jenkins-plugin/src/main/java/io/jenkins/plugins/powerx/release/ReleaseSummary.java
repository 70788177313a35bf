package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.powerx.Messages;
import io.jenkins.plugins.powerx.config.Urls;
import java.time.Duration;
import java.time.Instant;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What the record of a release in its build and its entry in the list of the job have in common. XStream stores the fields of both inline. */
@ExportedBean(defaultVisibility = 4)
public abstract class ReleaseSummary {
    private static final long LATE_CHECK = Duration.ofHours(1).toMillis();

    final String pluginId;
    final String pluginName;
    final String version;
    final String channel;

    String status = ReleaseStatus.FAILED;
    long startedAt;
    long duration;
    int retries;
    long nextCheckAt;

    /** Milliseconds since 1970; 0 until the version is in the review queue, and in lists written by version 0.1. */
    long submittedAt;

    /** When the status began, in milliseconds since 1970; 0 in records of version 0.1. */
    long statusSince;

    /** How long the Marketplace expects the review to take, in milliseconds; 0 if it did not announce it. */
    long expectedReview;

    boolean alreadyPublished;

    /** When the request that failed was due, in milliseconds since 1970; 0 if the last one succeeded. Not stored, as it fails again. */
    transient volatile long unknownSince;

    @CheckForNull
    String reviewUrl;

    /** Null until the version is registered, and in lists written by version 0.1. */
    @CheckForNull
    String publishId;

    /** Name of the endpoint, or the URL that the job specified; null in lists written by version 0.1. */
    @CheckForNull
    String endpoint;

    /** Identifies the use of the step, and is the name of the folder with its files; null in records of version 0.1. */
    @CheckForNull
    String attempt;

    ReleaseSummary(
            @NonNull String pluginId, @NonNull String pluginName, @NonNull String version, @NonNull String channel) {
        this.pluginId = pluginId;
        this.pluginName = pluginName;
        this.version = version;
        this.channel = channel;
    }

    ReleaseSummary(@NonNull ReleaseSummary other) {
        this(other.pluginId, other.pluginName, other.version, other.channel);
        status = other.status;
        startedAt = other.startedAt;
        duration = other.duration;
        retries = other.retries;
        nextCheckAt = other.nextCheckAt;
        submittedAt = other.submittedAt;
        statusSince = other.statusSince;
        expectedReview = other.expectedReview;
        alreadyPublished = other.alreadyPublished;
        unknownSince = other.unknownSince;
        reviewUrl = other.reviewUrl;
        publishId = other.publishId;
        endpoint = other.endpoint;
        attempt = other.attempt;
    }

    @Exported
    public String getPluginId() {
        return pluginId;
    }

    @Exported
    public String getPluginName() {
        return pluginName;
    }

    /** For pages: the name of the plugin, or a text that it is not known, because the publish failed before it read plugin.yaml. */
    public String getTitle() {
        return pluginName.isEmpty() ? Messages.ReleaseSummary_UnknownPlugin() : pluginName;
    }

    @Exported
    public String getVersion() {
        return version;
    }

    @Exported
    public String getChannel() {
        return channel;
    }

    /** The Marketplace's word for the status of the version; {@code failed} or {@code interrupted} if the publish did not complete. */
    @Exported
    public String getStatus() {
        return status;
    }

    /** For pages: label and color of the status. */
    public ReleaseStatus getState() {
        return ReleaseStatus.of(status);
    }

    /** Whether the decision of the review may still change the status. */
    public abstract boolean isPending();

    /** Whether the review is pending and may be requested again. */
    boolean isDue(@NonNull Instant now) {
        return isPending() && nextCheckAt <= now.toEpochMilli();
    }

    /**
     * Whether the review takes longer than the Marketplace announced, or whether its status has been unknown for more than an hour after the
     * time at which Jenkins should have requested it.
     */
    public boolean isOverdue(@NonNull Instant now) {
        if (!isPending()) {
            return false;
        }
        boolean late = expectedReview > 0 && submittedAt > 0 && now.toEpochMilli() > submittedAt + expectedReview;
        long due = unknownSince == 0 ? nextCheckAt : unknownSince;
        return late || (due > 0 && now.toEpochMilli() > due + LATE_CHECK);
    }

    /** Milliseconds. */
    @Exported
    public long getDuration() {
        return duration;
    }

    /** The duration in the language of the user. */
    public String getDurationText() {
        return TimeSpan.text(duration);
    }

    @Exported
    public int getRetries() {
        return retries;
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

    /** When the status began, in ISO 8601. */
    @Exported
    public String getStatusSince() {
        return getSince().toString();
    }

    /** When the status began: the end of the publish, or the time at which Jenkins noticed the latest change of the review. */
    public Instant getSince() {
        return Instant.ofEpochMilli(since());
    }

    /** {@link #getSince} in milliseconds since 1970. */
    public long since() {
        return statusSince == 0 ? startedAt + duration : statusSince;
    }

    public Instant getStarted() {
        return Instant.ofEpochMilli(startedAt);
    }

    /** Whether an earlier publish had submitted the same content. */
    @Exported
    public boolean isAlreadyPublished() {
        return alreadyPublished;
    }

    /** Null unless the Marketplace sent an http or https URL. */
    @CheckForNull
    @Exported
    public String getReviewUrl() {
        return Urls.link(reviewUrl);
    }

    /** Null until the version is registered. */
    @CheckForNull
    @Exported
    public String getPublishId() {
        return publishId;
    }

    /** Name of the endpoint, or the URL that the job specified; empty if the publish failed before it was known. */
    @Exported
    public String getEndpoint() {
        return Util.fixNull(endpoint);
    }

    /** Whether the publish failed or was interrupted, so that there may be another attempt. */
    public boolean isAttemptFailed() {
        return ReleaseStatus.FAILED.equals(status) || ReleaseStatus.STOPPED.equals(status);
    }

    /**
     * Whether this record takes the place of an earlier one of the same build. A later state of the same publish does. A failed attempt
     * takes the place only of an earlier end of the same attempt, which was resumed, and never that of a success.
     */
    boolean replaces(@NonNull ReleaseSummary earlier) {
        boolean sameAttempt = attempt != null && attempt.equals(earlier.attempt);
        if (earlier.isAttemptFailed()) {
            return sameAttempt || (attempt == null && isSameTarget(earlier));
        }
        if (isAttemptFailed()) {
            return false;
        }
        return publishId != null && earlier.publishId != null
                ? publishId.equals(earlier.publishId)
                : isSameTarget(earlier);
    }

    /** Whether this use of the step has published it. */
    public boolean isOf(@NonNull String use) {
        return use.equals(attempt);
    }

    /** Whether the other record, of the same build, is about the same publish. */
    boolean isSameAs(@NonNull ReleaseSummary other) {
        return isSameTarget(other) && (attempt == null || other.attempt == null || attempt.equals(other.attempt));
    }

    @CheckForNull
    static Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    @CheckForNull
    static String text(@CheckForNull Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private boolean isSameTarget(ReleaseSummary other) {
        boolean sameEndpoint = getEndpoint().isEmpty()
                || other.getEndpoint().isEmpty()
                || getEndpoint().equals(other.getEndpoint());
        return sameEndpoint
                && pluginId.equals(other.pluginId)
                && version.equals(other.version)
                && channel.equals(other.channel);
    }
}
