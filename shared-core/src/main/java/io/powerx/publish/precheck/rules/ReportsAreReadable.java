package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.ConfiguredTexts;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.evidence.ReportProblem;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An incomplete report often means that the test run was interrupted. */
final class ReportsAreReadable extends DescribedRule {
    ReportsAreReadable() {
        super(
                "PX-T004",
                "The test and coverage reports can be read",
                "JUnit XML; LCOV, Cobertura, JaCoCo, Clover, OpenCover, Istanbul, coverage.py, Go cover profile",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.tests().reports() > 0
                || !plugin.coverage().reports().isEmpty()
                || !problems(plugin).isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (ReportProblem problem : problems(plugin)) {
            // A file that was only found by its name may have another purpose.
            findings.add(
                    problem.configured() ? Severity.ERROR : Severity.WARNING,
                    problem.location() == null
                            ? "A report is missing: " + problem.message()
                            : "A report cannot be read: " + problem.message(),
                    "Run the tests again, or correct the paths under quality in publish.yml.",
                    location(problem, plugin));
        }
    }

    /** A missing report has no place: the pattern that no file matches is what to correct. */
    private static @Nullable SourceLocation location(ReportProblem problem, PluginContext plugin) {
        String pattern = problem.pattern();
        if (pattern == null) {
            return problem.location();
        }
        boolean ofTests = plugin.tests().problems().contains(problem);
        return ConfiguredTexts.locate(
                plugin.publishFile().document(), ofTests ? "/quality/tests" : "/quality/coverage", pattern);
    }

    private static Set<ReportProblem> problems(PluginContext plugin) {
        Set<ReportProblem> problems = new LinkedHashSet<>(plugin.tests().problems());
        problems.addAll(plugin.coverage().problems());
        return problems;
    }
}
