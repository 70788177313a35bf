package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.evidence.TestSummary;

/** A release with failing tests would reach users with known defects. */
final class TestsPass extends TestReportRule {
    TestsPass() {
        super(
                "PX-T002",
                "All tests in the reports passed",
                "requirements, px-plugin test passes with reports ready",
                Severity.ERROR);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        TestSummary tests = plugin.tests();
        if (tests.failed() == 0) {
            return;
        }
        String names = names(tests.failures());
        findings.add(
                "%d of %d tests failed%s".formatted(tests.failed(), tests.total(), names.isEmpty() ? "" : ": " + names),
                "Fix the failures, run the tests again and publish that build.",
                tests.failures().isEmpty() ? null : tests.failures().get(0).location());
    }
}
