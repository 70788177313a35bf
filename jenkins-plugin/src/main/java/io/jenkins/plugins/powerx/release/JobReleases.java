package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.XmlFile;
import hudson.model.Job;
import hudson.util.XStream2;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The releases of one job, newest first. They have their own file, so that lists need not load builds. */
public final class JobReleases {
    static final String FILE = "powerx-releases.xml";

    private static final Logger LOGGER = Logger.getLogger(JobReleases.class.getName());
    private static final XStream2 XSTREAM = new XStream2();

    static {
        XSTREAM.alias("release", ReleaseEntry.class);
        XSTREAM.alias("releases", ArrayList.class);
    }

    private final XmlFile file;
    private List<ReleaseEntry> entries;

    /** Of the file with these entries; null if there is none. */
    @CheckForNull
    private ReleaseSnapshot.Stamp stamp;

    private JobReleases(XmlFile file, List<ReleaseEntry> entries, @CheckForNull ReleaseSnapshot.Stamp stamp) {
        this.file = file;
        this.entries = entries;
        this.stamp = stamp;
    }

    static File fileOf(Job<?, ?> job) {
        return new File(job.getRootDir(), FILE);
    }

    /**
     * Reads the file; one that cannot be read counts as empty and is replaced by the next release.
     *
     * @param stored used instead of the file if the file has not changed since; null if there is none
     */
    static JobReleases load(@NonNull Job<?, ?> job, @CheckForNull ReleaseSnapshot.Stored stored) {
        XmlFile file = new XmlFile(XSTREAM, fileOf(job));
        ReleaseSnapshot.Stamp stamp = ReleaseSnapshot.Stamp.of(file.getFile().toPath());
        if (stored != null && stored.stamp().equals(stamp)) {
            return new JobReleases(file, stored.entries(), stamp);
        }
        List<ReleaseEntry> entries = new ArrayList<>();
        if (stamp != null) {
            try {
                for (Object entry : (List<?>) file.read()) {
                    entries.add((ReleaseEntry) entry);
                }
            } catch (IOException | ClassCastException e) {
                LOGGER.log(Level.WARNING, "Could not read " + file, e);
            }
        }
        return new JobReleases(file, List.copyOf(entries), stamp);
    }

    /** For the snapshot; null if the job has no file. */
    @CheckForNull
    synchronized ReleaseSnapshot.Stored stored(@NonNull String job) {
        return stamp == null ? null : new ReleaseSnapshot.Stored(job, stamp, entries);
    }

    /** Newest first. */
    public synchronized List<ReleaseEntry> entries() {
        return entries;
    }

    /**
     * Adds a release, or replaces an earlier state of it.
     *
     * @param present asked under the lock of the list; nothing is written if the build was deleted
     */
    synchronized void put(ReleaseEntry entry, BooleanSupplier present) throws IOException {
        if (!present.getAsBoolean()) {
            return;
        }
        List<ReleaseEntry> changed = new ArrayList<>(entries);
        changed.removeIf(entry::replaces);
        changed.add(entry);
        changed.sort(Comparator.comparingInt(ReleaseEntry::getBuild)
                .thenComparingLong(ReleaseEntry::getTimestamp)
                .reversed());
        write(changed);
    }

    synchronized void remove(ReleaseSummary entry) throws IOException {
        List<ReleaseEntry> changed = new ArrayList<>(entries);
        if (changed.remove(entry)) {
            write(changed);
        }
    }

    synchronized void removeBuild(int build) throws IOException {
        List<ReleaseEntry> changed = new ArrayList<>(entries);
        if (changed.removeIf(entry -> entry.getBuild() == build)) {
            write(changed);
        }
    }

    private void write(List<ReleaseEntry> changed) throws IOException {
        file.write(new ArrayList<>(changed));
        entries = List.copyOf(changed);
        stamp = ReleaseSnapshot.Stamp.of(file.getFile().toPath());
    }
}
