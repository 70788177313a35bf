package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Functions;
import hudson.Util;
import hudson.model.BuildBadgeAction;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.HttpResponses;
import io.jenkins.plugins.powerx.Messages;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The releases of a build, with a summary on its page, a badge in the list of builds, and their own page. */
@ExportedBean
public class PublishAction extends BuildTab implements BuildBadgeAction {
    public static final String URL = "powerx-release";
    private static final Logger LOGGER = Logger.getLogger(PublishAction.class.getName());

    private final List<Release> releases = new CopyOnWriteArrayList<>();

    /**
     * Adds a release to a build and to the list of its job, or updates it. A failed attempt is listed next to a success. Does nothing if the
     * build was deleted.
     */
    public static void record(@NonNull Run<?, ?> run, @NonNull Release release) throws IOException {
        String before;
        synchronized (run) {
            if (!BuildPresence.isPresent(run)) {
                return;
            }
            PublishAction action = attached(run, PublishAction.class, PublishAction::new);
            before = release.announced == null ? action.announced(release) : release.announced;
            release.announced = release.status;
            action.releases.removeIf(release::replaces);
            action.releases.add(release);
            run.save();
        }
        ReleaseIndex.get().put(run, release);
        announce(run, release, before);
    }

    /** Saves a release that has changed, in its build and in the list of its job. Does nothing if the build was deleted. */
    static void changed(@NonNull Run<?, ?> run, @NonNull Release release) throws IOException {
        String before;
        synchronized (run) {
            if (!BuildPresence.isPresent(run)) {
                return;
            }
            before = release.announced;
            release.announced = release.status;
            run.save();
        }
        ReleaseIndex.get().put(run, release);
        announce(run, release, before);
    }

    /** The status in which listeners know the earlier state of a release; null if there is none. */
    @CheckForNull
    private String announced(Release release) {
        return releases.stream()
                .filter(release::replaces)
                .map(earlier -> Util.fixNull(earlier.announced))
                .filter(status -> !status.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static void announce(Run<?, ?> run, Release release, @CheckForNull String before) {
        if (!release.status.equals(before)) {
            ReleaseListener.fire(run, release, before == null ? null : ReleaseStatus.of(before));
        }
    }

    /** The release of an entry in the list of the job; null if the build does not have it. */
    @CheckForNull
    public Release of(@NonNull ReleaseSummary entry) {
        return releases.stream()
                .filter(release -> release.isSameAs(entry))
                .findFirst()
                .orElse(null);
    }

    @Exported
    public List<Release> getReleases() {
        return releases;
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return "symbol-paper-plane-outline";
    }

    @Override
    public String getDisplayName() {
        return Messages.PublishAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** Whether the user may refresh the status and a review is pending. */
    public boolean isRefreshable() {
        return getRun().getParent().hasPermission(Item.BUILD)
                && releases.stream().anyMatch(Release::isPending);
    }

    /** For pages: since when the endpoint of a pending release cannot be reached; null if it can be, or was not asked yet. */
    @CheckForNull
    public Instant downSince(@NonNull Release release) {
        return release.isPending() ? ReviewRefresh.get().downSince(release.getEndpoint()) : null;
    }

    /** Who or what started the build; null if it is not known. */
    @CheckForNull
    public String getBy() {
        return BuildStarter.of(getRun());
    }

    /** For pages: whether the review takes too long. */
    public boolean isOverdue(@NonNull Release release) {
        return release.isOverdue(Instant.now());
    }

    /** The batch that the rollout plan of an approved release has reached, from 1; 0 for any other. */
    public int stage(@NonNull Release release) {
        ReleaseRollout rollout = release.getRollout();
        return rollout == null || release.getState() != ReleaseStatus.APPROVED
                ? 0
                : rollout.stage(release.getSince(), Instant.now());
    }

    /** The URL of an archived file, relative to the page; null if it is not archived, or if the user may not read artifacts. */
    @CheckForNull
    public String artifactUrl(@CheckForNull String name) {
        boolean readable = !Functions.isArtifactsPermissionEnabled() || getRun().hasPermission(Run.ARTIFACTS);
        try {
            boolean archived = readable
                    && name != null
                    && getRun().getArtifactManager().root().child(name).exists();
            return archived ? "../artifact/" + Util.rawEncode(name).replace("%2F", "/") : null;
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "Could not look for " + name + " of " + getRun());
            return null;
        }
    }

    /** Requests the reviews that are due in the background, and shows the page again, which says whether any was due. */
    @RequirePOST
    public HttpResponse doRefresh() {
        getRun().getParent().checkPermission(Item.BUILD);
        Instant now = Instant.now();
        boolean due = releases.stream().anyMatch(release -> release.isDue(now));
        if (due) {
            ReviewRefresh.get().begin(getRun());
        }
        return HttpResponses.redirectViaContextPath(
                getRun().getUrl() + URL + "/?refresh=" + (due ? "requested" : "early"));
    }
}
