package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** A release without a test report may be one without tests. */
final class TestReportsExist extends DescribedRule {
    TestReportsExist() {
        super(
                "PX-T001",
                "The build left a test report",
                "requirements, test coverage; inputs, test and coverage reports",
                Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        if (plugin.tests().reports() == 0) {
            findings.add(
                    "No test report was found",
                    "Let the tests write JUnit XML, to reports/junit.xml or where quality.tests in publish.yml says.",
                    null);
        }
    }
}
