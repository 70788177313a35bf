package io.powerx.publish.precheck.report;

import io.powerx.publish.finding.Finding;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.precheck.CheckedPlugin;
import io.powerx.publish.precheck.Excerpt;
import io.powerx.publish.precheck.Fix;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.SuppressedFinding;
import io.powerx.publish.secret.ForeignText;
import org.jspecify.annotations.Nullable;

/** A table for terminals: findings with the line that they concern and their remedies, grouped by file. */
public final class TextReport implements ReportRenderer {
    private static final String INDENT = " ".repeat(20);
    private static final int SEVERITY_WIDTH = 7;
    private static final int MAX_DIFF = 20_000;

    private final MessageCatalog messages;

    TextReport(MessageCatalog messages) {
        this.messages = messages;
    }

    @Override
    public String render(PrecheckReport report) {
        StringBuilder text = new StringBuilder();
        text.append(title(report.plugin())).append('\n');
        Grouping.byFile(report).forEach((file, findings) -> {
            text.append('\n').append(Grouping.clean(messages.text(file))).append('\n');
            findings.forEach(finding -> append(text, finding, excerpt(report, finding)));
        });
        suppressed(text, report);
        text.append(report.findings().isEmpty() && report.suppressed().isEmpty() ? "" : "\n")
                .append(Grouping.summary(report, messages))
                .append('\n');
        String evidence = Grouping.evidence(report, messages);
        text.append(evidence.isEmpty() ? "" : evidence + "\n");
        fixes(text, report);
        return text.toString();
    }

    private void fixes(StringBuilder text, PrecheckReport report) {
        if (report.fixes().isEmpty()) {
            return;
        }
        text.append('\n')
                .append(messages.text("precheck --fix would make these changes:"))
                .append("\n\n");
        for (Fix fix : report.fixes()) {
            text.append(ForeignText.lines(fix.diff(), MAX_DIFF)).append('\n');
        }
    }

    private void suppressed(StringBuilder text, PrecheckReport report) {
        if (report.suppressed().isEmpty()) {
            return;
        }
        text.append('\n').append(messages.text("Suppressed in publish.yml")).append('\n');
        for (SuppressedFinding suppressed : report.suppressed()) {
            Finding finding = suppressed.finding();
            text.append("  %s  %s%s\n"
                            .formatted(
                                    finding.rule(),
                                    place(finding),
                                    Grouping.clean(messages.composed(finding.message()))))
                    .append(INDENT)
                    .append(Grouping.suppression(suppressed, messages))
                    .append('\n');
        }
    }

    private static String place(Finding finding) {
        return finding.location() == null
                ? ""
                : Grouping.clean(finding.location().toString()) + ": ";
    }

    private String title(CheckedPlugin plugin) {
        return plugin.id() == null || plugin.version() == null
                ? messages.text("Precheck of {0}", Grouping.clean(messages.composed(plugin.label())))
                : Grouping.clean(plugin.name() + " " + plugin.version() + " (" + plugin.id() + ")");
    }

    private static @Nullable Excerpt excerpt(PrecheckReport report, Finding finding) {
        return finding.location() == null ? null : report.excerpts().get(finding.location());
    }

    private void append(StringBuilder text, Finding finding, @Nullable Excerpt excerpt) {
        String severity = messages.text(finding.severity().wireName());
        text.append("  %-7s  %s%s  %s  %s\n"
                .formatted(
                        Grouping.place(finding),
                        severity,
                        " ".repeat(Math.max(0, SEVERITY_WIDTH - columns(severity))),
                        finding.rule(),
                        Grouping.clean(messages.composed(finding.message()))));
        if (excerpt != null) {
            text.append(INDENT).append("| ").append(excerpt.text()).append('\n');
            if (excerpt.caret() >= 0) {
                int width = columns(excerpt.text().substring(0, excerpt.caret()));
                text.append(INDENT).append("| ").append(" ".repeat(width)).append("^\n");
            }
        }
        text.append(INDENT)
                .append(Grouping.clean(messages.composed(finding.remedy())))
                .append('\n');
    }

    /** The width of a text on a terminal, which shows Chinese, Japanese and Korean characters in two columns. */
    private static int columns(String text) {
        return text.codePoints()
                .map(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN
                                || Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL
                                || Character.UnicodeScript.of(c) == Character.UnicodeScript.HIRAGANA
                                || Character.UnicodeScript.of(c) == Character.UnicodeScript.KATAKANA
                                || (c >= 0x3000 && c <= 0x303F)
                                || (c >= 0xFF01 && c <= 0xFF60)
                        ? 2
                        : 1)
                .sum();
    }
}
