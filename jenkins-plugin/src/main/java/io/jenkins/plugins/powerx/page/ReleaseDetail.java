package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.Release;
import java.util.List;
import jenkins.model.details.Detail;
import jenkins.model.details.DetailFactory;

/** A release in the header of a build's page: version, channel and status. */
public final class ReleaseDetail extends Detail {
    private final Release release;

    ReleaseDetail(Run<?, ?> run, Release release) {
        super(run);
        this.release = release;
    }

    @Override
    public String getIconClassName() {
        return "symbol-paper-plane-outline";
    }

    @Override
    public String getDisplayName() {
        return release.getVersion() + " " + release.getChannel() + ": "
                + release.getState().getLabel();
    }

    @CheckForNull
    @Override
    public String getLink() {
        return PublishAction.URL;
    }

    /** Adds a detail for each release of a build. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends DetailFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @NonNull
        @Override
        public List<? extends Detail> createFor(@NonNull Run target) {
            Run<?, ?> run = target;
            PublishAction action = run.getAction(PublishAction.class);
            return action == null
                    ? List.of()
                    : action.getReleases().stream()
                            .map(release -> new ReleaseDetail(run, release))
                            .toList();
        }
    }
}
