package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.powerx.release.ReleaseEntry;
import io.jenkins.plugins.powerx.release.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A version at a Marketplace with all attempts to publish it. The row shows the success whose status is the latest, because the builds that
 * published a version do not learn of its decision at the same time; without a success, it shows the latest failure.
 */
@ExportedBean(defaultVisibility = 2)
public final class VersionRow {
    private final List<ReleaseRow> attempts;
    private final ReleaseRow shown;
    private final ReleaseRow publisher;
    private final Instant now;
    private boolean live;

    /** @param attempts at least one, in any order */
    VersionRow(@NonNull List<ReleaseRow> attempts, @NonNull Instant now) {
        this.now = now;
        if (attempts.size() == 1) {
            this.attempts = attempts;
            shown = attempts.get(0);
            publisher = shown;
            return;
        }
        this.attempts = attempts.stream()
                .sorted(Comparator.comparingLong(
                                (ReleaseRow row) -> row.getRelease().getTimestamp())
                        .reversed())
                .toList();
        List<ReleaseRow> successes = this.attempts.stream()
                .filter(row -> !row.getRelease().isAttemptFailed())
                .toList();
        shown = successes.stream()
                .reduce((newer, older) ->
                        older.getRelease().since() > newer.getRelease().since() ? older : newer)
                .orElse(this.attempts.get(0));
        publisher = successes.stream()
                .filter(row -> !row.getRelease().isAlreadyPublished())
                .reduce((newer, older) -> older)
                .orElse(shown);
    }

    /** Newest first. */
    @Exported
    public List<ReleaseRow> getAttempts() {
        return attempts;
    }

    /** The newest attempt of each build; the newest build first. */
    public List<ReleaseRow> getBuilds() {
        Map<String, ReleaseRow> builds = new LinkedHashMap<>();
        attempts.forEach(attempt -> builds.putIfAbsent(attempt.getUrl(), attempt));
        return List.copyOf(builds.values());
    }

    @Exported
    public ReleaseEntry getRelease() {
        return shown.getRelease();
    }

    public JobLabel getJob() {
        return shown.getJob();
    }

    /** The page of the release in its build, relative to the root of Jenkins. */
    public String getUrl() {
        return shown.getUrl();
    }

    @Exported(name = "job")
    public String getJobName() {
        return shown.getJobName();
    }

    /** Job and build. */
    public String getBuildName() {
        return shown.getBuildName();
    }

    /** Who or what published the version first; null if it is not known. */
    @CheckForNull
    @Exported
    public String getBy() {
        return publisher.getRelease().getBy();
    }

    @Exported
    public boolean isPending() {
        return getRelease().isPending();
    }

    @Exported
    public boolean isOverdue() {
        return getRelease().isOverdue(now);
    }

    /** Whether this is the highest approved version of the plugin in its channel. */
    @Exported
    public boolean isLive() {
        return live;
    }

    void setLive(boolean value) {
        live = value;
    }

    /** How long the version was, or has been, in the review queue; null if it is not known. */
    @CheckForNull
    public Duration getQueue() {
        Instant submitted = publisher.getRelease().getSubmitted();
        if (submitted == null) {
            return getRelease().timeInQueue(now);
        }
        if (isPending()) {
            return nonNegative(Duration.between(submitted, now));
        }
        Duration last = getRelease().isAlreadyPublished() ? null : getRelease().timeInQueue(now);
        return last != null ? last : publisher.getRelease().timeInQueue(now);
    }

    /** {@link #getQueue} in the language of the user; empty if it is not known. */
    public String getQueueText() {
        Duration queue = getQueue();
        return queue == null ? "" : TimeSpan.text(queue.toMillis());
    }

    /** Seconds; null if it is not known. */
    @CheckForNull
    @Exported
    public Long getQueueSeconds() {
        Duration queue = getQueue();
        return queue == null ? null : queue.toSeconds();
    }

    /** How long the version has had its status, in the language of the user. */
    public String getAge() {
        return TimeSpan.text(
                nonNegative(Duration.between(getRelease().getSince(), now)).toMillis());
    }

    /** When the version was published again or its status changed, whichever was later. */
    Instant getChanged() {
        return Instant.ofEpochMilli(changed());
    }

    /** {@link #getChanged} in milliseconds since 1970. */
    long changed() {
        return Math.max(
                attempts.get(0).getRelease().getTimestamp(), getRelease().since());
    }

    boolean contains(String text) {
        return attempts.stream().anyMatch(row -> row.contains(text));
    }

    private static Duration nonNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
