package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

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
        if (plugin.coverage().percent() == null) {
            findings.add(
                    plugin.coverage().reports().isEmpty()
                            ? "No coverage report was found"
                            : "The coverage reports contain no lines",
                    "Configure the tests to write LCOV, Cobertura, JaCoCo, a Go cover profile or Istanbul's json-summary"
                            + " to reports/ or coverage/, or to the path in quality.coverage of publish.yml.",
                    null);
        }
    }
}
