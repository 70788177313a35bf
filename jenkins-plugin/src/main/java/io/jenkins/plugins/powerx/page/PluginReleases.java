package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.Release;
import io.jenkins.plugins.powerx.release.ReleaseRollout;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenkins.model.Jenkins;

/** The versions of one plugin, by channel and Marketplace. */
public final class PluginReleases {
    private static final int SHOWN = 25;

    private final String id;
    private final List<ChannelVersions> channels = new ArrayList<>();

    /** The versions in a channel of a Marketplace, the highest first. */
    public record ChannelVersions(String channel, String endpoint, List<Version> versions, int hidden) {
        /** The version that tenants have; null if no version is approved. */
        @CheckForNull
        public Version live() {
            return versions.stream()
                    .filter(version -> version.row().isLive())
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * One version.
     *
     * @param release the record in the build; null if the build cannot be read
     * @param now for the stage of the rollout
     */
    public record Version(VersionRow row, @CheckForNull Release release, Instant now) {
        /** The batch that the plan of a live version has reached, from 1; 0 without a plan, or if it has not begun. */
        public int stage() {
            ReleaseRollout rollout = release == null ? null : release.getRollout();
            return rollout == null || !row.isLive() ? 0 : rollout.stage(release.getSince(), now);
        }
    }

    /** @param publishes of the jobs that the user may read */
    PluginReleases(@NonNull String id, @NonNull Collection<ReleaseRow> publishes, @NonNull Instant now) {
        this.id = id;
        List<ReleaseRow> own = publishes.stream()
                .filter(row -> !id.isEmpty() && row.getRelease().getPluginId().equals(id))
                .toList();
        List<VersionRow> rows =
                new ReleaseList(own, new ReleaseQuery(name -> null), now, ZoneId.systemDefault()).getMatching();
        Map<String, List<VersionRow>> byPlace = new TreeMap<>();
        rows.forEach(row -> byPlace.computeIfAbsent(
                        row.getRelease().getChannel() + "\n" + row.getRelease().getEndpoint(),
                        place -> new ArrayList<>())
                .add(row));
        byPlace.values().forEach(place -> channels.add(channel(place, now)));
    }

    private static ChannelVersions channel(List<VersionRow> rows, Instant now) {
        List<VersionRow> sorted =
                rows.stream().sorted(ReleaseOrder.VERSION.comparator(true)).toList();
        List<VersionRow> shown = new ArrayList<>(sorted.subList(0, Math.min(SHOWN, sorted.size())));
        sorted.stream().filter(row -> row.isLive() && !shown.contains(row)).forEach(shown::add);
        VersionRow any = sorted.get(0);
        return new ChannelVersions(
                any.getRelease().getChannel(),
                any.getRelease().getEndpoint(),
                shown.stream().map(row -> new Version(row, release(row), now)).toList(),
                sorted.size() - shown.size());
    }

    /** Loads the build. */
    @CheckForNull
    private static Release release(VersionRow row) {
        Job<?, ?> job = Jenkins.get().getItemByFullName(row.getJobName(), Job.class);
        Run<?, ?> run =
                job == null ? null : job.getBuildByNumber(row.getRelease().getBuild());
        PublishAction action = run == null ? null : run.getAction(PublishAction.class);
        return action == null ? null : action.of(row.getRelease());
    }

    public String getId() {
        return id;
    }

    /** The name in the latest publish; the id if there is none. */
    public String getName() {
        return channels.stream()
                .flatMap(channel -> channel.versions().stream())
                .map(Version::row)
                .max(Comparator.comparing(VersionRow::getChanged))
                .map(row -> row.getRelease().getTitle())
                .orElse(id);
    }

    /** The list of all versions in a channel. */
    public String earlier(@NonNull ChannelVersions channel) {
        return "./"
                + new ReleaseQuery(Map.of(
                                "q",
                                id,
                                "endpoint",
                                channel.endpoint(),
                                "channel",
                                channel.channel(),
                                "sort",
                                "-version")::get)
                        .getLink();
    }

    public List<ChannelVersions> getChannels() {
        return channels;
    }
}
