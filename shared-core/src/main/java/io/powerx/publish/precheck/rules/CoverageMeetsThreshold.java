package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.evidence.CoverageSummary;
import java.util.Locale;

/** The default threshold is 80 percent of lines; publish.yml can change it. */
final class CoverageMeetsThreshold extends DescribedRule {
    CoverageMeetsThreshold() {
        super(
                "PX-T006",
                "The line coverage of the tests reaches the threshold",
                "requirements, coverage thresholds; PowerX release gate COVERAGE_BELOW_THRESHOLD",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.coverage().percent() != null;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Double percent = plugin.coverage().percent();
        double threshold = plugin.request().configuration().coverageThreshold();
        if (percent != null && percent < threshold) {
            findings.add(
                    String.format(
                            Locale.ROOT,
                            "The tests cover %.2f %% of the lines%s, less than the required %.2f %%",
                            Math.floor(percent * 100) / 100,
                            counts(plugin.coverage()),
                            threshold),
                    "Add tests, or change quality.coverageThreshold in publish.yml.",
                    SourceLocation.ofFile(plugin.coverage().reports().get(0)));
        }
    }

    /** Empty if the report only states a percentage. */
    private static String counts(CoverageSummary coverage) {
        return coverage.total() == 0 ? "" : " (%d of %d)".formatted(coverage.covered(), coverage.total());
    }
}
