package io.powerx.publish.precheck;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Combines the reports of a plugin for several targets. */
public final class TargetReports {
    private TargetReports() {}

    /**
     * One report about all targets. What concerns only some of them specifies which.
     *
     * @param reports by the names of the targets; at least one
     */
    public static PrecheckReport combined(Map<String, PrecheckReport> reports) {
        PrecheckReport first = reports.values().iterator().next();
        if (reports.size() == 1) {
            return first;
        }
        List<Finding> findings = merged(reports, PrecheckReport::findings, Finding::in);
        List<SuppressedFinding> suppressed = merged(
                reports,
                PrecheckReport::suppressed,
                (each, targets) -> new SuppressedFinding(each.finding().in(targets), each.reason(), each.expires()));
        Map<SourceLocation, Excerpt> excerpts = new LinkedHashMap<>();
        Map<String, Fix> fixes = new LinkedHashMap<>();
        reports.values().forEach(report -> {
            excerpts.putAll(report.excerpts());
            report.fixes().forEach(fix -> fixes.putIfAbsent(fix.file(), fix));
        });
        Map<String, String> notRun = new LinkedHashMap<>(first.notRun());
        reports.values()
                .forEach(report -> notRun.keySet().retainAll(report.notRun().keySet()));
        return new PrecheckReport(
                first.plugin(),
                findings.stream().sorted(PrecheckEngine.ORDER).toList(),
                suppressed.stream()
                        .sorted(Comparator.comparing(SuppressedFinding::finding, PrecheckEngine.ORDER))
                        .toList(),
                excerpts,
                notRun,
                first.rulesRun() + first.notRun().size() - notRun.size(),
                PrecheckReport.countFailed(findings),
                first.tests(),
                first.lineCoverage(),
                List.copyOf(fixes.values()),
                first.packages());
    }

    private static <T> List<T> merged(
            Map<String, PrecheckReport> reports, Function<PrecheckReport, List<T>> part, BiFunction<T, String, T> of) {
        Map<T, Set<String>> targets = new LinkedHashMap<>();
        reports.forEach((target, report) -> part.apply(report)
                .forEach(each -> targets.computeIfAbsent(each, key -> new LinkedHashSet<>())
                        .add(target)));
        List<T> merged = new ArrayList<>();
        targets.forEach((each, names) -> merged.add(
                names.size() == reports.size()
                        ? each
                        : of.apply(each, (names.size() == 1 ? "target " : "targets ") + String.join(", ", names))));
        return merged;
    }
}
