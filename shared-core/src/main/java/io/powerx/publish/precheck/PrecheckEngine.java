package io.powerx.publish.precheck;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.PluginReader;
import io.powerx.publish.precheck.evidence.CoverageSummary;
import io.powerx.publish.precheck.evidence.TestSummary;
import io.powerx.publish.secret.ForeignText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs rules on a plugin and collects their findings. */
public final class PrecheckEngine {
    /** The id of findings about rules that crashed. */
    static final String CRASHED = "PX-X001";

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::location, Comparator.nullsLast(PrecheckEngine::compare))
            .thenComparing(Finding::rule)
            .thenComparing(Finding::message);

    private final List<Rule> rules;

    /** @throws IllegalArgumentException if two rules have the same id */
    public PrecheckEngine(List<Rule> rules) {
        if (rules.stream().map(Rule::id).distinct().count() != rules.size()) {
            throw new IllegalArgumentException("two rules have the same id");
        }
        this.rules = List.copyOf(rules);
    }

    /**
     * Checks a plugin.
     *
     * @param project folder that contains plugin.yaml
     * @throws io.powerx.publish.error.PublishException if plugin.yaml is missing or is not a YAML mapping
     */
    public PrecheckReport check(Path project, PrecheckRequest request) {
        PluginContext plugin = new PluginContext(new PluginReader(project).read(), request);
        List<Finding> findings = new ArrayList<>();
        int run = 0;
        int failed = 0;
        for (Rule rule : rules) {
            List<Finding> found = new ArrayList<>();
            boolean applied = apply(rule, plugin, found);
            run += applied ? 1 : 0;
            failed += found.stream().anyMatch(finding -> finding.severity() == Severity.ERROR) ? 1 : 0;
            findings.addAll(found);
        }
        findings.sort(ORDER);
        TestSummary tests = plugin.tests();
        CoverageSummary coverage = plugin.coverage();
        return new PrecheckReport(
                List.copyOf(findings),
                run,
                failed,
                tests.reports() == 0 ? null : new PrecheckReport.Tests(tests.total(), tests.failed(), tests.skipped()),
                coverage.percent());
    }

    /**
     * A rule that crashes is a bug of the publisher: it must neither hide the findings of other rules nor stop a
     * release.
     */
    private static boolean apply(Rule rule, PluginContext plugin, List<Finding> found) {
        Findings findings = new Findings(rule);
        boolean applies = true;
        try {
            applies = rule.applies(plugin);
            if (applies) {
                rule.check(plugin, findings);
            }
            found.addAll(findings.found());
        } catch (RuntimeException | StackOverflowError e) {
            found.addAll(findings.found());
            found.add(new Finding(
                    CRASHED,
                    Severity.WARNING,
                    ForeignText.oneLine("The rule %s failed: %s".formatted(rule.id(), e), 600),
                    "All other rules were run. Report this as a bug of the publisher.",
                    null));
        }
        return applies;
    }

    private static int compare(SourceLocation a, SourceLocation b) {
        return Comparator.comparing(SourceLocation::file)
                .thenComparingInt(SourceLocation::line)
                .thenComparingInt(SourceLocation::column)
                .compare(a, b);
    }
}
