package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.PeriodicWork;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;

/** The releases of all jobs, in memory. */
@Extension
public final class ReleaseIndex extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(ReleaseIndex.class.getName());

    private final Map<String, JobReleases> byJob = new ConcurrentHashMap<>();

    /** What the snapshot of the last run of Jenkins contains, until it is used. */
    private final Map<String, ReleaseSnapshot.Stored> stored = new ConcurrentHashMap<>();

    private final AtomicBoolean changed = new AtomicBoolean();

    /** Deleted builds that other objects still refer to, whose releases must not be added again. */
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
        releases(run.getParent())
                .put(
                        new ReleaseEntry(run.getNumber(), release, BuildStarter.of(run)),
                        () -> !deleted.contains(run) && BuildPresence.isPresent(run));
        changed.set(true);
    }

    JobReleases releases(Job<?, ?> job) {
        return byJob.computeIfAbsent(job.getFullName(), name -> load(job, stored.remove(name)));
    }

    private JobReleases load(Job<?, ?> job, @CheckForNull ReleaseSnapshot.Stored list) {
        JobReleases releases = JobReleases.load(job, list);
        boolean read = list == null
                ? !releases.entries().isEmpty()
                : !releases.entries().equals(list.entries());
        if (read) {
            changed.set(true);
        }
        return releases;
    }

    /** Runs after a start and after a reload from disk, when files may have changed. */
    @Override
    public void onLoaded() {
        try {
            Map<String, ReleaseSnapshot.Stored> read = ReleaseSnapshot.read(snapshot());
            stored.clear();
            stored.putAll(read);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The lists of releases are read from their own files", e);
        }
        byJob.clear();
        Timer.get().execute(this::readAll);
    }

    /** Reads all lists, so that the first page need not wait for them. */
    private void readAll() {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            Jenkins.get().allItems(Job.class).forEach(this::of);
        }
        // What is left belongs to jobs that no longer exist.
        stored.clear();
    }

    /** Writes the snapshot if a list has changed since it was written. */
    void writeSnapshot() {
        if (!changed.getAndSet(false)) {
            return;
        }
        List<ReleaseSnapshot.Stored> lists = new ArrayList<>(stored.values());
        byJob.forEach((job, releases) -> {
            ReleaseSnapshot.Stored list = releases.stored(job);
            if (list != null) {
                lists.add(list);
            }
        });
        try {
            ReleaseSnapshot.write(snapshot(), lists);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Could not write " + snapshot(), e);
        }
    }

    private static Path snapshot() {
        return Jenkins.get().getRootDir().toPath().resolve("powerx-publish").resolve("releases.cache");
    }

    @Override
    public void onBeforeShutdown() {
        writeSnapshot();
    }

    /** Writes the snapshot now and then, for a controller that is killed. */
    @Extension
    public static final class Writer extends PeriodicWork {
        @Override
        public long getRecurrencePeriod() {
            return TimeUnit.MINUTES.toMillis(5);
        }

        @Override
        protected void doRun() {
            ReleaseIndex.get().writeSnapshot();
        }
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
                index.changed.set(true);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "Could not remove " + run + " from the list of releases", e);
            }
        }
    }
}
