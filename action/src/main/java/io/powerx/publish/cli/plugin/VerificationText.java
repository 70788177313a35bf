package io.powerx.publish.cli.plugin;

import io.powerx.publish.cli.text.Columns;
import io.powerx.publish.cli.text.LabeledLines;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.sign.VerificationReport;
import io.powerx.publish.sign.VerificationReport.Aspect;
import io.powerx.publish.sign.VerificationReport.Check;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of {@code px-plugin verify}. */
final class VerificationText {
    private static final int ASPECT_WIDTH = 12;
    private static final int MAX_LENGTH = 10_000;
    private static final int RESULT_WIDTH = 13;

    private VerificationText() {}

    /** What a verified package is in a few lines, or every check if one failed. */
    static String text(Path file, VerificationReport report, MessageCatalog messages) {
        return report.passed() ? facts(file, report, messages) : checks(file, report, messages);
    }

    private static String facts(Path file, VerificationReport report, MessageCatalog messages) {
        LabeledLines text = new LabeledLines(ASPECT_WIDTH, MAX_LENGTH);
        text.heading(messages.text("Verified {0}, {1} {2}", file, report.pluginId(), report.version()));
        text.add(messages.text("platform"), report.platform());
        text.add(
                messages.text("digest"),
                report.contentDigest() + ", " + messages.composed(detail(report, Aspect.INTEGRITY)));
        text.add(messages.text("signer"), messages.composed(detail(report, Aspect.SIGNATURE)));
        text.add(messages.text("trust"), messages.composed(detail(report, Aspect.CHAIN)));
        text.add(messages.text("time"), time(report, messages));
        text.add("SBOM", sbom(report.sbom(), messages));
        text.add(messages.text("provenance"), provenance(report.provenance(), messages));
        return text.toString();
    }

    private static String time(VerificationReport report, MessageCatalog messages) {
        VerificationReport.Timestamp timestamp = report.timestamp();
        String signed = timestamp == null
                ? messages.text("no timestamp")
                : messages.text("signed before {0}, confirmed by {1}", timestamp.time(), timestamp.authority());
        return messages.text("{0}; certificates {1}", signed, messages.composed(detail(report, Aspect.VALIDITY)));
    }

    private static String sbom(VerificationReport.@Nullable Sbom sbom, MessageCatalog messages) {
        return sbom == null
                ? messages.text("none next to the package")
                : sbom.file() + ", " + messages.count(sbom.components(), "component")
                        + (sbom.confirmed() ? "" : messages.text(", not part of a provenance"));
    }

    private static String provenance(VerificationReport.@Nullable Provenance provenance, MessageCatalog messages) {
        if (provenance == null) {
            return messages.text("none next to the package");
        }
        return messages.text("built by {0}", provenance.builder())
                + (provenance.source() == null ? "" : messages.text(" from {0}", provenance.source()))
                + (provenance.commit() == null ? "" : messages.text(" at {0}", provenance.commit()))
                + (provenance.invocation() == null ? "" : ", " + provenance.invocation());
    }

    private static String checks(Path file, VerificationReport report, MessageCatalog messages) {
        StringBuilder text = new StringBuilder();
        for (Check check : report.checks()) {
            text.append(Columns.padded(outcome(check, messages), RESULT_WIDTH))
                    .append(Columns.padded(check.aspect().wireName(), ASPECT_WIDTH))
                    .append(messages.composed(check.detail()))
                    .append('\n');
        }
        return text.append(messages.text("Not verified: {0}", file)).toString();
    }

    private static String outcome(Check check, MessageCatalog messages) {
        return switch (check.outcome()) {
            case PASSED -> messages.text("ok");
            case FAILED -> messages.text("FAILED");
            case NOT_CHECKED -> messages.text("not checked");
        };
    }

    private static String detail(VerificationReport report, Aspect aspect) {
        return report.checks().stream()
                .filter(check -> check.aspect() == aspect)
                .map(Check::detail)
                .findFirst()
                .orElse("");
    }

    /** The form of docs/reference/schemas/verification.schema.json. */
    static String json(VerificationReport report) {
        List<Map<String, Object>> checks = new ArrayList<>();
        for (Check check : report.checks()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("aspect", check.aspect().wireName());
            fields.put("ok", check.ok());
            fields.put("checked", check.outcome() != VerificationReport.Outcome.NOT_CHECKED);
            fields.put("detail", check.detail());
            checks.add(fields);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("schemaVersion", "1");
        fields.put("verified", report.passed());
        report.failure().ifPresent(code -> fields.put("errorCode", code.wireName()));
        put(fields, "pluginId", report.pluginId());
        put(fields, "version", report.version());
        put(fields, "platform", report.platform());
        fields.put("checks", checks);
        fields.put("entries", report.entries());
        put(fields, "contentDigest", report.contentDigest());
        put(fields, "algorithm", report.algorithm());
        fields.put("certificateChain", report.chain());
        put(fields, "timestamp", report.timestamp());
        put(fields, "sbom", report.sbom());
        put(fields, "provenance", report.provenance());
        return Json.writePretty(fields);
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
