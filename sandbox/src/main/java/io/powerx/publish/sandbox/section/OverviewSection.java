package io.powerx.publish.sandbox.section;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.sandbox.evidence.PackageView;
import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Words;
import io.powerx.publish.sign.VerificationReport;
import io.powerx.publish.sign.VerificationReport.Aspect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The risk in sentences, and the result of every check in one line. */
public final class OverviewSection {
    private final Html html;
    private final VersionView view;

    private OverviewSection(Html html, VersionView view) {
        this.html = html;
        this.view = view;
    }

    public static void write(Html html, VersionView view) {
        OverviewSection section = new OverviewSection(html, view);
        Sections.begin(html, "overview");
        html.open("div", "class", "cards");
        section.risk();
        section.checks();
        html.close(2);
    }

    private void risk() {
        String level = view.riskLevel();
        html.open("div", "class", "card risk " + (level.matches("low|medium|high|critical") ? level : "unknown"));
        html.leaf(
                "h3",
                level.isEmpty()
                        ? "Risk not stated"
                        : Words.sentence(level + " risk").replace(".", ""));
        html.open("ul");
        for (JsonNode reason : view.metadata().at("/risk/reasons")) {
            String detail = reason.path("detail").asText();
            html.leaf(
                    "li",
                    Words.sentence(
                            detail.isEmpty() ? reason.path("code").asText().replace('_', ' ') : detail));
        }
        if (view.metadata().at("/risk/reasons").isEmpty()) {
            html.leaf("li", "The publisher states no reasons.");
        }
        html.close(2);
    }

    private void checks() {
        html.open("div", "class", "card").leaf("h3", "Checks").open("ul", "class", "results");
        signature();
        content();
        provenance();
        precheck();
        tests();
        html.close(2);
    }

    private void add(String result, String title, String detail) {
        Sections.item(html, result, title);
        html.text(" " + detail).close(2);
    }

    private void signature() {
        Optional<JsonNode> signature = view.packageSignature();
        if (!view.publish().isUploaded()) {
            add("none", "Signature", "It is verified when the upload is complete.");
        } else if (signature.isEmpty()) {
            add(
                    "warn",
                    "Not signed",
                    view.checks().path("signatures").isEmpty()
                            ? "Its publisher cannot be verified."
                            : "Only other files of this version are signed.");
        } else {
            String subject = signature.get().at("/chain/0/subject").asText();
            add("ok", "Signed", subject.isEmpty() ? "with a trusted key." : "by " + subject + ", who is trusted.");
        }
    }

    private void content() {
        PackageView pack = view.pack();
        if (pack == null) {
            return;
        }
        String problem = pack.problem();
        if (problem != null) {
            add("warn", "Package not examined", Words.sentence(problem));
            return;
        }
        List<String> failed = new ArrayList<>();
        VerificationReport report = pack.verification();
        if (report != null) {
            report.checks().stream()
                    .filter(check -> check.failed() && check.aspect().compareTo(Aspect.SIGNATURE) < 0)
                    .forEach(check -> failed.add(check.detail()));
        }
        if (failed.isEmpty()) {
            add(
                    "ok",
                    "Package intact",
                    "It contains exactly the files of its integrity list: "
                            + Quantities.count(pack.entries().size(), "file") + ", " + Quantities.size(pack.bytes())
                            + ".");
        } else {
            add("bad", "Package damaged", Words.sentence(String.join("; ", failed)));
        }
    }

    private void provenance() {
        VerificationReport report = view.pack() == null ? null : view.pack().verification();
        if (report == null) {
            return;
        }
        VerificationReport.Provenance provenance = report.provenance();
        if (provenance == null) {
            boolean published = view.publish().artifacts().stream()
                    .anyMatch(artifact -> artifact.role().equals("provenance"));
            add(
                    published ? "bad" : "warn",
                    published ? "Provenance not valid" : "No provenance",
                    published ? "See the section on provenance." : "It is not known where the package was built.");
            return;
        }
        add("ok", "Provenance verified", "Built by " + provenance.builder() + ".");
    }

    private void precheck() {
        JsonNode stated = view.metadata().at("/quality/precheck");
        if (stated.path("skipped").asBoolean()) {
            add("bad", "Precheck skipped", "The publisher did not check the plugin.");
            return;
        }
        if (stated.isMissingNode()) {
            add("warn", "No precheck", "The publisher sent no results.");
            return;
        }
        int errors = stated.path("errors").asInt();
        int warnings = stated.path("warnings").asInt();
        int suppressed = stated.path("suppressed").asInt();
        add(
                errors > 0 ? "bad" : warnings + suppressed > 0 ? "warn" : "ok",
                errors + warnings + suppressed == 0 ? "Precheck passed" : "Precheck with findings",
                Quantities.count(errors, "error") + ", " + Quantities.count(warnings, "warning") + ", " + suppressed
                        + " suppressed.");
    }

    private void tests() {
        JsonNode quality = view.metadata().path("quality");
        JsonNode tests = quality.path("tests");
        String coverage = quality.has("lineCoverage")
                ? " Line coverage is "
                        + Sections.percent(quality.path("lineCoverage").asDouble()) + "."
                : "";
        if (tests.isMissingNode()) {
            add("warn", "No test results", "The publisher sent none." + coverage);
            return;
        }
        int failed = tests.path("failed").asInt();
        add(
                failed > 0 ? "bad" : "ok",
                failed > 0 ? "Tests failed" : "Tests passed",
                failed + " of " + Quantities.count(tests.path("total").asInt(), "test") + " failed, "
                        + tests.path("skipped").asInt() + " skipped." + coverage);
    }
}
