package io.powerx.publish.precheck;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.pack.Parallel;
import io.powerx.publish.pack.select.FolderListings;
import io.powerx.publish.plugin.PluginFolders;
import io.powerx.publish.precheck.evidence.CoverageSummary;
import io.powerx.publish.precheck.evidence.TestSummary;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs rules on a plugin and collects their findings. */
public final class PrecheckEngine {
    /** By severity, then by location. */
    static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
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
     * Checks a plugin. Whatever cannot be read becomes a finding.
     *
     * @throws PublishException {@link ErrorCode#INTERRUPTED} if the thread is interrupted
     */
    public PrecheckReport check(PluginFolders folders, PrecheckRequest request) {
        return check(folders, List.of(request), new FolderListings(folders.build()))
                .get(0);
    }

    /**
     * Checks a plugin for several targets. What does not depend on the target is read once.
     *
     * @param requests at least one; of the same plugin
     * @param listings receives the folders that were read
     * @return the reports in the order of the requests
     */
    public List<PrecheckReport> check(PluginFolders folders, List<PrecheckRequest> requests, FolderListings listings) {
        PluginContext.Shared shared = new PluginContext.Shared(folders, requests, listings);
        return requests.stream()
                .map(request -> check(folders, PluginContext.of(folders, request, rules, shared)))
                .toList();
    }

    /** The report of a check that could not be made; the rule about the configuration has the reasons. */
    public PrecheckReport failed(PublishException error) {
        List<Finding> findings = Stream.concat(Stream.of(error), error.others().stream())
                .map(each -> PrecheckRequest.Problem.of(PrecheckRequest.Subject.CONFIGURATION, each))
                .map(problem -> new Finding(
                        Rule.CONFIGURATION_VALID,
                        Severity.ERROR,
                        problem.message(),
                        problem.remedy(),
                        problem.location()))
                .toList();
        Map<String, String> notRun = new LinkedHashMap<>();
        rules.forEach(rule -> notRun.put(rule.id(), "the check could not be made"));
        notRun.remove(Rule.CONFIGURATION_VALID);
        return new PrecheckReport(CheckedPlugin.UNKNOWN, findings, List.of(), Map.of(), notRun, 1, 1, null, null);
    }

    private PrecheckReport check(PluginFolders folders, List<PluginContext> packages) {
        PluginContext plugin = packages.get(0);
        RuleRun run = new RuleRun(packages);
        rules.stream().filter(rule -> !isLast(rule)).forEach(run::apply);
        requireNotInterrupted();
        Policy.Outcome outcome = suppress(plugin, run);
        int before = run.findings().size();
        rules.stream().filter(PrecheckEngine::isLast).forEach(run::apply);
        List<Finding> findings = Stream.concat(
                        outcome.findings().stream(), run.findings().stream().skip(before))
                .sorted(ORDER)
                .toList();
        TestSummary tests = plugin.tests();
        CoverageSummary coverage = plugin.coverage();
        return new PrecheckReport(
                run.checked(),
                findings,
                outcome.suppressed().stream()
                        .sorted(Comparator.comparing(SuppressedFinding::finding, ORDER))
                        .toList(),
                SourceLines.of(plugin, findings, run.unquoted()),
                run.notRun(),
                run.applied(),
                PrecheckReport.countFailed(findings),
                tests.reports() == 0 ? null : new PrecheckReport.Tests(tests.total(), tests.failed(), tests.skipped()),
                coverage.percent(),
                folders.separateBuild().isPresent() ? List.of() : fixes(folders.project(), packages, findings),
                facts(packages));
    }

    /** What an interrupted thread could not read is not the plugin's fault, whatever a rule made of it. */
    private static void requireNotInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw Parallel.interrupted();
        }
    }

    private static @Nullable PackageFacts facts(List<PluginContext> packages) {
        try {
            return PackageFacts.of(packages);
        } catch (PublishException unreadable) {
            // A finding reports what cannot be read.
            return null;
        }
    }

    private List<Fix> fixes(Path project, List<PluginContext> packages, List<Finding> findings) {
        ProjectFixes fixes = new ProjectFixes(project);
        Set<String> found = findings.stream().map(Finding::rule).collect(Collectors.toSet());
        for (Rule rule : rules) {
            if (found.contains(rule.id())) {
                fixes.add(rule.id(), edits(rule, packages));
            }
        }
        return fixes.proposed();
    }

    private static List<FileEdit> edits(Rule rule, List<PluginContext> packages) {
        Set<FileEdit> edits = new LinkedHashSet<>();
        for (PluginContext plugin : packages) {
            try {
                edits.addAll(rule.fixes(plugin));
            } catch (PublishException unreadable) {
                // A finding reports what cannot be read.
            }
        }
        return List.copyOf(edits);
    }

    private static boolean isLast(Rule rule) {
        return rule.id().equals(Rule.SUPPRESSIONS);
    }

    private static Policy.Outcome suppress(PluginContext plugin, RuleRun run) {
        return plugin.policy()
                .apply(run.findings(), run.unreadable(), run.notRun().keySet());
    }

    private static int compare(SourceLocation a, SourceLocation b) {
        return Comparator.comparing(SourceLocation::file)
                .thenComparingInt(SourceLocation::line)
                .thenComparingInt(SourceLocation::column)
                .compare(a, b);
    }
}
