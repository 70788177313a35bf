package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.evidence.TestSummary;

/** What fails its own tests is not for others. */
final class TestsPass extends DescribedRule {
    private static final int MAX_NAMED = 5;

    TestsPass() {
        super(
                "PX-T002",
                "All tests of the reports passed",
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
        if (tests.failed() == 0) {
            return;
        }
        String names = String.join(
                ", ",
                tests.failures().stream()
                        .limit(MAX_NAMED)
                        .map(TestSummary.Failure::name)
                        .toList());
        findings.add(
                "%d of %d tests failed%s".formatted(tests.failed(), tests.total(), names.isEmpty() ? "" : ": " + names),
                "Correct what they found, run the tests and publish from that build.",
                tests.failures().isEmpty() ? null : tests.failures().get(0).location());
    }
}
