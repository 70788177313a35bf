package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.evidence.ReportProblem;

/** The release gate of PowerX requires the coverage of each release. */
final class CoverageReportsExist extends DescribedRule {
    CoverageReportsExist() {
        super(
                "PX-T005",
                "The build wrote a coverage report",
                "requirements, test coverage; PowerX release gate COVERAGE_BELOW_THRESHOLD",
                Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        // PX-T004 reports that it cannot be read.
        boolean unreadable = plugin.coverage().problems().stream().anyMatch(ReportProblem::isUnreadable);
        if (plugin.coverage().percent() == null && !unreadable) {
            findings.add(
                    plugin.coverage().reports().isEmpty()
                            ? "No coverage report was found"
                            : "The coverage reports contain no lines",
                    "Configure the tests to write LCOV, Cobertura, JaCoCo, Clover or OpenCover XML, Istanbul or coverage.py"
                            + " JSON, or a Go cover profile to reports/ or coverage/, or to the path in"
                            + " quality.coverage of publish.yml.",
                    null);
        }
    }
}
