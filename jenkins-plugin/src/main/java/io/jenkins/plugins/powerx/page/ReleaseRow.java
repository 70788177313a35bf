package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.powerx.release.ReleaseEntry;
import java.util.Locale;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One publish with the job that made it. */
@ExportedBean(defaultVisibility = 3)
public final class ReleaseRow {
    private final JobLabel job;
    private final ReleaseEntry release;

    ReleaseRow(@NonNull JobLabel job, @NonNull ReleaseEntry release) {
        this.job = job;
        this.release = release;
    }

    public JobLabel getJob() {
        return job;
    }

    @Exported(name = "job")
    public String getJobName() {
        return job.name();
    }

    @Exported
    public ReleaseEntry getRelease() {
        return release;
    }

    /** The page of the release in its build, relative to the root of Jenkins. */
    public String getUrl() {
        return job.url() + release.getBuild() + "/powerx-release/";
    }

    /** Job and build. */
    public String getBuildName() {
        return job.displayName() + " #" + release.getBuild();
    }

    /** @param text in lower case */
    boolean contains(@NonNull String text) {
        return String.join(
                        "\n",
                        job.name(),
                        release.getPluginId(),
                        release.getPluginName(),
                        release.getVersion(),
                        Util.fixNull(release.getBy()),
                        Util.fixNull(release.getErrorCode()),
                        Util.fixNull(release.getReason()))
                .toLowerCase(Locale.ROOT)
                .contains(text);
    }

    boolean isIn(@NonNull String folder) {
        return job.name().startsWith(folder + "/");
    }
}
