package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Somewhere else that shows what the precheck found. */
public abstract class FindingsSink implements ExtensionPoint {
    private static final Logger LOGGER = Logger.getLogger(FindingsSink.class.getName());

    /**
     * Takes the findings of a build, of which there may be none.
     *
     * @param repositoryFolder what stands before a finding's file to make it a path in the repository
     */
    protected abstract void accept(
            @NonNull Run<?, ?> run,
            @NonNull TaskListener log,
            @NonNull String repositoryFolder,
            @NonNull List<ReleaseFinding> findings);

    /** Tells all sinks; the failure of one is no failure of the build. */
    public static void tell(
            @NonNull Run<?, ?> run,
            @NonNull TaskListener log,
            @NonNull String repositoryFolder,
            @NonNull List<ReleaseFinding> findings) {
        for (FindingsSink sink : ExtensionList.lookup(FindingsSink.class)) {
            try {
                sink.accept(run, log, repositoryFolder, findings);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> sink + " could not take the findings of " + run);
            }
        }
    }
}
