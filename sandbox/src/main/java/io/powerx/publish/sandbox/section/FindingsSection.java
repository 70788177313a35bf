package io.powerx.publish.sandbox.section;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.sandbox.evidence.PrecheckFindings;
import io.powerx.publish.sandbox.evidence.PrecheckFindings.Item;
import io.powerx.publish.sandbox.evidence.PrecheckFindings.Suppressed;
import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Icon;
import io.powerx.publish.sandbox.html.Words;

/** What the publisher's precheck found, and where. */
public final class FindingsSection {
    private final Html html;
    private final VersionView view;
    private final int manifestLines;

    private FindingsSection(Html html, VersionView view) {
        this.html = html;
        this.view = view;
        this.manifestLines = ManifestSection.shownLines(view);
    }

    public static void write(Html html, VersionView view) {
        Sections.begin(html, "findings");
        new FindingsSection(html, view).content();
        html.close();
    }

    private void content() {
        JsonNode stated = view.metadata().at("/quality/precheck");
        PrecheckFindings report = view.findings().content();
        if (report == null) {
            without(stated);
            return;
        }
        // The report does not contain findings about the registry's state, so it may have fewer.
        if (stated.has("errors")
                && (stated.path("errors").asInt() < report.errors()
                        || stated.path("warnings").asInt() < report.warnings())) {
            html.leaf(
                    "p",
                    "The release states "
                            + counts(
                                    stated.path("errors").asInt(),
                                    stated.path("warnings").asInt()) + ", but its report has "
                            + counts(report.errors(), report.warnings()) + ".",
                    "class",
                    "notice bad");
        }
        html.leaf(
                "p",
                "The publisher ran " + Quantities.count(report.rulesRun(), "rule") + ": "
                        + counts(report.errors(), report.warnings()) + ", "
                        + report.suppressed().size() + " suppressed.");
        if (!report.findings().isEmpty()) {
            html.open("ul", "class", "findings");
            report.findings().forEach(this::finding);
            html.close();
        }
        if (!report.suppressed().isEmpty()) {
            Sections.fold(html, Quantities.count(report.suppressed().size(), "suppressed finding"), true);
            html.open("ul", "class", "findings");
            report.suppressed().forEach(this::suppressed);
            html.close(2);
        }
        if (report.omitted() > 0) {
            html.leaf("p", "The report has " + report.omitted() + " more.", "class", "quiet");
        }
    }

    private void without(JsonNode stated) {
        String problem = view.findings().problem();
        String reason = problem == null
                ? "The publisher sent no precheck report."
                : "The precheck report cannot be read: " + problem + ".";
        String claim = stated.has("errors")
                ? " The release states "
                        + counts(
                                stated.path("errors").asInt(),
                                stated.path("warnings").asInt()) + "."
                : "";
        html.leaf("p", reason + claim, "class", "notice warn");
    }

    private static String counts(int errors, int warnings) {
        return Quantities.count(errors, "error") + " and " + Quantities.count(warnings, "warning");
    }

    private void finding(Item item) {
        switch (item.severity()) {
            case "error" -> begin("bad", Icon.CROSS);
            case "warning" -> begin("warn", Icon.WARNING);
            default -> begin("none", Icon.DOT);
        }
        html.open("div");
        body(item, item.severity());
        html.close(2);
    }

    private void begin(String result, Icon icon) {
        html.open("li", "class", result);
        icon.write(html);
    }

    private void suppressed(Suppressed suppressed) {
        html.open("li");
        Icon.DOT.write(html);
        html.open("div");
        body(suppressed.item(), "suppressed " + suppressed.item().severity());
        html.open("p", "class", "quiet")
                .prose("Suppressed until " + suppressed.expires() + ": " + Words.sentence(suppressed.reason()))
                .close(3);
    }

    private void body(Item item, String severity) {
        html.open("p").prose(Words.sentence(item.message())).close();
        html.open("p", "class", "quiet").text(severity + " ").leaf("code", item.rule());
        String file = item.file();
        if (file != null && !file.isEmpty()) {
            html.text(" in ");
            String place = item.line() > 0 ? file + ":" + item.line() : file;
            if (file.equals(ManifestSection.FILE) && item.line() > 0 && item.line() <= manifestLines) {
                html.open("a", "href", "#manifest-" + item.line())
                        .leaf("code", place)
                        .close();
            } else {
                html.leaf("code", place);
            }
        }
        html.close();
    }
}
