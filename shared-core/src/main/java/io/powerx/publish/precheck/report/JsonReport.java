package io.powerx.publish.precheck.report;

import io.powerx.publish.finding.Finding;
import io.powerx.publish.json.Json;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.SuppressedFinding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The report as JSON, for scripts. */
public final class JsonReport implements ReportRenderer {
    @Override
    public String render(PrecheckReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schemaVersion", "1");
        json.put("pluginId", report.plugin().id());
        json.put("version", report.plugin().version());
        json.put("passed", report.passed());
        json.put("errors", report.counts().errors());
        json.put("warnings", report.counts().warnings());
        json.put("suppressed", report.suppressed().size());
        json.put("rulesRun", report.rulesRun());
        json.put("rulesFailed", report.rulesFailed());
        json.put("rulesNotRun", report.notRun());
        json.put("tests", report.tests());
        json.put("lineCoverage", report.lineCoverage());
        json.put(
                "findings",
                report.findings().stream().map(each -> withFix(each, report)).toList());
        json.put(
                "suppressedFindings",
                report.suppressed().stream().map(JsonReport::suppressed).toList());
        json.values().removeIf(Objects::isNull);
        return Json.writePretty(json);
    }

    private static Map<String, Object> withFix(Finding finding, PrecheckReport report) {
        Map<String, Object> json = finding(finding);
        String fix = report.fixOf(finding);
        if (!fix.isEmpty()) {
            json.put("fix", fix);
        }
        return json;
    }

    private static Map<String, Object> suppressed(SuppressedFinding suppressed) {
        Map<String, Object> json = finding(suppressed.finding());
        json.put("reason", Grouping.clean(suppressed.reason()));
        json.put("expires", suppressed.expires().toString());
        return json;
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rule", finding.rule());
        json.put("severity", finding.severity().wireName());
        json.put("message", Grouping.clean(finding.message()));
        json.put("remedy", Grouping.clean(finding.remedy()));
        if (finding.location() != null) {
            json.put("file", finding.location().file());
            if (finding.location().line() > 0) {
                json.put("line", finding.location().line());
            }
            if (finding.location().column() > 0) {
                json.put("column", finding.location().column());
            }
        }
        return json;
    }
}
