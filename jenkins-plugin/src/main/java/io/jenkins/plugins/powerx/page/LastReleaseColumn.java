package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.views.ListViewColumn;
import hudson.views.ListViewColumnDescriptor;
import io.jenkins.plugins.powerx.Messages;
import io.jenkins.plugins.powerx.release.ReleaseEntry;
import io.jenkins.plugins.powerx.release.ReleaseIndex;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A column with the last release of each job. */
public class LastReleaseColumn extends ListViewColumn {
    @DataBoundConstructor
    public LastReleaseColumn() {}

    /** The last release, or null for items that have none. */
    @CheckForNull
    public ReleaseEntry release(@NonNull Item item) {
        if (!(item instanceof Job<?, ?> job)) {
            return null;
        }
        List<ReleaseEntry> releases = ReleaseIndex.get().of(job);
        return releases.isEmpty() ? null : releases.get(0);
    }

    @Extension
    @Symbol("lastPluginRelease")
    public static class DescriptorImpl extends ListViewColumnDescriptor {
        @Override
        public boolean shownByDefault() {
            return false;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.LastReleaseColumn_DisplayName();
        }
    }
}
