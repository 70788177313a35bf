package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.evidence.TestSummary;

/** A report without tests usually means that the build selected none, which looks like success. */
final class TestsWereRun extends TestReportRule {
    TestsWereRun() {
        super(
                "PX-T003",
                "The test reports list at least one test that was run",
                "requirements, px-plugin test passes with reports ready",
                Severity.ERROR);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        TestSummary tests = plugin.tests();
        if (tests.total() - tests.skipped() <= 0) {
            findings.add(
                    tests.total() == 0
                            ? "The test reports list no test"
                            : "No test was run: %s skipped".formatted(Quantities.count(tests.total(), "test")),
                    "Check which tests the build selects, and run them again.",
                    SourceLocation.ofFile(tests.files().get(0)));
        }
    }
}
