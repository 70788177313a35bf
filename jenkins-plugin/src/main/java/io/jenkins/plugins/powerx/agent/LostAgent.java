package io.jenkins.plugins.powerx.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.ChannelClosedException;
import hudson.remoting.RequestAbortedException;
import java.io.EOFException;

/** Tells failures of the way to the agent from failures on it. */
public final class LostAgent {
    private LostAgent() {}

    /** Whether the agent's going away is behind a failure. */
    public static boolean isCauseOf(@CheckForNull Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ChannelClosedException
                    || cause instanceof RequestAbortedException
                    || cause instanceof EOFException) {
                return true;
            }
        }
        return false;
    }
}
