package io.jenkins.plugins.powerx.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.ChannelClosedException;
import hudson.remoting.RequestAbortedException;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.EOFException;

/** Distinguishes a lost connection to the agent from failures on the agent. */
public final class LostAgent {
    private LostAgent() {}

    /**
     * Whether a lost connection to the agent caused a failure. A server that closes its connection causes an {@link EOFException} too, so
     * failures with any other code than {@link ErrorCode#INTERRUPTED} do not count.
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
