package io.powerx.publish.precheck.report;

import io.powerx.publish.finding.Finding;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.SuppressedFinding;
import io.powerx.publish.secret.ForeignText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Helpers of the report formats. */
final class Grouping {
    /** Characters of an untrusted text. */
    static final int MAX_LENGTH = 1_000;

    /** The group of findings that concern no particular file. */
    static final String WHOLE = "The plugin as a whole";

    /** The title of what a finding about a crashed rule violates. */
    static final String ALL_RULES_RUN = "All rules can be run";

    private Grouping() {}

    /** Untrusted text on one line, cleaned and limited in length. */
    static String clean(String foreign) {
        return ForeignText.oneLine(foreign, MAX_LENGTH);
    }

    /** Findings by file, starting with the file of the most severe finding. */
    static Map<String, List<Finding>> byFile(PrecheckReport report) {
        Map<String, List<Finding>> groups = new LinkedHashMap<>();
        for (Finding finding : report.findings()) {
            String file =
                    finding.location() == null ? WHOLE : finding.location().file();
            groups.computeIfAbsent(file, key -> new ArrayList<>()).add(finding);
        }
        return groups;
    }

    /** Such as {@code 1 error, 2 warnings; 34 rules run}. */
    static String summary(PrecheckReport report, MessageCatalog messages) {
        return messages.text("{0}; {1} run", report.summary(messages), messages.count(report.rulesRun(), "rule"));
    }

    /** Such as {@code 6 tests, 0 failed, 95.12 % of the lines covered}; empty without reports. */
    static String evidence(PrecheckReport report, MessageCatalog messages) {
        List<String> parts = new ArrayList<>();
        PrecheckReport.Tests tests = report.tests();
        if (tests != null) {
            parts.add(messages.text(
                    "{0}, {1} failed, {2} skipped",
                    messages.count(tests.total(), "test"), tests.failed(), tests.skipped()));
        }
        Double coverage = report.lineCoverage();
        if (coverage != null) {
            parts.add(messages.text(
                    "{0} % of the lines covered",
                    String.format(Locale.ROOT, "%.2f", Math.floor(coverage * 100) / 100)));
        }
        return parts.stream()
                .reduce((first, second) -> messages.text("{0}, {1}", first, second))
                .orElse("");
    }

    /** Such as {@code suppressed until 2026-12-31: the files are generated}. */
    static String suppression(SuppressedFinding suppressed, MessageCatalog messages) {
        return messages.text("suppressed until {0}: {1}", suppressed.expires(), clean(suppressed.reason()));
    }

    /** {@code line:column}, {@code line}, or nothing. */
    static String place(Finding finding) {
        if (finding.location() == null || finding.location().line() == 0) {
            return "";
        }
        int column = finding.location().column();
        return finding.location().line() + (column == 0 ? "" : ":" + column);
    }
}
