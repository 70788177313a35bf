package io.powerx.publish.precheck.report;

import io.powerx.publish.finding.Finding;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;

/** A table for terminals: findings with their remedies, grouped by file. */
public final class TextReport implements ReportRenderer {
    @Override
    public String render(PluginSnapshot plugin, PrecheckReport report) {
        StringBuilder text = new StringBuilder();
        text.append(Grouping.clean(plugin.name() + " " + plugin.version() + " (" + plugin.id() + ")"))
                .append('\n');
        Grouping.byFile(report).forEach((file, findings) -> {
            text.append('\n').append(Grouping.clean(file)).append('\n');
            findings.forEach(finding -> append(text, finding));
        });
        text.append(report.findings().isEmpty() ? "" : "\n")
                .append(Grouping.summary(report))
                .append('\n');
        String evidence = Grouping.evidence(report);
        return text.append(evidence.isEmpty() ? "" : evidence + "\n").toString();
    }

    private static void append(StringBuilder text, Finding finding) {
        text.append("  %-7s  %-7s  %s  %s%n"
                .formatted(
                        Grouping.place(finding),
                        finding.severity().wireName(),
                        finding.rule(),
                        Grouping.clean(finding.message()))
                .replace(System.lineSeparator(), "\n"));
        text.append(" ".repeat(20)).append(Grouping.clean(finding.remedy())).append('\n');
    }
}
