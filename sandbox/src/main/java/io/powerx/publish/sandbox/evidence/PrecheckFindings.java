package io.powerx.publish.sandbox.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The report of the publisher's precheck. All texts are foreign.
 *
 * @param errors as the report counts them
 * @param warnings as the report counts them
 * @param rulesRun number of rules
 * @param findings at most 500
 * @param suppressed at most 500
 * @param omitted findings that are in neither list
 */
public record PrecheckFindings(
        int errors, int warnings, int rulesRun, List<Item> findings, List<Suppressed> suppressed, int omitted) {
    private static final int MAX_FINDINGS = 500;

    /**
     * A finding.
     *
     * @param severity error, warning or info
     * @param file null if it concerns the plugin as a whole
     * @param line from 1; 0 if unknown
     */
    public record Item(
            String rule,
            String severity,
            String message,
            @Nullable String file,
            int line) {}

    /** @param expires a date */
    public record Suppressed(Item item, String reason, String expires) {}

    static PrecheckFindings of(JsonNode report) {
        List<Item> findings = new ArrayList<>();
        List<Suppressed> suppressed = new ArrayList<>();
        report.path("findings").forEach(node -> findings.add(item(node)));
        report.path("suppressedFindings")
                .forEach(node -> suppressed.add(new Suppressed(
                        item(node),
                        node.path("reason").asText(),
                        node.path("expires").asText())));
        int omitted = Math.max(0, findings.size() - MAX_FINDINGS) + Math.max(0, suppressed.size() - MAX_FINDINGS);
        return new PrecheckFindings(
                report.path("errors").asInt(),
                report.path("warnings").asInt(),
                report.path("rulesRun").asInt(),
                findings.stream().limit(MAX_FINDINGS).toList(),
                suppressed.stream().limit(MAX_FINDINGS).toList(),
                omitted);
    }

    private static Item item(JsonNode node) {
        return new Item(
                node.path("rule").asText(),
                node.path("severity").asText(),
                node.path("message").asText(),
                node.path("file").textValue(),
                Math.max(0, node.path("line").asInt()));
    }
}
