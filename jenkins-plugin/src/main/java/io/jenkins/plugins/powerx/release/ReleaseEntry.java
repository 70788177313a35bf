package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A release in the list of its job, which is shown without loading the build. */
@ExportedBean(defaultVisibility = 2)
public final class ReleaseEntry extends ReleaseSummary {
    private static final long serialVersionUID = 1L;

    private final int build;
    private final boolean pending;

    @CheckForNull
    private final String by;

    @CheckForNull
    private final String errorCode;

    ReleaseEntry(int build, @NonNull Release release, @CheckForNull String by) {
        super(release);
        this.build = build;
        this.pending = release.isPending();
        this.by = by;
        this.errorCode = release.failure == null ? null : release.failure.getCode();
    }

    @Exported
    public int getBuild() {
        return build;
    }

    /** ISO 8601. */
    @Exported
    public String getStartedAt() {
        return getStarted().toString();
    }

    public Instant getStarted() {
        return Instant.ofEpochMilli(startedAt);
    }

    /** Milliseconds since 1970. */
    public long getTimestamp() {
        return startedAt;
    }

    /** Name of the user who started the build; null if no user did. */
    @CheckForNull
    @Exported
    public String getBy() {
        return by;
    }

    @CheckForNull
    @Exported
    public String getErrorCode() {
        return errorCode;
    }

    /** Whether the review is pending and may be requested again. */
    boolean isDue(Instant now) {
        return pending && nextCheckAt <= now.toEpochMilli();
    }

    boolean replaces(ReleaseEntry earlier) {
        return build == earlier.build && super.replaces(earlier);
    }
}
