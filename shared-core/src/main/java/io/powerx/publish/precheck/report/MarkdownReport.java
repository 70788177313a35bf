package io.powerx.publish.precheck.report;

import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.SuppressedFinding;
import io.powerx.publish.secret.MarkdownText;

/**
 * Markdown for job summaries and comments, with a table for each file. Untrusted text cannot create links, images,
 * mentions or HTML.
 */
public final class MarkdownReport implements ReportRenderer {
    @Override
    public String render(PrecheckReport report) {
        StringBuilder text = new StringBuilder();
        text.append("## ")
                .append(report.passed() ? "✅" : "❌")
                .append(" Precheck of ")
                .append(escaped(report.plugin().label()))
                .append("\n\n")
                .append(Grouping.summary(report, MessageCatalog.ENGLISH))
                .append(".\n");
        String evidence = Grouping.evidence(report, MessageCatalog.ENGLISH);
        if (!evidence.isEmpty()) {
            text.append('\n').append(evidence).append(".\n");
        }
        Grouping.byFile(report).forEach((file, findings) -> {
            text.append("\n### ").append(escaped(file)).append("\n\n");
            text.append("| line | | rule | finding |\n|---:|---|---|---|\n");
            findings.forEach(finding -> row(text, finding));
        });
        suppressed(text, report);
        return text.toString();
    }

    private static void suppressed(StringBuilder text, PrecheckReport report) {
        if (report.suppressed().isEmpty()) {
            return;
        }
        text.append("\n### Suppressed in publish.yml\n\n| file | rule | finding |\n|---|---|---|\n");
        for (SuppressedFinding suppressed : report.suppressed()) {
            Finding finding = suppressed.finding();
            text.append("| %s | %s | %s<br>%s |\n"
                    .formatted(
                            finding.location() == null
                                    ? ""
                                    : escaped(finding.location().toString()),
                            finding.rule(),
                            escaped(finding.message()),
                            escaped(Grouping.suppression(suppressed, MessageCatalog.ENGLISH))));
        }
    }

    private static void row(StringBuilder text, Finding finding) {
        text.append("| %s | %s | %s | %s<br>%s |\n"
                .formatted(
                        Grouping.place(finding),
                        mark(finding.severity()),
                        finding.rule(),
                        escaped(finding.message()),
                        escaped(finding.remedy())));
    }

    private static String mark(Severity severity) {
        return switch (severity) {
            case ERROR -> "❌ error";
            case WARNING -> "⚠️ warning";
            case INFO -> "ℹ️ info";
        };
    }

    private static String escaped(String foreign) {
        return MarkdownText.escaped(foreign, Grouping.MAX_LENGTH);
    }
}
