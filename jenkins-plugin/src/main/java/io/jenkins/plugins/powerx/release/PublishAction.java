package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.HttpResponses;
import io.jenkins.plugins.powerx.Messages;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.RunAction2;
import jenkins.model.Tab;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The releases of a build, with a summary on its page and their own page. */
@ExportedBean
public class PublishAction extends Tab implements RunAction2 {
    public static final String URL = "powerx-release";

    private final List<Release> releases = new CopyOnWriteArrayList<>();

    @SuppressFBWarnings(
            value = "UWF_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "set when the action is attached to its build or loaded with it")
    private transient Run<?, ?> run;

    public PublishAction() {
        super(null);
    }

    /**
     * Adds a release to a build and to the list of its job, or updates it. A failed attempt is listed next to a success. Does nothing if the
     * build was deleted.
     */
    public static void record(@NonNull Run<?, ?> run, @NonNull Release release) throws IOException {
        synchronized (run) {
            if (!BuildPresence.isPresent(run)) {
                return;
            }
            PublishAction action = run.getAction(PublishAction.class);
            if (action == null) {
                action = new PublishAction();
                run.addAction(action);
            }
            action.releases.removeIf(release::replaces);
            action.releases.add(release);
            run.save();
        }
        ReleaseIndex.get().put(run, release);
    }

    /** Saves a release that has changed, in its build and in the list of its job. Does nothing if the build was deleted. */
    static void changed(@NonNull Run<?, ?> run, @NonNull Release release) throws IOException {
        synchronized (run) {
            if (!BuildPresence.isPresent(run)) {
                return;
            }
            run.save();
        }
        ReleaseIndex.get().put(run, release);
    }

    /** The release of an entry in the list of the job; null if the build does not have it. */
    @CheckForNull
    Release of(@NonNull ReleaseEntry entry) {
        return releases.stream()
                .filter(release -> release.isSameAs(entry))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
        object = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        run = r;
        object = r;
    }

    public Run<?, ?> getRun() {
        return run;
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

    public Api getApi() {
        return new Api(this);
    }

    /** Whether the user may refresh the status and a review is pending. */
    public boolean isRefreshable() {
        return run.getParent().hasPermission(Item.BUILD) && releases.stream().anyMatch(Release::isPending);
    }

    /** For pages: since when the endpoint of a pending release cannot be reached; null if it can be, or was not asked yet. */
    @CheckForNull
    public Instant downSince(@NonNull Release release) {
        return release.isPending() ? ReviewRefresh.get().downSince(release.getEndpoint()) : null;
    }

    /** Requests the reviews that are due in the background, and shows the page again, which says whether any was due. */
    @RequirePOST
    public HttpResponse doRefresh() {
        run.getParent().checkPermission(Item.BUILD);
        Instant now = Instant.now();
        boolean due = releases.stream()
                .anyMatch(release -> release.isPending()
                        && (release.getNextCheck() == null
                                || !release.getNextCheck().isAfter(now)));
        if (due) {
            ReviewRefresh.get().begin(run);
        }
        return HttpResponses.redirectViaContextPath(run.getUrl() + URL + "/?refresh=" + (due ? "requested" : "early"));
    }
}
