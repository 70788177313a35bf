package io.powerx.publish.precheck.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.error.DocsLink;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.http.ClientVersion;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.plugin.PluginManifest;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.Rule;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SARIF 2.1.0 (OASIS) for code scanning. */
public final class SarifReport implements ReportRenderer {
    private final List<Rule> rules;
    private final String folder;

    /**
     * @param rules the rules that were run
     * @param folder the folder of the plugin relative to the repository, since code scanning expects paths from
     *     there; empty for the root
     */
    public SarifReport(List<Rule> rules, String folder) {
        this.rules = List.copyOf(rules);
        this.folder = folder;
    }

    @Override
    public String render(PrecheckReport report) {
        ObjectNode sarif = Json.mapper().createObjectNode();
        sarif.put(
                "$schema",
                "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        sarif.put("version", "2.1.0");
        ObjectNode run = sarif.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "px-plugin precheck");
        driver.put("version", ClientVersion.current());
        Map<String, Integer> indexes = new LinkedHashMap<>();
        ArrayNode described = driver.putArray("rules");
        for (Rule rule : rules) {
            indexes.put(rule.id(), described.size());
            describe(described.addObject(), rule);
        }
        report.findings().stream()
                .map(Finding::rule)
                .filter(id -> !indexes.containsKey(id))
                .distinct()
                .forEach(id -> {
                    indexes.put(id, described.size());
                    ObjectNode json = described.addObject().put("id", id);
                    json.putObject("shortDescription").put("text", Grouping.ALL_RULES_RUN);
                });
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode results = run.putArray("results");
        report.findings().forEach(finding -> result(results.addObject(), finding, indexes));
        report.suppressed().forEach(suppressed -> {
            ObjectNode result = results.addObject();
            result(result, suppressed.finding(), indexes);
            result.putArray("suppressions")
                    .addObject()
                    .put("kind", "external")
                    .put("status", "accepted")
                    .put("justification", Grouping.suppression(suppressed, MessageCatalog.ENGLISH));
        });
        return Json.writePretty(sarif);
    }

    private static void describe(ObjectNode json, Rule rule) {
        json.put("id", rule.id());
        json.putObject("shortDescription").put("text", rule.title());
        json.putObject("fullDescription").put("text", rule.title() + ". Source: " + rule.source() + ".");
        json.put("helpUri", DocsLink.to(rule.docsAnchor()));
        json.putObject("help").put("text", "See " + DocsLink.to(rule.docsAnchor()));
        json.putObject("defaultConfiguration")
                .put("level", level(rule.severities().get(0)));
    }

    private void result(ObjectNode json, Finding finding, Map<String, Integer> indexes) {
        json.put("ruleId", finding.rule());
        json.put("ruleIndex", indexes.get(finding.rule()));
        json.put("level", level(finding.severity()));
        // Braces are placeholders in a SARIF message unless they are doubled.
        String text = Grouping.clean(finding.message() + ". " + finding.remedy());
        json.putObject("message").put("text", text.replace("{", "{{").replace("}", "}}"));
        ObjectNode location = json.putArray("locations").addObject().putObject("physicalLocation");
        SourceLocation where =
                finding.location() == null ? SourceLocation.ofFile(PluginManifest.FILE) : finding.location();
        location.putObject("artifactLocation")
                .put("uri", uri(folder.isEmpty() ? where.file() : folder + "/" + where.file()));
        ObjectNode region = location.putObject("region");
        region.put("startLine", Math.max(1, where.line()));
        if (where.column() > 0) {
            region.put("startColumn", where.column());
        }
    }

    private static String uri(String path) {
        try {
            return new URI(null, null, "/" + path, null).getRawPath().substring(1);
        } catch (URISyntaxException e) {
            return PluginManifest.FILE;
        }
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }
}
