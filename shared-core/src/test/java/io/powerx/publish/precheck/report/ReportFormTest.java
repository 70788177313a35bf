package io.powerx.publish.precheck.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.json.Json;
import io.powerx.publish.precheck.CheckedPlugin;
import io.powerx.publish.precheck.Excerpt;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.SuppressedFinding;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportFormTest {
    private static final String HOSTILE =
            "<script>alert(1)</script> ]]> & \"quotes\" | pipe `code` [link](https://evil.example) @admin {0} \u001B[31m\u202E\uFFFE\nline";
    private static final CheckedPlugin PLUGIN = new CheckedPlugin("com.x", "X <b>", "1.2.0");
    private static final PrecheckReport REPORT = new PrecheckReport(
            PLUGIN,
            List.of(
                    new Finding(
                            "PX-V001",
                            Severity.ERROR,
                            HOSTILE,
                            "Correct it.",
                            new SourceLocation("plugin.yaml", 3, 10)),
                    new Finding(
                            "PX-V001",
                            Severity.ERROR,
                            "second",
                            "Do.",
                            new SourceLocation("plugin.d/a b%ä.yaml", 7, 0)),
                    new Finding("PX-C001", Severity.WARNING, "No changelog", "Add one.", null),
                    new Finding("PX-X001", Severity.INFO, "note", "Nothing.", SourceLocation.ofFile("plugin.yaml"))),
            List.of(),
            Map.of(new SourceLocation("plugin.yaml", 3, 10), new Excerpt("version: 1.2", 9)),
            Map.of("PX-V002", "it does not apply to this plugin"),
            38,
            1,
            new PrecheckReport.Tests(6, 0, 1),
            79.999);
    private static final PrecheckReport CLEAN =
            new PrecheckReport(PLUGIN, List.of(), List.of(), Map.of(), Map.of(), 38, 0, null, null);

    private static final PrecheckReport SUPPRESSED = new PrecheckReport(
            PLUGIN,
            List.of(),
            List.of(new SuppressedFinding(
                    new Finding("PX-V001", Severity.ERROR, "Too old", "Do.", new SourceLocation("plugin.yaml", 3, 10)),
                    HOSTILE,
                    LocalDate.of(2026, 12, 31))),
            Map.of(),
            Map.of("PX-V002", "it does not apply to this plugin"),
            38,
            0,
            null,
            null);

    private static String render(ReportForm form, PrecheckReport report) {
        return render(form, report, "");
    }

    private static String render(ReportForm form, PrecheckReport report, String folder) {
        return form.renderer(RuleCatalogue.all(), folder).render(report);
    }

    @ParameterizedTest
    @EnumSource
    void every_format_renders_every_report_and_is_found_by_its_label(ReportForm form) {
        assertThat(render(form, REPORT)).contains("PX-V001").endsWith("\n").doesNotContain("\u001B", "\u202E");
        assertThat(render(form, CLEAN)).endsWith("\n");
        assertThat(ReportForm.ofLabel(form.label())).contains(form);
    }

    @Test
    void suppressed_findings_are_shown_as_such_in_every_format() throws Exception {
        assertThat(render(ReportForm.TEXT, SUPPRESSED))
                .contains(
                        "\nSuppressed in publish.yml\n  PX-V001  plugin.yaml:3:10: Too old\n                    suppressed until 2026-12-31: <script>")
                .endsWith("\n0 errors, 0 warnings, 1 suppressed; 38 rules run\n");

        JsonNode json = Json.mapper().readTree(render(ReportForm.JSON, SUPPRESSED));
        assertThat(json.path("passed").booleanValue()).isTrue();
        assertThat(json.path("suppressed").intValue()).isEqualTo(1);
        assertThat(json.path("findings")).isEmpty();
        assertThat(json.at("/suppressedFindings/0/rule").textValue()).isEqualTo("PX-V001");
        assertThat(json.at("/suppressedFindings/0/expires").textValue()).isEqualTo("2026-12-31");
        assertThat(json.at("/suppressedFindings/0/reason").textValue()).startsWith("<script>");

        JsonNode result =
                Json.mapper().readTree(render(ReportForm.SARIF, SUPPRESSED)).at("/runs/0/results/0");
        assertThat(result.at("/suppressions/0/kind").textValue()).isEqualTo("external");
        assertThat(result.at("/suppressions/0/status").textValue()).isEqualTo("accepted");
        assertThat(result.at("/suppressions/0/justification").textValue()).startsWith("suppressed until 2026-12-31: ");
        assertThat(Json.mapper()
                        .readTree(render(ReportForm.SARIF, REPORT))
                        .at("/runs/0/results/0")
                        .has("suppressions"))
                .isFalse();

        assertThat(render(ReportForm.MARKDOWN, SUPPRESSED))
                .startsWith("## ✅")
                .contains("### Suppressed in publish.yml", "| PX-V001 | Too old<br>suppressed until 2026-12-31&#58; ")
                .doesNotContain("<script>");
    }

    @Test
    void junit_skips_rules_whose_findings_are_all_suppressed() throws Exception {
        Document all = xml(SUPPRESSED);
        assertThat(all.getDocumentElement().getAttribute("failures")).isEqualTo("0");
        assertThat(all.getDocumentElement().getAttribute("skipped")).isEqualTo("2");
        assertThat(((Element) all.getElementsByTagName("skipped").item(0)).getAttribute("message"))
                .startsWith("plugin.yaml:3:10: Too old\n    suppressed until 2026-12-31: ");

        Document some = xml(new PrecheckReport(
                PLUGIN, REPORT.findings(), SUPPRESSED.suppressed(), Map.of(), Map.of(), 38, 1, null, null));
        assertThat(some.getDocumentElement().getAttribute("failures")).isEqualTo("1");
        assertThat(some.getDocumentElement().getAttribute("skipped")).isEqualTo("0");
        assertThat(some.getElementsByTagName("system-out").item(0).getTextContent())
                .contains("Too old", "suppressed until");
    }

    private static Document xml(PrecheckReport report) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(render(ReportForm.JUNIT, report).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void an_unknown_label_has_no_format() {
        assertThat(ReportForm.ofLabel("pdf")).isEmpty();
    }

    @Test
    void text_is_grouped_by_file() {
        String text = render(ReportForm.TEXT, REPORT);
        assertThat(text)
                .startsWith("X <b> 1.2.0 (com.x)\n\nplugin.yaml\n  3:10     error    PX-V001  <script>")
                .contains(
                        "\n                    | version: 1.2\n                    |          ^\n                    Correct it.\n")
                .contains("\nThe plugin as a whole\n           warning  PX-C001  No changelog\n")
                .endsWith(
                        "\n2 errors, 1 warning; 38 rules run\n6 tests, 0 failed, 1 skipped, 79.99 % of the lines covered\n");
        assertThat(render(ReportForm.TEXT, CLEAN))
                .isEqualTo("X <b> 1.2.0 (com.x)\n0 errors, 0 warnings; 38 rules run\n");
    }

    @Test
    void a_plugin_whose_manifest_cannot_be_read_is_reported_in_every_format() {
        PrecheckReport unknown = new PrecheckReport(
                new CheckedPlugin(null, null, null),
                REPORT.findings(),
                List.of(),
                Map.of(),
                Map.of(),
                3,
                1,
                null,
                null);
        for (ReportForm form : ReportForm.values()) {
            assertThat(render(form, unknown))
                    .as(form.label())
                    .contains("PX-V001")
                    .doesNotContain("null");
        }
        assertThat(render(ReportForm.TEXT, unknown)).startsWith("Precheck of the plugin\n");
    }

    @Test
    void json_contains_the_whole_report() throws Exception {
        JsonNode json = Json.mapper().readTree(render(ReportForm.JSON, REPORT));
        assertThat(json.path("passed").booleanValue()).isFalse();
        assertThat(json.at("/findings/0/line").intValue()).isEqualTo(3);
        assertThat(json.at("/findings/0/severity").textValue()).isEqualTo("error");
        assertThat(json.at("/findings/2").has("file")).isFalse();
        assertThat(json.at("/tests/total").intValue()).isEqualTo(6);
        assertThat(Json.mapper().readTree(render(ReportForm.JSON, CLEAN)).has("tests"))
                .isFalse();
    }

    @Test
    void sarif_describes_the_rules_and_locates_every_result() throws Exception {
        JsonNode run = Json.mapper().readTree(render(ReportForm.SARIF, REPORT)).at("/runs/0");
        assertThat(run.at("/tool/driver/rules")).hasSize(RuleCatalogue.all().size() + 1);
        JsonNode first = run.at("/results/0");
        assertThat(first.path("level").textValue()).isEqualTo("error");
        assertThat(first.at("/message/text").textValue()).contains("{{0}}");
        int index = first.path("ruleIndex").intValue();
        assertThat(run.at("/tool/driver/rules/" + index + "/id").textValue()).isEqualTo("PX-V001");
        assertThat(run.at("/results/1/locations/0/physicalLocation/artifactLocation/uri")
                        .textValue())
                .isEqualTo("plugin.d/a%20b%25ä.yaml");
        assertThat(run.at("/results/2/locations/0/physicalLocation/artifactLocation/uri")
                        .textValue())
                .isEqualTo("plugin.yaml");
        assertThat(run.at("/results/2/locations/0/physicalLocation/region/startLine")
                        .intValue())
                .isEqualTo(1);
        assertThat(run.at("/results/3/level").textValue()).isEqualTo("note");
        assertThat(run.at("/tool/driver/rules/" + run.at("/results/3/ruleIndex").intValue() + "/id")
                        .textValue())
                .isEqualTo("PX-X001");
        assertThat(run.at("/tool/driver/version").textValue()).isNotBlank();
    }

    @Test
    void sarif_paths_are_relative_to_the_repository() throws Exception {
        JsonNode results = Json.mapper()
                .readTree(render(ReportForm.SARIF, REPORT, "plugins/my note"))
                .at("/runs/0/results");

        assertThat(results.at("/1/locations/0/physicalLocation/artifactLocation/uri")
                        .textValue())
                .isEqualTo("plugins/my%20note/plugin.d/a%20b%25ä.yaml");
        assertThat(results.at("/2/locations/0/physicalLocation/artifactLocation/uri")
                        .textValue())
                .isEqualTo("plugins/my%20note/plugin.yaml");
    }

    @Test
    void junit_is_well_formed_and_has_a_case_for_each_rule() throws Exception {
        Document xml = xml(REPORT);
        Element root = xml.getDocumentElement();
        assertThat(root.getAttribute("failures")).isEqualTo("1");
        assertThat(xml.getElementsByTagName("testcase").getLength())
                .isEqualTo(RuleCatalogue.all().size() + 1);
        assertThat(root.getAttribute("skipped")).isEqualTo("1");
        assertThat(((Element) xml.getElementsByTagName("skipped").item(0).getParentNode()).getAttribute("name"))
                .startsWith("PX-V002");
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("failure").item(0).getTextContent())
                .contains("<script>alert(1)</script> ]]>", "plugin.d/a b%ä.yaml:7: error: second");
    }

    @Test
    void markdown_escapes_hostile_text() {
        String markdown = render(ReportForm.MARKDOWN, REPORT);
        assertThat(markdown)
                .doesNotContain("<script>", "](https", "@admin", "`code`", "<b>")
                .contains("| 3:10 | ❌ error | PX-V001 |", "### plugin.yaml");
        assertThat(markdown.lines().filter(line -> line.startsWith("| 3:10")))
                .singleElement()
                .satisfies(row ->
                        assertThat(row.chars().filter(c -> c == '|').count()).isEqualTo(5));
    }
}
