package io.powerx.publish.precheck;

import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import java.io.Serializable;
import java.util.List;
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

    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    public boolean passed() {
        return count(Severity.ERROR) == 0;
    }
}
