package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Api;
import hudson.model.Job;
import hudson.model.RootAction;
import io.jenkins.plugins.powerx.Messages;
import io.jenkins.plugins.powerx.release.ReleaseEntry;
import io.jenkins.plugins.powerx.release.ReleaseIndex;
import io.jenkins.plugins.powerx.release.ReleaseStatus;
import io.powerx.publish.config.Channel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The releases of all jobs that the user may read. */
@Extension
@ExportedBean
public final class ReleasesRootAction implements RootAction {
    static final int LIMIT = 500;

    @CheckForNull
    @Override
    public String getIconFileName() {
        return Jenkins.get().hasPermission(Jenkins.READ) ? "symbol-paper-plane-outline" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.ReleasesRootAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "powerx-releases";
    }

    public Api getApi() {
        return new Api(this);
    }

    /** Newest first, filtered by the query parameters {@code channel}, {@code status} and {@code q}, without the jobs that the user may not read. */
    @Exported
    public List<ReleaseRow> getReleases() {
        Jenkins.get().checkPermission(Jenkins.READ);
        String channel = parameter("channel");
        String status = parameter("status");
        String text = parameter("q");
        List<ReleaseRow> rows = new ArrayList<>();
        // allItems omits items that the user may not read.
        for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
            for (ReleaseEntry release : ReleaseIndex.get().of(job)) {
                ReleaseRow row = new ReleaseRow(job, release);
                if (matches(channel, release.getChannel())
                        && matches(status, release.getStatus())
                        && (text == null || row.contains(text.toLowerCase(Locale.ROOT)))) {
                    rows.add(row);
                }
            }
        }
        rows.sort(Comparator.comparingLong((ReleaseRow row) -> row.getRelease().getTimestamp())
                .reversed());
        return rows.size() <= LIMIT ? rows : new ArrayList<>(rows.subList(0, LIMIT));
    }

    public int getLimit() {
        return LIMIT;
    }

    /** Whether the query filters the releases. */
    public boolean isFiltered() {
        return Stream.of("channel", "status", "q").anyMatch(name -> parameter(name) != null);
    }

    public List<Channel> getChannels() {
        return List.of(Channel.values());
    }

    public List<ReleaseStatus> getStates() {
        return Arrays.stream(ReleaseStatus.values())
                .filter(state -> state != ReleaseStatus.OTHER)
                .toList();
    }

    /** The value of a query parameter, for the filter's form; null if it is missing or blank. */
    @CheckForNull
    public String parameter(String name) {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request == null ? null : Util.fixEmptyAndTrim(request.getParameter(name));
    }

    private static boolean matches(@CheckForNull String wanted, String value) {
        return wanted == null || wanted.equals(value);
    }
}
