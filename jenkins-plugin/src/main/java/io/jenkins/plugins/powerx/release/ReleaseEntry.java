package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.powerx.config.CoreTexts;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.secret.ForeignText;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A release in the list of its job, which is shown without loading the build. */
@ExportedBean(defaultVisibility = 4)
public final class ReleaseEntry extends ReleaseSummary {
    private static final int REASON = 200;

    private final int build;
    private final boolean pending;

    @CheckForNull
    private final String by;

    @CheckForNull
    private final String errorCode;

    /** The beginning of the error's message; null in lists written by version 0.1. */
    @CheckForNull
    private final String reason;

    @CheckForNull
    private transient SemanticVersion semantic;

    private transient volatile boolean parsed;

    /** @param by who or what started the build; null if it is not known */
    ReleaseEntry(int build, @NonNull Release release, @CheckForNull String by) {
        super(release);
        ReleaseFailure failure = release.failure;
        this.build = build;
        this.pending = release.isPending();
        this.by = by;
        this.errorCode = failure == null ? null : failure.getCode();
        this.reason = failure == null ? null : ForeignText.oneLine(failure.getMessage(), REASON);
    }

    private ReleaseEntry(ReleaseSnapshot.Texts input) throws IOException {
        super(input.text(), input.text(), input.text(), input.text());
        build = input.smallNumber();
        pending = input.flag();
        by = input.textOrNull();
        errorCode = input.textOrNull();
        reason = input.textOrNull();
        status = input.text();
        startedAt = input.number();
        duration = input.number();
        retries = input.smallNumber();
        nextCheckAt = input.number();
        submittedAt = input.number();
        statusSince = input.number();
        expectedReview = input.number();
        alreadyPublished = input.flag();
        reviewUrl = input.textOrNull();
        publishId = input.textOrNull();
        endpoint = input.textOrNull();
        attempt = input.textOrNull();
    }

    /** The order of the values is that of {@link #write}. */
    static ReleaseEntry read(@NonNull ReleaseSnapshot.Texts input) throws IOException {
        return new ReleaseEntry(input);
    }

    void write(@NonNull DataOutputStream output) throws IOException {
        output.writeUTF(pluginId);
        output.writeUTF(pluginName);
        output.writeUTF(version);
        output.writeUTF(channel);
        output.writeInt(build);
        output.writeBoolean(pending);
        ReleaseSnapshot.writeText(output, by);
        ReleaseSnapshot.writeText(output, errorCode);
        ReleaseSnapshot.writeText(output, reason);
        output.writeUTF(status);
        output.writeLong(startedAt);
        output.writeLong(duration);
        output.writeInt(retries);
        output.writeLong(nextCheckAt);
        output.writeLong(submittedAt);
        output.writeLong(statusSince);
        output.writeLong(expectedReview);
        output.writeBoolean(alreadyPublished);
        ReleaseSnapshot.writeText(output, reviewUrl);
        ReleaseSnapshot.writeText(output, publishId);
        ReleaseSnapshot.writeText(output, endpoint);
        ReleaseSnapshot.writeText(output, attempt);
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

    /** Milliseconds since 1970. */
    public long getTimestamp() {
        return startedAt;
    }

    /** Who published: the user who started the build, the author of its changes, or what triggered it; null if it is not known. */
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

    /** The beginning of the error's message; null if the publish succeeded, and in lists written by version 0.1. */
    @CheckForNull
    @Exported
    public String getReason() {
        return reason;
    }

    /** For pages: the reason in the user's language, as far as there are translations. */
    @CheckForNull
    public String getReasonText() {
        return reason == null ? null : CoreTexts.failure(reason);
    }

    @Exported
    @Override
    public boolean isPending() {
        return pending;
    }

    /**
     * How long the version was, or has been, in the review queue; null if it never was, or if the record is one of version 0.1 whose review
     * has ended.
     */
    @CheckForNull
    public Duration timeInQueue(@NonNull Instant now) {
        if (submittedAt == 0 || (!pending && statusSince == 0)) {
            return null;
        }
        long end = pending ? now.toEpochMilli() : statusSince;
        return Duration.ofMillis(Math.max(0, end - submittedAt));
    }

    /** How long it took from the start of the publish to the review queue; null if it never got there. */
    @CheckForNull
    public Duration timeToQueue() {
        return submittedAt == 0 || alreadyPublished ? null : Duration.ofMillis(Math.max(0, submittedAt - startedAt));
    }

    /** The version by the precedence of SemVer; null if it is none. Kept, because lists compare thousands of versions. */
    @CheckForNull
    public SemanticVersion semanticVersion() {
        if (!parsed) {
            semantic = SemanticVersion.parse(version).orElse(null);
            parsed = true;
        }
        return semantic;
    }

    boolean replaces(ReleaseEntry earlier) {
        return build == earlier.build && super.replaces(earlier);
    }
}
