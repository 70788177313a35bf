package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.evidence.TestSummary;

/** A report of nothing shows nothing. */
final class TestsWereRun extends DescribedRule {
    TestsWereRun() {
        super(
                "PX-T003",
                "The reports tell of tests that were run",
                "requirements, px-plugin test passes with reports ready",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.tests().reports() > 0;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        TestSummary tests = plugin.tests();
        if (tests.total() - tests.skipped() <= 0) {
            findings.add(
                    tests.total() == 0
                            ? "The test reports list no test"
                            : "All " + tests.total() + " tests were skipped",
                    "Check the filter that the build gives to its tests, and run them again.",
                    null);
        }
    }
}
