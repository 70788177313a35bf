package io.powerx.publish.precheck;

import io.powerx.publish.config.FailOn;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.plugin.PluginSnapshot;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a precheck.
 *
 * @param findings all of them, errors first, then by place
 * @param rulesRun how many rules had something to look at
 * @param rulesFailed how many of them found an error
 * @param tests summed over the reports found; null where there is none
 * @param lineCoverage percent over the reports found; null where there is none
 */
public record PrecheckReport(
        List<Finding> findings,
        int rulesRun,
        int rulesFailed,
        @Nullable Tests tests,
        @Nullable Double lineCoverage) implements Serializable {
    /** The same report with remedies in a front end's words. */
    public PrecheckReport worded(Vocabulary vocabulary) {
        List<Finding> worded =
                findings.stream().map(finding -> finding.worded(vocabulary)).toList();
        return new PrecheckReport(worded, rulesRun, rulesFailed, tests, lineCoverage);
    }

    public record Tests(int total, int failed, int skipped) implements Serializable {}

    public FindingCounts counts() {
        return FindingCounts.of(findings);
    }

    public boolean passed() {
        return counts().errors() == 0;
    }

    /** Rules that found an error over rules that ran; empty if none ran. */
    public Optional<Double> failureRate() {
        return rulesRun == 0 ? Optional.empty() : Optional.of((double) rulesFailed / rulesRun);
    }

    /** @throws PublishException {@link ErrorCode#PRECHECK_FAILED} if the findings are as serious as {@code failOn} says */
    public void requirePassed(PluginSnapshot plugin, FailOn failOn) {
        if (counts().fail(failOn)) {
            throw PublishException.of(
                            ErrorCode.PRECHECK_FAILED,
                            "check " + plugin.id() + " " + plugin.version(),
                            "found " + counts().text())
                    .build();
        }
    }
}
