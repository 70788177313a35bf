package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.powerx.release.ReleaseEntry;
import io.jenkins.plugins.powerx.release.ReleaseStatus;
import io.powerx.publish.plugin.SemanticVersion;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The versions that match a query, sorted, with the part of them that the page shows. */
public final class ReleaseList {
    private static final int FOLDERS = 100;

    private final ReleaseQuery query;
    private final List<VersionRow> everything;
    private final List<VersionRow> matching;
    private final ReleaseCounts counts;

    /**
     * @param publishes of the jobs that the user may read, in any order
     * @param zone in which days begin
     */
    public ReleaseList(
            @NonNull Collection<ReleaseRow> publishes,
            @NonNull ReleaseQuery query,
            @NonNull Instant now,
            @NonNull ZoneId zone) {
        this.query = query;
        everything = versions(publishes, now);
        markLive(everything);
        List<VersionRow> inAnyState =
                everything.stream().filter(row -> query.matches(row, now, zone)).toList();
        counts = new ReleaseCounts(inAnyState, now);
        matching = inAnyState.stream()
                .filter(query::matchesState)
                .sorted(query.order().comparator(query.isDescending()))
                .toList();
    }

    /** What attempts at the same version have in common; attempts at an unknown version have their own. */
    private static List<String> identity(ReleaseRow row) {
        ReleaseEntry release = row.getRelease();
        String attempt = release.getPluginId().isEmpty()
                ? row.getJobName() + "#" + release.getBuild() + "@" + release.getTimestamp()
                : "";
        // No record, whose generated hash code makes the first page after a start slow.
        return List.of(
                release.getEndpoint(), release.getPluginId(), release.getVersion(), release.getChannel(), attempt);
    }

    private static List<VersionRow> versions(Collection<ReleaseRow> publishes, Instant now) {
        Map<List<String>, List<ReleaseRow>> attempts = new LinkedHashMap<>();
        for (ReleaseRow row : publishes) {
            attempts.computeIfAbsent(identity(row), same -> new ArrayList<>(1)).add(row);
        }
        List<VersionRow> rows = new ArrayList<>(attempts.size());
        attempts.values().forEach(same -> rows.add(new VersionRow(same, now)));
        return rows;
    }

    /** Marks the highest approved version of each plugin in each channel of each Marketplace. */
    private static void markLive(List<VersionRow> rows) {
        Comparator<VersionRow> byVersion = Comparator.comparing(
                        (VersionRow row) -> row.getRelease().semanticVersion(),
                        Comparator.nullsFirst(Comparator.<SemanticVersion>naturalOrder()))
                .thenComparingLong(VersionRow::changed);
        Map<List<String>, VersionRow> highest = new HashMap<>();
        for (VersionRow row : rows) {
            ReleaseEntry release = row.getRelease();
            if (release.getState() == ReleaseStatus.APPROVED) {
                highest.merge(
                        List.of(release.getEndpoint(), release.getPluginId(), release.getChannel()),
                        row,
                        (one, other) -> byVersion.compare(one, other) >= 0 ? one : other);
            }
        }
        highest.values().forEach(row -> row.setLive(true));
    }

    public ReleaseQuery getQuery() {
        return query;
    }

    public ReleaseCounts getCounts() {
        return counts;
    }

    /** The versions of the page. */
    public List<VersionRow> getRows() {
        int from = Math.min(matching.size(), (getPage() - 1) * query.getSize());
        return matching.subList(from, Math.min(matching.size(), from + query.getSize()));
    }

    /** All versions that match, on all pages. */
    public List<VersionRow> getMatching() {
        return matching;
    }

    public int getTotal() {
        return matching.size();
    }

    /** Whether there is no release at all, whatever the query. */
    public boolean isBlank() {
        return everything.isEmpty();
    }

    public int getPages() {
        return Math.max(1, (matching.size() + query.getSize() - 1) / query.getSize());
    }

    /** The number of the page; the last one if the query asks for one after it. */
    public int getPage() {
        return Math.min(getPages(), query.getPage());
    }

    /** Position of the first version of the page, from 1. */
    public int getFirst() {
        return (getPage() - 1) * query.getSize() + 1;
    }

    public int getLast() {
        return getFirst() + getRows().size() - 1;
    }

    /** Names of the Marketplaces in the list, for the filter. */
    public Collection<String> getEndpoints() {
        TreeSet<String> names = new TreeSet<>();
        everything.forEach(row -> names.add(row.getRelease().getEndpoint()));
        names.remove("");
        return names;
    }

    /** Names of the Marketplaces with pending reviews, whatever the query. */
    Collection<String> pendingEndpoints() {
        TreeSet<String> names = new TreeSet<>();
        everything.stream()
                .filter(VersionRow::isPending)
                .forEach(row -> names.add(row.getRelease().getEndpoint()));
        return names;
    }

    /** The first folders with releases, for the filter. */
    public List<String> getFolders() {
        TreeSet<String> folders = new TreeSet<>();
        everything.stream()
                .flatMap(row -> row.getAttempts().stream())
                .map(ReleaseRow::getJobName)
                .distinct()
                .flatMap(ReleaseList::folders)
                .forEach(folders::add);
        return folders.stream().limit(FOLDERS).toList();
    }

    private static Stream<String> folders(String job) {
        List<String> folders = new ArrayList<>();
        for (int slash = job.indexOf('/'); slash > 0; slash = job.indexOf('/', slash + 1)) {
            folders.add(job.substring(0, slash));
        }
        return folders.stream();
    }
}
