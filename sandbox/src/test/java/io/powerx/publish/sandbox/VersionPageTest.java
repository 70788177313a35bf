package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.sandbox.support.ConsoleBrowser;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import io.powerx.publish.testing.Packer;
import io.powerx.publish.testing.SampleProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of a version shows of its package and its evidence. */
class VersionPageTest extends SandboxTest {
    private static final String PLUGIN = "com.example.note";
    private static final String MANIFEST = """
            id: com.example.note
            name: Note
            version: VERSION
            corex_version: ">=0.6.0"
            catalogs:
              rbac: ./plugin.d/rbac.yaml
            """;
    private static final String RBAC = """
            rbac: {}
            routes: {}
            permissions:
              - resource: note
                actions: [read]
            """;

    @TempDir
    Path temp;

    private ContractClient client;
    private ConsoleBrowser browser;
    private SampleProject project;

    @BeforeEach
    void startOne() {
        Sandbox sandbox = start();
        client = publisher(sandbox);
        browser = new ConsoleBrowser(sandbox.baseUri());
        project = new SampleProject(temp.resolve("project"));
        project.file("plugin.d/rbac.yaml", RBAC);
    }

    private SamplePublish packed(String version) {
        project.file("plugin.yaml", MANIFEST.replace("VERSION", version));
        Path file = Packer.pack(project.root(), SampleProject.request(PackageFormat.PXP), temp.resolve(version));
        try {
            return new SamplePublish(PLUGIN, version, "stable")
                    .artifact(PLUGIN + "-" + version + ".pxp", "package", Files.readAllBytes(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String submit(SamplePublish sample) {
        clock.advance(Duration.ofSeconds(1));
        return client.publish(sample).get("versionId").asText();
    }

    private String page(String versionId) {
        return browser.open("/versions/" + versionId).text();
    }

    private static String section(String html, String id) {
        int start = html.indexOf("<section id=\"" + id + "\"");
        assertThat(start).as("section %s", id).isPositive();
        return html.substring(start, html.indexOf("</section>", start));
    }

    @Test
    void the_first_version_has_nothing_to_compare_with() {
        String changes = section(page(submit(packed("1.0.0"))), "changes");

        assertThat(changes).contains("No version of this plugin has been approved before");
    }

    @Test
    void changes_are_those_since_the_last_approved_version_and_not_since_a_rejected_one() {
        String approved = submit(packed("1.0.0"));
        browser.decide(approved, "approved", "");
        project.file("plugin.d/rbac.yaml", RBAC.replace("[read]", "[read, delete]"));
        String rejected = submit(packed("1.1.0"));
        browser.decide(rejected, "rejected", "No.");
        project.file("migrations/0002_drop.sql", "DROP TABLE note;\n");

        String html = page(submit(packed("1.2.0")));

        assertThat(section(html, "changes"))
                .contains(
                        "/versions/" + approved,
                        "note:delete",
                        "DROP TABLE note",
                        "Migrations delete data",
                        "Unchanged: ",
                        "core versions")
                .doesNotContain(rejected);
        assertThat(section(html, "files")).contains("migrations/, 2 files");
        assertThat(section(html, "manifest")).contains("id=\"manifest-3\"", "version: 1.2.0");
    }

    @Test
    void the_page_of_a_decided_version_keeps_its_comparison() {
        String first = submit(packed("1.0.0"));
        browser.decide(first, "approved", "");
        String second = submit(packed("1.1.0"));
        browser.decide(second, "approved", "");
        clock.advance(Duration.ofSeconds(1));
        String third = submit(packed("1.2.0"));
        browser.decide(third, "approved", "");

        assertThat(section(page(second), "changes"))
                .contains("/versions/" + first)
                .doesNotContain(third);
        assertThat(section(page(third), "changes")).contains("/versions/" + second);
    }

    @Test
    void packages_that_cannot_be_read_are_listed_with_the_reason() {
        browser.decide(submit(packed("1.0.0")), "approved", "");
        SamplePublish broken = new SamplePublish(PLUGIN, "1.1.0", "stable")
                .artifact(PLUGIN + "-1.1.0.pxp", "package", "no archive".getBytes(StandardCharsets.UTF_8));

        String html = page(submit(broken));

        assertThat(section(html, "changes")).contains("The packages cannot be compared: ");
        assertThat(section(html, "overview")).contains("Package not examined", "Not signed", "No test results");
        assertThat(section(html, "files")).contains("are not listed");
        assertThat(section(html, "sbom")).contains("The publisher sent no bill of materials.");
        assertThat(section(html, "findings")).contains("The publisher sent no precheck report.");
        assertThat(section(html, "provenance")).contains("The publisher sent none");
    }

    @Test
    void a_package_that_came_in_parts_is_read_as_a_whole() {
        byte[] noise = new byte[3 * PART];
        new java.util.Random(1).nextBytes(noise);
        project.file("assets/noise.bin", noise);

        String html = page(submit(packed("1.0.0")));

        assertThat(section(html, "overview")).contains("Package intact");
        assertThat(section(html, "files")).contains("noise.bin");
    }

    @Test
    void findings_are_listed_with_their_locations_and_link_into_the_manifest() {
        String report = """
                {"errors": 0, "warnings": 2, "rulesRun": 90,
                 "findings": [
                   {"rule": "PX-M001", "severity": "warning", "message": "<b>unknown</b> key", "file": "plugin.yaml", "line": 3},
                   {"rule": "PX-W002", "severity": "warning", "message": "old", "file": "backend/etc/config.yaml", "line": 1}],
                 "suppressedFindings": [
                   {"rule": "PX-S003", "severity": "error", "message": "a key", "reason": "test key", "expires": "2026-12-31"}]}
                """;
        SamplePublish sample = packed("1.0.0")
                .artifact(PLUGIN + "-1.0.0.precheck.json", "report", report.getBytes(StandardCharsets.UTF_8));
        quality(sample, 0, 1);

        String html = page(submit(sample));

        assertThat(section(html, "findings"))
                .contains(
                        "<a href=\"#manifest-3\"><code>plugin.yaml:3</code></a>",
                        "<code>backend/etc/config.yaml:1</code>",
                        "&lt;b&gt;unknown&lt;/b&gt; key.",
                        "Suppressed until 2026-12-31: Test key.",
                        "The release states 0 errors and 1 warning, but its report has 0 errors and 2 warnings.");
        assertThat(section(html, "manifest")).contains("id=\"manifest-3\" class=\"line marked\"");
    }

    private static void quality(SamplePublish sample, int errors, int warnings) {
        ObjectNode precheck = sample.metadata().putObject("quality").putObject("precheck");
        precheck.put("errors", errors)
                .put("warnings", warnings)
                .put("suppressed", 1)
                .put("skipped", false);
    }

    @Test
    void documents_that_are_not_what_they_should_be_are_reported() {
        SamplePublish sample = packed("1.0.0")
                .artifact("report.json", "report", "[]".getBytes(StandardCharsets.UTF_8))
                .artifact("bill.json", "sbom", "{".getBytes(StandardCharsets.UTF_8))
                .artifact("statement.json", "provenance", "{}".getBytes(StandardCharsets.UTF_8));

        String html = page(submit(sample));

        assertThat(section(html, "findings")).contains("cannot be read: it is not a JSON object");
        assertThat(section(html, "sbom")).contains("cannot be read: it is not JSON");
        assertThat(section(html, "provenance")).contains("The provenance is not verified");
    }

    @Test
    void a_bill_of_materials_whose_components_are_not_a_list_is_shown() {
        SamplePublish sample = packed("1.0.0")
                .artifact(
                        "bill.json",
                        "sbom",
                        "{\"specVersion\": \"1.6\", \"components\": {\"a\": 1}}".getBytes(StandardCharsets.UTF_8));

        assertThat(section(page(submit(sample)), "sbom")).contains("CycloneDX 1.6");
    }

    @Test
    void a_package_with_the_name_of_the_provenance_is_shown() {
        SamplePublish sample = new SamplePublish(PLUGIN, "1.0.0", "stable")
                .artifact(PLUGIN + "-1.0.0.intoto.jsonl", "package", "no archive".getBytes(StandardCharsets.UTF_8))
                .artifact("statement.json", "provenance", "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(section(page(submit(sample)), "overview")).contains("Package not examined");
    }

    @Test
    void release_notes_are_rendered_without_html_images_and_scripts() {
        SamplePublish sample = packed("1.0.0");
        sample.metadata().putObject("releaseNotes").put("text", """
                # Better *notes*

                - one **bold**
                - [good](https://example.com/?a=1&b=2) [bad](javascript:alert(1)) [data](data:text/html,x)
                - ![a picture](https://evil.example/x.png)

                <script>alert(1)</script>

                inline <img src=x onerror=alert(1)> html

                ```
                <code> & more
                ```
                """);

        String notes = section(page(submit(sample)), "notes");

        assertThat(notes)
                .contains(
                        "<h3>Better <em>notes</em></h3>",
                        "<li>one <strong>bold</strong></li>",
                        "<a href=\"https://example.com/?a=1&amp;b=2\" rel=\"nofollow noopener noreferrer\">good</a>",
                        "bad (javascript:alert(1))",
                        "<span class=\"image\">Image: a picture</span>",
                        "&lt;script&gt;alert(1)&lt;/script&gt;",
                        "&lt;code&gt; &amp; more")
                .doesNotContain("<script", "<img", "evil.example", "href=\"javascript", "href=\"data");
    }

    @Test
    void only_addresses_of_web_pages_become_links() {
        SamplePublish sample = packed("1.0.0");
        sample.metadata()
                .putObject("build")
                .put("builder", "https://ci.example.com/agent?a=1&b=2")
                .put("buildUrl", "javascript:alert(1)")
                .put("repository", "git@example.com:note.git");

        String html = page(submit(sample));

        assertThat(html)
                .contains(
                        "<a href=\"https://ci.example.com/agent?a=1&amp;b=2\" rel=\"nofollow noopener noreferrer\">",
                        "<dd>javascript:alert(1)</dd>",
                        "<dd>git@example.com:note.git</dd>");
    }

    @Test
    void deeply_nested_and_endless_notes_are_bounded() {
        SamplePublish sample = packed("1.0.0");
        sample.metadata()
                .putObject("releaseNotes")
                .put("text", ">".repeat(5_000) + "deep\n\n" + "*a **b ".repeat(5_000) + "\n\n" + "x ".repeat(150_000));

        String notes = section(page(submit(sample)), "notes");

        assertThat(notes).contains("deep", "The text is longer.").hasSizeLessThan(2_000_000);
    }

    @Test
    void the_rollout_is_a_timeline_in_words() {
        SamplePublish sample = packed("1.0.0");
        ObjectNode rollout = sample.metadata().putObject("rollout").put("strategy", "canary");
        rollout.putArray("batches").addObject().put("percentage", 10).put("wait", "PT4H30M");
        rollout.withArray("batches").addObject().put("percentage", 100).put("startAt", "2026-03-02T08:00:00Z");
        rollout.put("autoUpgrade", "patch");
        rollout.putObject("rollbackPlan")
                .put("previousVersion", "0.9.0")
                .putArray("steps")
                .add("Switch back");

        String text = section(page(submit(sample)), "rollout");

        assertThat(text)
                .contains(
                        "10 % of tenants</strong> then a wait of 4 h 30 min",
                        "100 % of tenants</strong> from 2 Mar 2026, 08:00 UTC",
                        "from versions with the same minor version",
                        "0.9.0",
                        "Switch back")
                .doesNotContain("PT4H30M");
    }

    @Test
    void risk_is_stated_in_sentences() {
        SamplePublish sample = packed("1.0.0");
        ObjectNode risk = sample.metadata().putObject("risk").put("level", "high");
        risk.putArray("reasons")
                .addObject()
                .put("code", "permissions_widened")
                .put("detail", "new permissions: note:delete");
        risk.withArray("reasons").addObject().put("code", "first_release");

        assertThat(section(page(submit(sample)), "overview"))
                .contains("<h3>High risk</h3>", "<li>New permissions: note:delete.</li>", "<li>First release.</li>");
    }
}
