package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Api;
import hudson.model.Job;
import hudson.model.RootAction;
import hudson.model.TimeZoneProperty;
import io.jenkins.plugins.powerx.Messages;
import io.jenkins.plugins.powerx.release.ReleaseEntry;
import io.jenkins.plugins.powerx.release.ReleaseIndex;
import io.jenkins.plugins.powerx.release.ReleaseStatus;
import io.jenkins.plugins.powerx.release.ReviewRefresh;
import io.powerx.publish.config.Channel;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/** The dashboard: releases of all jobs that the user may read, trends, and the page of a plugin. The URL contains the whole view. */
@Extension
@ExportedBean
public final class ReleasesRootAction implements RootAction {
    static final String URL = "powerx-releases";
    private static final String LIST = ReleaseList.class.getName();

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
        return URL;
    }

    public Api getApi() {
        return new Api(this);
    }

    /** The view that the URL of the current request specifies. */
    public ReleaseList getList() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        if (request != null && request.getAttribute(LIST) instanceof ReleaseList list) {
            return list;
        }
        ReleaseList list = new ReleaseList(publishes(), query(), Instant.now(), zone());
        if (request != null) {
            request.setAttribute(LIST, list);
        }
        return list;
    }

    /** A Marketplace that does not answer, so that the status of its reviews may have changed since. */
    public record Outage(String endpoint, Instant since) {}

    /** The Marketplaces with pending reviews that cannot be reached. */
    public List<Outage> getOutages() {
        List<Outage> outages = new ArrayList<>();
        for (String endpoint : getList().pendingEndpoints()) {
            Instant since = ReviewRefresh.get().downSince(endpoint);
            if (since != null) {
                outages.add(new Outage(endpoint, since));
            }
        }
        return outages;
    }

    /** The publishes of all jobs that the user may read. */
    static List<ReleaseRow> publishes() {
        Jenkins jenkins = Jenkins.get();
        jenkins.checkPermission(Jenkins.READ);
        List<ReleaseRow> rows = new ArrayList<>();
        // allItems omits items that the user may not read.
        for (Job<?, ?> job : jenkins.allItems(Job.class)) {
            List<ReleaseEntry> entries = ReleaseIndex.get().of(job);
            if (!entries.isEmpty()) {
                JobLabel label = JobLabel.of(job);
                entries.forEach(entry -> rows.add(new ReleaseRow(label, entry)));
            }
        }
        return rows;
    }

    public ReleaseQuery getQuery() {
        return query();
    }

    static ReleaseQuery query() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return new ReleaseQuery(name -> request == null ? null : request.getParameter(name));
    }

    /** The time zone of the user, in which days begin; that of the controller if the user has not chosen one. */
    static ZoneId zone() {
        String chosen = TimeZoneProperty.forCurrentUser();
        return chosen == null
                ? ZoneId.systemDefault()
                : TimeZone.getTimeZone(chosen).toZoneId();
    }

    /** The versions on the page. */
    @Exported
    public List<VersionRow> getReleases() {
        return getList().getRows();
    }

    /** Number of versions on all pages. */
    @Exported
    public int getTotal() {
        return getList().getTotal();
    }

    @Exported
    public int getPage() {
        return getList().getPage();
    }

    @Exported
    public int getPages() {
        return getList().getPages();
    }

    /** Counts of the versions that match everything but {@code state}. */
    @Exported
    public ReleaseCounts getCounts() {
        return getList().getCounts();
    }

    /** Trends of the publishes that match the query, day by day. */
    public DailyTrend getTrend() {
        return DailyTrend.of(publishes(), query(), Instant.now(), zone());
    }

    /** The plugin that the parameter {@code id} specifies. */
    public PluginReleases getPlugin() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String id = request == null ? null : request.getParameter("id");
        return new PluginReleases(Util.fixNull(id), publishes(), Instant.now());
    }

    public List<Channel> getChannels() {
        return List.of(Channel.values());
    }

    public List<ReleaseStatus> getStates() {
        return Arrays.asList(ReleaseStatus.values());
    }

    /** All versions of the view, on all pages, for a spreadsheet. */
    @GET
    public void doCsv(StaplerResponse2 response) throws IOException {
        List<VersionRow> rows = getList().getMatching();
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"plugin-releases.csv\"");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try (Writer writer = response.getWriter()) {
            // Without a byte order mark, spreadsheets take UTF-8 for another encoding.
            writer.write('\uFEFF');
            ReleaseTable.write(writer, rows, Util.fixNull(Jenkins.get().getRootUrl()));
        }
    }
}
