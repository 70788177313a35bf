package io.jenkins.plugins.powerx.page;

import hudson.model.Job;
import io.jenkins.plugins.powerx.release.ReleaseEntry;
import java.util.Locale;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A release with the job that made it. */
@ExportedBean(defaultVisibility = 2)
public final class ReleaseRow {
    private final Job<?, ?> job;
    private final ReleaseEntry release;

    ReleaseRow(Job<?, ?> job, ReleaseEntry release) {
        this.job = job;
        this.release = release;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    @Exported(name = "job")
    public String getJobName() {
        return job.getFullName();
    }

    @Exported
    public ReleaseEntry getRelease() {
        return release;
    }

    boolean contains(String text) {
        return (job.getFullName() + " " + release.getPluginId() + " " + release.getPluginName() + " "
                        + release.getVersion() + " " + release.getBy())
                .toLowerCase(Locale.ROOT)
                .contains(text);
    }
}
