package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.evidence.TestSummary.Failure;
import java.util.List;

/** A test that failed and then passed proves little about the release. */
final class TestsPassOnFirstRun extends DescribedRule {
    private static final int MAX_NAMED = 5;

    TestsPassOnFirstRun() {
        super(
                "PX-T007",
                "No test needed a second run",
                "gotestsum --rerun-fails; Surefire rerunFailingTestsCount",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.tests().reports() > 0;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        List<Failure> flaky = plugin.tests().flaky();
        if (!flaky.isEmpty()) {
            String names = String.join(
                    ", ", flaky.stream().limit(MAX_NAMED).map(Failure::name).toList());
            findings.add(
                    "Failed, then passed when run again: " + names,
                    "Find out why the test fails now and then; the publish continues.",
                    flaky.get(0).location());
        }
    }
}
