package io.jenkins.plugins.powerx.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.ChannelClosedException;
import hudson.remoting.RequestAbortedException;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.EOFException;

/** Tells failures of the way to the agent from failures on it. */
public final class LostAgent {
    private LostAgent() {}

    /**
     * Whether the agent's going away is behind a failure. A server that hangs up leaves an {@link EOFException}, too, so a failure
     * that has another code is never the agent's.
     */
    public static boolean isCauseOf(@CheckForNull Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PublishException known && known.code() != ErrorCode.INTERRUPTED) {
                return false;
            }
            if (cause instanceof ChannelClosedException
                    || cause instanceof RequestAbortedException
                    || cause instanceof EOFException) {
                return true;
            }
        }
        return false;
    }
}
