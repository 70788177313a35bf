package io.jenkins.plugins.powerx.agent;

import hudson.remoting.ProxyException;
import io.powerx.publish.error.PublishException;

/**
 * Makes failures fit for the way to the controller. A cause from a library is of a class that the controller does not take, and an
 * exception with such a cause arrives as a mere text: without its code and its place.
 */
final class AgentFailure {
    private AgentFailure() {}

    /** The same failure, its causes as text. */
    static PublishException of(PublishException failure) {
        Throwable cause = failure.getCause();
        PublishException portable = PublishException.of(failure.code(), failure.tried(), failure.found())
                .at(failure.location().orElse(null))
                .requestId(failure.requestId().orElse(null))
                .supportUrl(failure.supportUrl().orElse(null))
                .publishId(failure.publishId().orElse(null))
                .link(failure.link().orElse(null))
                .causedBy(cause == null ? null : new ProxyException(cause))
                .build();
        portable.setStackTrace(failure.getStackTrace());
        return portable;
    }
}
