package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.powerx.release.ReleaseStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** How many versions are in which state. */
@ExportedBean(defaultVisibility = 2)
public final class ReleaseCounts {
    private static final Duration DAY = Duration.ofDays(1);

    private final List<VersionRow> rows;
    private final Instant now;

    ReleaseCounts(@NonNull List<VersionRow> rows, @NonNull Instant now) {
        this.rows = rows;
        this.now = now;
    }

    /** Versions whose review is pending. */
    @Exported
    public long getOpen() {
        return rows.stream().filter(VersionRow::isPending).count();
    }

    @Exported
    public long getOverdue() {
        return rows.stream().filter(VersionRow::isOverdue).count();
    }

    @Exported
    public long getRejected() {
        return count(ReleaseStatus.REJECTED);
    }

    @Exported
    public long getNeedsChanges() {
        return count(ReleaseStatus.NEEDS_CHANGES);
    }

    /** Versions with failed attempts only. */
    @Exported
    public long getFailed() {
        return count(ReleaseStatus.FAILED_EARLY);
    }

    /** Those of {@link #getFailed} whose last attempt was made during the last 24 hours. */
    @Exported
    public long getFailedRecently() {
        return rows.stream()
                .filter(row -> row.getRelease().getState() == ReleaseStatus.FAILED_EARLY)
                .filter(row -> row.getChanged().isAfter(now.minus(DAY)))
                .count();
    }

    /** Live versions by channel. */
    @Exported
    public Map<String, Long> getLive() {
        Map<String, Long> live = new TreeMap<>();
        rows.stream()
                .filter(VersionRow::isLive)
                .forEach(row -> live.merge(row.getRelease().getChannel(), 1L, Long::sum));
        return live;
    }

    /** The pending version that has been in the review queue for the longest time; null if none is. */
    @CheckForNull
    public VersionRow getLongest() {
        return rows.stream()
                .filter(row -> row.isPending() && row.getQueue() != null)
                .max(Comparator.comparing(VersionRow::getQueue))
                .orElse(null);
    }

    private long count(ReleaseStatus state) {
        return rows.stream().filter(row -> row.getRelease().getState() == state).count();
    }
}
