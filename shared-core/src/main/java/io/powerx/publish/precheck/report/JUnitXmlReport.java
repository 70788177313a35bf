package io.powerx.publish.precheck.report;

import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.Rule;
import io.powerx.publish.precheck.SuppressedFinding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** JUnit XML with a test case for each rule. Errors are its failure, other findings its output; a rule that was not run, or whose findings are all suppressed, is skipped. */
public final class JUnitXmlReport implements ReportRenderer {
    private final List<Rule> rules;

    /** @param rules all rules */
    public JUnitXmlReport(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    @Override
    public String render(PrecheckReport report) {
        Map<String, String> cases = new LinkedHashMap<>();
        rules.forEach(rule -> cases.put(rule.id(), rule.title()));
        report.findings().forEach(finding -> cases.putIfAbsent(finding.rule(), Grouping.ALL_RULES_RUN));
        Map<String, List<Finding>> byRule = report.findings().stream().collect(Collectors.groupingBy(Finding::rule));
        long failures = byRule.values().stream().filter(JUnitXmlReport::fails).count();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        Map<String, List<SuppressedFinding>> suppressed = report.suppressed().stream()
                .collect(Collectors.groupingBy(each -> each.finding().rule()));
        Map<String, String> skips = new HashMap<>(report.notRun());
        suppressed.forEach((id, findings) -> {
            if (!byRule.containsKey(id)) {
                skips.put(id, suppressions(findings));
            }
        });
        int skipped = skips.size();
        xml.append("<testsuites name=\"px-plugin precheck\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">\n"
                .formatted(cases.size(), failures, skipped));
        xml.append("  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">\n"
                .formatted(escaped(report.plugin().label()), cases.size(), failures, skipped));
        cases.forEach((id, title) -> testCase(
                xml,
                id + " " + title,
                byRule.getOrDefault(id, List.of()),
                suppressions(suppressed.getOrDefault(id, List.of())),
                skips.get(id)));
        return xml.append("  </testsuite>\n</testsuites>\n").toString();
    }

    private static void testCase(
            StringBuilder xml, String name, List<Finding> findings, String suppressions, @Nullable String notRun) {
        xml.append("    <testcase classname=\"precheck\" name=\"%s\"".formatted(escaped(name)));
        if (notRun != null) {
            xml.append("><skipped message=\"%s\"/></testcase>\n".formatted(escaped(notRun)));
            return;
        }
        if (findings.isEmpty()) {
            xml.append("/>\n");
            return;
        }
        xml.append(">\n");
        List<Finding> errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            xml.append("      <failure type=\"%s\" message=\"%s\">%s</failure>\n"
                    .formatted(
                            escaped(errors.get(0).rule()),
                            escaped(Grouping.clean(errors.get(0).message())),
                            escaped(lines(errors))));
        }
        List<Finding> others = findings.stream()
                .filter(finding -> finding.severity() != Severity.ERROR)
                .toList();
        String output = Stream.of(lines(others), suppressions)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
        if (!output.isEmpty()) {
            xml.append("      <system-out>%s</system-out>\n".formatted(escaped(output)));
        }
        xml.append("    </testcase>\n");
    }

    private static String suppressions(List<SuppressedFinding> suppressed) {
        return suppressed.stream()
                .map(each ->
                        (each.finding().location() == null ? "" : each.finding().location() + ": ")
                                + Grouping.clean(each.finding().message()) + "\n    "
                                + Grouping.suppression(each, MessageCatalog.ENGLISH))
                .collect(Collectors.joining("\n"));
    }

    private static String lines(List<Finding> findings) {
        return findings.stream()
                .map(finding -> (finding.location() == null ? "" : finding.location() + ": ")
                        + finding.severity().wireName() + ": " + Grouping.clean(finding.message()) + "\n    "
                        + Grouping.clean(finding.remedy()))
                .collect(Collectors.joining("\n"));
    }

    private static boolean fails(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** Escapes text for content and attributes; characters that XML does not allow become the replacement character. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append("&#10;");
                default -> escaped.appendCodePoint(isXml(c) ? c : '\uFFFD');
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t' || (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c < 0xFFFE) || c >= 0x10000;
    }
}
