package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Locale;

/** The threshold is 80 percent of lines, unless publish.yml says otherwise. */
final class CoverageMeetsThreshold extends DescribedRule {
    CoverageMeetsThreshold() {
        super(
                "PX-T006",
                "The tests cover enough lines",
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
        double threshold = plugin.request().coverageThreshold();
        if (percent != null && percent < threshold) {
            findings.add(
                    String.format(
                            Locale.ROOT,
                            "The tests cover %.2f %% of the lines (%d of %d), less than the %.2f %% asked for",
                            Math.floor(percent * 100) / 100,
                            plugin.coverage().covered(),
                            plugin.coverage().total(),
                            threshold),
                    "Add tests, or set quality.coverageThreshold in publish.yml.",
                    SourceLocation.ofFile(plugin.coverage().reports().get(0)));
        }
    }
}
