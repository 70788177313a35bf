package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.powerx.Messages;
import io.jenkins.plugins.powerx.release.ReleaseEntry;
import io.jenkins.plugins.powerx.release.ReleaseIndex;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import jenkins.model.Tab;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The releases of a job: a table and a trend. */
@ExportedBean
public final class JobReleasesAction extends Tab {
    private final Job<?, ?> job;

    JobReleasesAction(@NonNull Job<?, ?> job) {
        super(job);
        this.job = job;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    /** Newest first. Requires the permission to read the job. */
    @Exported
    public List<ReleaseEntry> getReleases() {
        job.checkPermission(Item.READ);
        return ReleaseIndex.get().of(job);
    }

    /** The versions that the job published, sorted and on pages as the URL specifies. */
    public ReleaseList getList() {
        JobLabel label = JobLabel.of(job);
        return new ReleaseList(
                getReleases().stream()
                        .map(entry -> new ReleaseRow(label, entry))
                        .toList(),
                ReleasesRootAction.query(),
                Instant.now(),
                ReleasesRootAction.zone());
    }

    public TrendChart getTrend() {
        return TrendChart.of(getReleases());
    }

    @Override
    public String getIconFileName() {
        return "symbol-paper-plane-outline";
    }

    @Override
    public String getDisplayName() {
        return Messages.JobReleasesAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return ReleasesRootAction.URL;
    }

    public Api getApi() {
        return new Api(this);
    }

    /** Adds the action to jobs that have releases. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Job target) {
            Job<?, ?> job = target;
            return ReleaseIndex.get().of(job).isEmpty() ? List.of() : List.of(new JobReleasesAction(job));
        }
    }
}
