package io.jenkins.plugins.powerx.step;

import hudson.AbortException;
import io.jenkins.plugins.powerx.agent.LostAgent;
import io.powerx.publish.event.Quantities;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** The targets of a step that failed, with their reasons; stored with the build, because the other targets have their turn all the same. */
final class TargetFailures implements Serializable {
    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, String> reasons = new LinkedHashMap<>();

    /**
     * Notes the failure of a destination.
     *
     * @throws AbortException the failure itself if it ends the step: that of the only target, or a lost agent
     */
    void add(Destination destination, AbortException failure) throws AbortException {
        if (destination.target() == null || LostAgent.isCauseOf(failure.getCause())) {
            throw failure;
        }
        reasons.put(destination.target(), failure.getMessage());
    }

    /**
     * Fails the step if a target failed.
     *
     * @param targets number of targets that had their turn
     */
    void requireNone(int targets) throws AbortException {
        if (reasons.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder(Quantities.count(reasons.size(), "target"))
                .append(" of ")
                .append(targets)
                .append(" failed: ")
                .append(String.join(", ", reasons.keySet()));
        for (Map.Entry<String, String> failed : reasons.entrySet()) {
            text.append("\nTarget ").append(failed.getKey()).append(": ").append(failed.getValue());
        }
        throw new AbortException(text.toString());
    }
}
