package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.evidence.TestSummary.Failure;
import java.util.List;
import java.util.stream.Collectors;

/** A rule about test reports, which applies if there are any. */
abstract class TestReportRule extends DescribedRule {
    private static final int MAX_LISTED = 5;

    TestReportRule(String id, String title, String source, Severity severity) {
        super(id, title, source, severity);
    }

    @Override
    public final boolean applies(PluginContext plugin) {
        return plugin.tests().reports() > 0;
    }

    /** The names of the first tests. */
    static String names(List<Failure> tests) {
        return tests.stream().limit(MAX_LISTED).map(Failure::name).collect(Collectors.joining(", "));
    }
}
