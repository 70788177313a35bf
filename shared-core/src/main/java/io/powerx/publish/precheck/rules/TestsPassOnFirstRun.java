package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.evidence.TestSummary.Failure;
import java.util.List;

/** A test that passes only when it is repeated proves little about the release. */
final class TestsPassOnFirstRun extends TestReportRule {
    TestsPassOnFirstRun() {
        super(
                "PX-T007",
                "All tests passed on the first run",
                "gotestsum --rerun-fails; Surefire rerunFailingTestsCount",
                Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        List<Failure> flaky = plugin.tests().flaky();
        if (!flaky.isEmpty()) {
            findings.add(
                    "Tests failed, and passed only when they were run again: " + names(flaky),
                    "Find out why these tests are unstable. This does not stop the publish.",
                    flaky.get(0).location());
        }
    }
}
