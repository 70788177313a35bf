package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.evidence.DatedReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Set;

/** A report from an earlier build, for example from a cache, proves nothing about the commit that is published. */
final class ReportsAreCurrent extends DescribedRule {
    ReportsAreCurrent() {
        super(
                "PX-T008",
                "The test and coverage reports are not older than the commit",
                "requirements, inputs, test and coverage reports; the reports' own timestamps",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !dated(plugin).isEmpty() && plugin.committed().isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Instant committed = plugin.committed().orElseThrow().truncatedTo(ChronoUnit.SECONDS);
        for (DatedReport report : dated(plugin)) {
            if (report.written().isBefore(committed)) {
                findings.add(
                        "The report is from %s, before the commit that is checked out, which was made at %s"
                                .formatted(report.written().truncatedTo(ChronoUnit.SECONDS), committed),
                        "Run the tests on this commit, and delete reports of earlier builds first.",
                        SourceLocation.ofFile(report.file()));
            }
        }
    }

    private static Set<DatedReport> dated(PluginContext plugin) {
        Set<DatedReport> dated = new LinkedHashSet<>(plugin.tests().dated());
        dated.addAll(plugin.coverage().dated());
        return dated;
    }
}
