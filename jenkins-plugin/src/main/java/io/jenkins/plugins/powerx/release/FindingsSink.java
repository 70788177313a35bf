package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Shows the findings of the precheck in another place. */
public abstract class FindingsSink implements ExtensionPoint {
    private static final Logger LOGGER = Logger.getLogger(FindingsSink.class.getName());

    /**
     * Receives the findings of a build; the list may be empty.
     *
     * @param check name for them, which no other plugin, channel or endpoint of the build has
     * @param page that shows them, relative to the build
     * @param repositoryFolder prefix that turns a finding's file into a path in the repository: empty, or with a trailing slash
     */
    protected abstract void accept(
            @NonNull Run<?, ?> run,
            @NonNull TaskListener log,
            @NonNull String check,
            @NonNull String page,
            @NonNull String repositoryFolder,
            @NonNull List<ReleaseFinding> findings);

    /**
     * Sends the findings to all sinks. A sink that fails does not fail the build.
     *
     * @param page that shows them, relative to the build
     */
    public static void send(
            @NonNull Run<?, ?> run,
            @NonNull TaskListener log,
            @NonNull BuildNames.Subject subject,
            @NonNull String page,
            @NonNull String repositoryFolder,
            @NonNull List<ReleaseFinding> findings)
            throws IOException {
        String check = BuildNames.check(run, subject);
        for (FindingsSink sink : ExtensionList.lookup(FindingsSink.class)) {
            try {
                sink.accept(run, log, check, page, repositoryFolder, findings);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> sink + " could not process the findings of " + run);
            }
        }
    }
}
