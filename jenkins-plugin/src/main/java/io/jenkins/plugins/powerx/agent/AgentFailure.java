package io.jenkins.plugins.powerx.agent;

import hudson.remoting.ProxyException;
import io.powerx.publish.error.PublishException;

/**
 * Prepares failures for the way to the controller. The controller rejects classes of libraries, and an exception with such a class among
 * its causes would arrive as mere text, without its code and its location.
 */
final class AgentFailure {
    private AgentFailure() {}

    /** The same failure, with its causes as text. */
    static PublishException of(PublishException failure) {
        Throwable cause = failure.getCause();
        PublishException portable = failure.causedBy(cause == null ? null : new ProxyException(cause));
        portable.setStackTrace(failure.getStackTrace());
        return portable;
    }
}
