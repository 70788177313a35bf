package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.powerx.publish.config.FailOn;
import io.powerx.publish.config.InvalidChoice;
import io.powerx.publish.config.WireEnum;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.util.List;

/** The parameters that allow only some words. A misspelled one must not publish what the right one would have stopped. */
final class StepChoices {
    static final List<String> SEVERITIES = WireEnum.names(FailOn.class);
    static final List<String> WAIT_RESULTS = List.of("failure", "unstable", "success");

    private StepChoices() {}

    /** @throws PublishException {@link ErrorCode#OPTION_INVALID} for the first parameter with another word */
    static void require(ProjectStep step) {
        require("failOn", step.getFailOn(), SEVERITIES);
        require("unstableOn", step.getUnstableOn(), SEVERITIES);
        if (step instanceof PxPublishStep publish) {
            require("waitResult", publish.getWaitResult(), WAIT_RESULTS);
        }
    }

    private static void require(String parameter, @CheckForNull String value, List<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "use " + parameter + ": '" + value + "'",
                    "it " + InvalidChoice.describe(value, allowed));
        }
    }
}
