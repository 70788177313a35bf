package io.powerx.publish.cli;

import io.powerx.publish.event.Quantities;
import io.powerx.publish.json.Json;
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

    private VerificationText() {}

    /** What a verified package is in a few lines, or every check if one failed. */
    static String text(Path file, VerificationReport report) {
        return report.passed() ? facts(file, report) : checks(file, report);
    }

    private static String facts(Path file, VerificationReport report) {
        StringBuilder text = new StringBuilder("Verified ")
                .append(file)
                .append(", ")
                .append(report.pluginId())
                .append(' ')
                .append(report.version());
        line(text, "platform", report.platform());
        line(text, "digest", report.contentDigest() + ", " + detail(report, Aspect.INTEGRITY));
        line(text, "signer", detail(report, Aspect.SIGNATURE));
        line(text, "trust", detail(report, Aspect.CHAIN));
        line(text, "time", time(report));
        line(text, "SBOM", sbom(report.sbom()));
        line(text, "provenance", provenance(report.provenance()));
        return text.toString();
    }

    private static String time(VerificationReport report) {
        VerificationReport.Timestamp timestamp = report.timestamp();
        return (timestamp == null
                        ? "no timestamp"
                        : "signed before " + timestamp.time() + ", confirmed by " + timestamp.authority())
                + "; certificates " + detail(report, Aspect.VALIDITY);
    }

    private static String sbom(VerificationReport.@Nullable Sbom sbom) {
        return sbom == null
                ? "none next to the package"
                : sbom.file() + ", " + Quantities.count(sbom.components(), "component")
                        + (sbom.confirmed() ? "" : ", not part of a provenance");
    }

    private static String provenance(VerificationReport.@Nullable Provenance provenance) {
        if (provenance == null) {
            return "none next to the package";
        }
        return "built by " + provenance.builder()
                + (provenance.source() == null ? "" : " from " + provenance.source())
                + (provenance.commit() == null ? "" : " at " + provenance.commit())
                + (provenance.invocation() == null ? "" : ", " + provenance.invocation());
    }

    private static String checks(Path file, VerificationReport report) {
        StringBuilder text = new StringBuilder();
        for (Check check : report.checks()) {
            String aspect = check.aspect().wireName();
            text.append(check.ok() ? "ok      " : "FAILED  ")
                    .append(aspect)
                    .append(" ".repeat(ASPECT_WIDTH - aspect.length()))
                    .append(check.detail())
                    .append('\n');
        }
        return text.append("Not verified: ").append(file).toString();
    }

    private static String detail(VerificationReport report, Aspect aspect) {
        return report.checks().stream()
                .filter(check -> check.aspect() == aspect)
                .map(Check::detail)
                .findFirst()
                .orElse("");
    }

    private static void line(StringBuilder text, String name, @Nullable String value) {
        text.append("\n  ")
                .append(name)
                .append(" ".repeat(ASPECT_WIDTH - name.length()))
                .append(value);
    }

    /** The form of docs/reference/schemas/verification.schema.json. */
    static String json(VerificationReport report) {
        List<Map<String, Object>> checks = new ArrayList<>();
        for (Check check : report.checks()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("aspect", check.aspect().wireName());
            fields.put("ok", check.ok());
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
