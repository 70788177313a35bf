package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.Util;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.HttpResponses;
import io.jenkins.plugins.powerx.Messages;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
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

    /** Refreshes the reviews that are due, and shows the page again. */
    @RequirePOST
    public HttpResponse doRefresh() throws IOException {
        run.getParent().checkPermission(Item.BUILD);
        String problem = null;
        for (Release release : releases) {
            try {
                ReviewRefresh.refresh(run, release);
            } catch (PublishException e) {
                problem = Util.fixNull(e.getMessage());
            }
        }
        return problem == null
                ? HttpResponses.redirectToDot()
                : HttpResponses.redirectViaContextPath(run.getUrl() + URL + "/?refresh=failed");
    }
}
