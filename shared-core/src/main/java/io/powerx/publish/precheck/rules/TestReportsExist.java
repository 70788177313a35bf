package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.evidence.ReportProblem;

/** Without a report, it is not known whether the release was tested. */
final class TestReportsExist extends DescribedRule {
    TestReportsExist() {
        super(
                "PX-T001",
                "The build wrote a test report",
                "requirements, test coverage; inputs, test and coverage reports",
                Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        // PX-T004 reports that it cannot be read.
        boolean unreadable = plugin.tests().problems().stream().anyMatch(ReportProblem::isUnreadable);
        if (plugin.tests().reports() == 0 && !unreadable) {
            findings.add(
                    "No test report was found",
                    "Configure the tests to write JUnit XML to reports/, or to the path in quality.tests of publish.yml.",
                    null);
        }
    }
}
