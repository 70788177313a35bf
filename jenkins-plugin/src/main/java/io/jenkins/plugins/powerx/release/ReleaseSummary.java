package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.powerx.config.Urls;
import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What the record of a release in its build and its entry in the list of the job have in common. XStream stores the fields of both inline. */
@ExportedBean(defaultVisibility = 2)
public abstract class ReleaseSummary implements Serializable {
    private static final long serialVersionUID = 1L;

    final String pluginId;
    final String pluginName;
    final String version;
    final String channel;

    String status = ReleaseStatus.FAILED;
    long startedAt;
    long duration;
    int retries;
    long nextCheckAt;

    @CheckForNull
    String reviewUrl;

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
        reviewUrl = other.reviewUrl;
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

    /** The Marketplace's word for the status of the version; {@code failed} or {@code interrupted} if the publish did not complete. */
    @Exported
    public String getStatus() {
        return status;
    }

    /** For pages: label and color of the status. */
    public ReleaseStatus getState() {
        return ReleaseStatus.of(status);
    }

    /** Milliseconds. */
    @Exported
    public long getDuration() {
        return duration;
    }

    /** The duration in the language of the user. */
    public String getDurationText() {
        return Util.getTimeSpanString(duration);
    }

    @Exported
    public int getRetries() {
        return retries;
    }

    /** Null unless the Marketplace sent an http or https URL. */
    @CheckForNull
    @Exported
    public String getReviewUrl() {
        return Urls.link(reviewUrl);
    }

    boolean isSameVersion(ReleaseSummary other) {
        return pluginId.equals(other.pluginId) && version.equals(other.version) && channel.equals(other.channel);
    }
}
