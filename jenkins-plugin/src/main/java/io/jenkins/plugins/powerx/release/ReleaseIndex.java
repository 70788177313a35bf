package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Cause;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Finds the releases of jobs and reads the file of each job only once. */
@Extension
public final class ReleaseIndex extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(ReleaseIndex.class.getName());

    private final Map<String, JobReleases> byJob = new ConcurrentHashMap<>();

    /** Deleted builds that somebody still refers to, whose releases must not be added again. */
    private final Set<Run<?, ?>> deleted = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    public static ReleaseIndex get() {
        return ExtensionList.lookupSingleton(ReleaseIndex.class);
    }

    /** The releases of a job, newest first. The caller has checked that the user may read the job. */
    public List<ReleaseEntry> of(@NonNull Job<?, ?> job) {
        return releases(job).entries();
    }

    /** Adds or replaces a release of a build, unless the build was deleted. */
    public void put(@NonNull Run<?, ?> run, @NonNull Release release) throws IOException {
        Cause.UserIdCause user = run.getCause(Cause.UserIdCause.class);
        releases(run.getParent())
                .put(
                        new ReleaseEntry(run.getNumber(), release, user == null ? null : user.getUserName()),
                        () -> !deleted.contains(run) && BuildPresence.isPresent(run));
    }

    JobReleases releases(Job<?, ?> job) {
        return byJob.computeIfAbsent(job.getFullName(), name -> JobReleases.load(job));
    }

    /** Runs after a start and after a reload from disk, when files may have changed. */
    @Override
    public void onLoaded() {
        byJob.clear();
    }

    @Override
    public void onDeleted(Item item) {
        byJob.remove(item.getFullName());
    }

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        byJob.remove(oldFullName);
        byJob.remove(newFullName);
    }

    /** Removes the releases of deleted builds. */
    @Extension
    public static final class Builds extends RunListener<Run<?, ?>> {
        @Override
        public void onDeleted(Run<?, ?> run) {
            ReleaseIndex index = ReleaseIndex.get();
            index.deleted.add(run);
            try {
                index.releases(run.getParent()).removeBuild(run.getNumber());
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "Could not remove " + run + " from the list of releases", e);
            }
        }
    }
}
