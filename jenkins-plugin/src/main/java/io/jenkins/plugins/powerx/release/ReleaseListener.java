package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Is notified of releases, for example to send a message. Called on the thread of the publish or of the review refresh, so an
 * implementation should return quickly. One that fails affects neither the build nor other listeners.
 */
public abstract class ReleaseListener implements ExtensionPoint {
    private static final Logger LOGGER = Logger.getLogger(ReleaseListener.class.getName());

    /**
     * A publish has submitted a version or has failed, or the review of a version has moved.
     *
     * @param release its texts are redacted and limited in length, but not escaped
     * @param before the status before; null for a release that is new in the build
     */
    public abstract void onStatusChanged(
            @NonNull Run<?, ?> run, @NonNull Release release, @CheckForNull ReleaseStatus before);

    static void fire(Run<?, ?> run, Release release, @CheckForNull ReleaseStatus before) {
        for (ReleaseListener listener : ExtensionList.lookup(ReleaseListener.class)) {
            try {
                listener.onStatusChanged(run, release, before);
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(Level.WARNING, e, () -> listener + " could not process a release of " + run);
            }
        }
    }
}
