package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.powerx.config.Urls;
import java.time.Instant;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A release in one line: what lists show without loading the build. */
@ExportedBean(defaultVisibility = 2)
public final class ReleaseEntry {
    private final int build;
    private final String pluginId;
    private final String pluginName;
    private final String version;
    private final String channel;
    private final String status;
    private final long startedAt;
    private final long duration;
    private final int retries;
    private final long nextCheckAt;
    private final boolean pending;

    @CheckForNull
    private final String by;

    @CheckForNull
    private final String reviewUrl;

    @CheckForNull
    private final String errorCode;

    ReleaseEntry(int build, @NonNull Release release, @CheckForNull String by) {
        this.build = build;
        this.pluginId = release.pluginId;
        this.pluginName = release.pluginName;
        this.version = release.version;
        this.channel = release.channel;
        this.status = release.status;
        this.startedAt = release.startedAt;
        this.duration = release.duration;
        this.retries = release.retries;
        this.nextCheckAt = release.nextCheckAt;
        this.pending = release.isPending();
        this.by = by;
        this.reviewUrl = release.reviewUrl;
        this.errorCode = release.failure == null ? null : release.failure.getCode();
    }

    @Exported
    public int getBuild() {
        return build;
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

    @Exported
    public String getStatus() {
        return status;
    }

    public ReleaseStatus getState() {
        return ReleaseStatus.of(status);
    }

    /** ISO 8601. */
    @Exported
    public String getStartedAt() {
        return getStarted().toString();
    }

    public Instant getStarted() {
        return Instant.ofEpochMilli(startedAt);
    }

    /** The duration as people read it, in the language of the reader. */
    public String getDurationText() {
        return Util.getTimeSpanString(duration);
    }

    /** Milliseconds since 1970. */
    public long getTimestamp() {
        return startedAt;
    }

    /** Milliseconds. */
    @Exported
    public long getDuration() {
        return duration;
    }

    @Exported
    public int getRetries() {
        return retries;
    }

    /** Name of whoever started the build; null where nobody did. */
    @CheckForNull
    @Exported
    public String getBy() {
        return by;
    }

    @CheckForNull
    @Exported
    public String getReviewUrl() {
        return Urls.link(reviewUrl);
    }

    @CheckForNull
    @Exported
    public String getErrorCode() {
        return errorCode;
    }

    /** Whether it is the time to ask for the review. */
    boolean isDue(Instant now) {
        return pending && nextCheckAt <= now.toEpochMilli();
    }

    boolean isSame(ReleaseEntry other) {
        return build == other.build
                && channel.equals(other.channel)
                && pluginId.equals(other.pluginId)
                && version.equals(other.version);
    }
}
