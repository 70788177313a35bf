package io.powerx.publish.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a project, its configuration or its surroundings: precheck reports it next to everything else. */
class PrecheckCommandTest {
    private Shell shell;
    private Path plugin;

    @BeforeEach
    void open(@TempDir Path root) throws IOException {
        shell = new Shell(root);
        plugin = shell.examplePlugin("note");
        // A finding that must appear in every report.
        Files.delete(plugin.resolve("reports/junit.xml"));
    }

    private Shell.Outcome precheck(String... more) {
        List<String> arguments = new ArrayList<>(List.of("precheck", "--project", "note"));
        arguments.addAll(List.of(more));
        return shell.run(arguments.toArray(String[]::new));
    }

    private JsonNode report(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--format", "json"));
        arguments.addAll(List.of(more));
        Shell.Outcome outcome = precheck(arguments.toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(3);
        return Json.mapper().readTree(outcome.out());
    }

    private static JsonNode finding(JsonNode report, String rule) {
        return StreamSupport.stream(report.path("findings").spliterator(), false)
                .filter(finding -> finding.path("rule").asText().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError(rule + " is not in " + report));
    }

    private static String place(JsonNode finding) {
        return finding.path("file").asText() + ":" + finding.path("line").asInt() + ":"
                + finding.path("column").asInt();
    }

    @Test
    void a_folder_without_a_manifest_is_a_finding_in_a_report() throws Exception {
        Files.createDirectories(shell.folder().resolve("empty"));

        Shell.Outcome checked = shell.run(
                "precheck", "--offline", "--project", "empty", "--format", "sarif", "--output", "report.sarif");
        Shell.Outcome published = shell.run("publish", "--sandbox", "--project", "empty");

        assertThat(checked.exitCode()).isEqualTo(3);
        assertThat(shell.folder().resolve("report.sarif")).content().contains("PX-M001");
        assertThat(published.exitCode()).isEqualTo(2);
        assertThat(published.err()).contains("error [manifest_missing]");
    }

    @Test
    void fix_reports_that_there_is_nothing_to_change() {
        Shell.Outcome outcome = precheck("--offline", "--fix");

        assertThat(outcome.err()).contains("there is nothing that --fix can change");
        assertThat(outcome.out()).contains("PX-T001");
    }

    @Test
    void a_manifest_that_is_not_yaml_is_a_finding_with_its_location() throws Exception {
        Files.writeString(plugin.resolve("plugin.yaml"), "id: [\n");

        JsonNode report = report("--offline");

        JsonNode broken = finding(report, "PX-M014");
        assertThat(place(broken)).isEqualTo("plugin.yaml:2:1");
        assertThat(broken.path("remedy").asText()).isNotBlank();
        assertThat(finding(report, "PX-T001").path("severity").asText()).isEqualTo("warning");
        assertThat(report.path("rulesNotRun").path("PX-V001").asText()).contains("PX-M014");
        assertThat(report.has("pluginId")).isFalse();
    }

    @Test
    void the_coverage_threshold_of_a_channel_applies_unless_an_option_overrides_it() throws Exception {
        Files.writeString(
                plugin.resolve("publish.yml"),
                "channels: [{ name: beta, precheck: { coverageThreshold: 100, severities: { PX-T001: error } } }]\n");

        Files.writeString(
                plugin.resolve("reports/lcov.info"),
                "SF:a\nDA:1,1\nDA:2,1\nDA:3,1\nDA:4,1\nDA:5,1\nDA:6,1\nDA:7,1\nDA:8,1\nDA:9,0\nend_of_record\n");

        finding(report("--offline", "--channel", "beta"), "PX-T006");
        assertThat(precheck("--offline", "--channel", "beta", "--coverage-threshold", "1")
                        .out())
                .contains("PX-T001")
                .doesNotContain("PX-T006", "PX-R00");
        assertThat(precheck("--offline", "--channel", "stable").out())
                .contains("PX-T001")
                .doesNotContain("PX-T006", "PX-R00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version: ' 0.2.0'", "version: \"0.2.0\\t\"", "id: 'com.powerx.plugins.note '"})
    void a_blank_that_hosts_do_not_remove_is_a_finding(String line) throws Exception {
        String manifest = Files.readString(plugin.resolve("plugin.yaml"));
        String field = line.substring(0, line.indexOf(':'));
        Files.writeString(
                plugin.resolve("plugin.yaml"),
                manifest.replaceFirst("(?m)^" + field + ": .*$", Matcher.quoteReplacement(line)));

        JsonNode report = report("--offline");

        assertThat(finding(report, "PX-M001").path("message").asText()).contains("begins or ends with a blank");
    }

    @Test
    void an_id_that_no_marketplace_accepts_is_a_finding() throws Exception {
        String manifest = Files.readString(plugin.resolve("plugin.yaml"));
        Files.writeString(plugin.resolve("plugin.yaml"), manifest.replaceFirst("(?m)^id: .*$", "id: Note Plugin"));

        JsonNode report = report("--offline");

        assertThat(place(finding(report, "PX-M001"))).isEqualTo("plugin.yaml:1:5");
        finding(report, "PX-T001");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "channel: [                                              | publish.yml:2:1  | expected",
                "channel: bata                                           | publish.yml:1:10 | did you mean beta",
                "chanel: beta                                            | publish.yml:1:1  | did you mean \"channel\"",
                "tenants: {allow: [acme], deny: [acme]}                  | publish.yml:1:26 | both allowed and denied",
                "channels: [{name: bata}]                                | publish.yml:1:19 | stable or beta",
                "rollout: {batches: [{percentage: 50}, {percentage: 10}]} | publish.yml:1:52 | must increase",
                "'window: {start: \"2099-01-01T00:00:00Z\"}'             | publish.yml:1:17 | add batches",
                "'rollout: {batches: [{percentage: 100, startAt: \"2020-01-01T00:00:00Z\"}]}' | publish.yml:1:48 | in the past",
                "telemetry: {endpoint: 'http://t.example'}              | publish.yml:1:23 | must begin with https://",
                "telemetry: {endpoint: 'https://u:p@t.example'}         | publish.yml:1:23 | must not have a user",
                "telemetry: {endpoint: 'https://t.example?a=b'}         | publish.yml:1:23 | a query",
                "artifacts: {ignore: ['a[']}                             | publish.yml:1:22 | a["
            })
    void an_invalid_publish_yml_is_a_finding_with_its_location(String yaml, String place, String words)
            throws Exception {
        Files.writeString(plugin.resolve("publish.yml"), yaml + "\n");

        JsonNode report = report("--offline");

        assertThat(report.path("findings")).anySatisfy(finding -> {
            assertThat(finding.path("message").asText()).contains(words);
            assertThat(place(finding)).isEqualTo(place);
            assertThat(finding.path("severity").asText()).isEqualTo("error");
        });
        finding(report, "PX-T001");
    }

    @Test
    void a_marketplace_that_cannot_be_reached_is_a_finding() throws Exception {
        shell.with("PX_MARKETPLACE_TOKEN", "token-4711-4711");

        JsonNode report = report("--api-url", "http://127.0.0.1:1");

        assertThat(finding(report, "PX-A001").path("message").asText()).startsWith("Cannot ");
        finding(report, "PX-T001");
    }

    @Test
    void a_marketplace_that_rejects_the_token_is_a_finding_with_the_remedy_of_the_front_end() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        server.start();
        try {
            shell.with("PX_MARKETPLACE_TOKEN", "token-4711-4711");

            JsonNode report = report(
                    "--api-url", "http://127.0.0.1:" + server.getAddress().getPort());

            assertThat(finding(report, "PX-A001").path("remedy").asText())
                    .contains("PX_MARKETPLACE_TOKEN")
                    .doesNotContain("{");
            finding(report, "PX-T001");
            assertThat(report.toString()).doesNotContain("token-4711-4711");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_signing_key_that_cannot_be_used_is_a_finding_and_is_not_shown() throws Exception {
        shell.with("PX_SIGNING_KEY", "-----BEGIN PRIVATE KEY-----\ncanary4711canary\n-----END PRIVATE KEY-----\n");

        Shell.Outcome outcome = precheck("--offline");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.out()).contains("PX-S001").contains("PX-T001").doesNotContain("canary4711");
    }

    @Test
    void release_notes_that_do_not_exist_are_a_finding() throws Exception {
        JsonNode report = report("--offline", "--notes", "nothing.md");

        assertThat(finding(report, "PX-N004").path("message").asText()).contains("nothing.md");
        finding(report, "PX-T001");
    }

    @Test
    void a_report_in_a_file_is_reported_with_the_number_of_findings() {
        Shell.Outcome outcome = precheck("--offline", "--format", "sarif", "--output", "report.sarif");

        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("Wrote " + shell.folder().resolve("report.sarif"))
                .containsPattern("\\d+ errors?, \\d+ warnings?");
        Shell.Outcome nowhere = precheck("--offline", "--output", "none/report.txt");
        assertThat(nowhere.exitCode()).isEqualTo(7);
        assertThat(nowhere.err()).contains("the folder " + shell.folder().resolve("none") + " does not exist");
    }

    @Test
    void a_reason_without_a_rule_is_a_usage_error_about_the_rule() {
        Shell.Outcome outcome = precheck("--reason", "wrong");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--report-false-positive is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "sarif", "junit", "markdown"})
    void invalid_options_variables_and_user_files_are_findings_next_to_the_others(String format) throws Exception {
        Files.createDirectories(shell.home().resolve(".powerx-plugin"));
        Files.writeString(
                shell.home().resolve(".powerx-plugin/config.json"), "{\n  \"http\": {\"stallTimeout\": \"soon\"}}\n");
        shell.with("PX_COVERAGE_THRESHOLD", "most").with("PX_MARKETPLACE_API_URL", "no address");

        Shell.Outcome outcome = precheck(
                "--channel",
                "gamma",
                "--signing-key",
                "missing-4711.pem",
                "--target",
                "eu",
                "--config",
                "missing.yml",
                "--format",
                format,
                "--output",
                "report");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(shell.folder().resolve("report"))
                .content(StandardCharsets.UTF_8)
                .contains("channel must be stable or beta")
                .contains("Cannot read --signing-key")
                .contains("--target")
                .contains("missing.yml")
                .contains("must be a percentage such as 80")
                .contains("must be a URL that begins with")
                .contains("stall-timeout in")
                .contains("PX-R001")
                .contains("PX-T001")
                .doesNotContain("missing-4711");
    }

    @Test
    void a_finding_about_the_users_file_has_its_line() throws Exception {
        Files.createDirectories(shell.home().resolve(".powerx-plugin"));
        Files.writeString(shell.home().resolve(".powerx-plugin/config.json"), "{\n  \"lang\": \"latin\"}\n");

        Shell.Outcome outcome = precheck("--offline", "--format", "json");

        assertThat(outcome.exitCode()).isEqualTo(2);
        JsonNode report = Json.mapper().readTree(outcome.out());
        assertThat(place(finding(report, "PX-R001"))).isEqualTo("~/.powerx-plugin/config.json:2:11");
        finding(report, "PX-T001");
    }

    @Test
    void an_invalid_setting_ends_a_publish_with_all_of_them() {
        shell.with("PX_COVERAGE_THRESHOLD", "most").with("PX_UPLOAD_CONCURRENCY", "99");

        Shell.Outcome outcome = shell.run("publish", "--sandbox", "--project", "note");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("PX_COVERAGE_THRESHOLD must be").contains("PX_UPLOAD_CONCURRENCY must be");
    }

    @Test
    void the_key_of_a_publish_is_still_refused_on_the_command_line() {
        Shell.Outcome outcome =
                shell.run("publish", "--sandbox", "--project", "note", "--signing-key", "missing-4711.pem");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("read --signing-key").doesNotContain("missing-4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "sarif", "junit", "markdown", "text"})
    void a_check_that_cannot_be_made_has_a_report(String format) {
        Shell.Outcome outcome = shell.run("precheck", "--project", "missing", "--format", format, "--output", "report");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("error [project_not_found]");
        assertThat(shell.folder().resolve("report"))
                .content(StandardCharsets.UTF_8)
                .contains("PX-R001")
                .contains("there is no such folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "sarif", "junit", "markdown"})
    void the_output_is_written_whatever_is_wrong(String format) throws Exception {
        Files.writeString(plugin.resolve("plugin.yaml"), "id: [\n");
        Files.writeString(plugin.resolve("publish.yml"), "channel: [\n");

        Shell.Outcome outcome = precheck("--offline", "--format", format, "--output", "report");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(shell.folder().resolve("report"))
                .content(StandardCharsets.UTF_8)
                .contains("PX-M014")
                .contains("PX-R001")
                .contains("PX-T001");
    }

    @Test
    void a_rule_that_was_not_run_is_skipped_in_junit() throws Exception {
        precheck("--offline", "--format", "junit", "--output", "report.xml");

        var xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(shell.folder().resolve("report.xml").toFile());
        assertThat(xml.getElementsByTagName("skipped").getLength()).isPositive();
        assertThat(Files.readString(shell.folder().resolve("report.xml")))
                .containsPattern("PX-V002 [^>]*><skipped")
                .doesNotContainPattern("PX-V001 [^>]*><skipped");
    }

    @Test
    void the_text_shows_the_line_and_the_column() throws Exception {
        Files.writeString(plugin.resolve("publish.yml"), "rollout: {batches: [{percentage: 50}, {percentage: 10}]}\n");

        assertThat(precheck("--offline").out())
                .contains(" | rollout: {batches: [{percentage: 50}, {percentage: 10}]}\n")
                .containsPattern("\n {20}\\| {52}\\^\n");
    }

    @Test
    void publish_reports_all_errors_of_publish_yml_before_it_hashes_a_file() throws Exception {
        Files.writeString(
                plugin.resolve("publish.yml"), "channel: bata\nrolout: {}\ntenants: { allow: [a], deny: [a] }\n");

        Shell.Outcome outcome = shell.run("publish", "--project", "note", "--sandbox");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err())
                .contains("publish.yml:1:10", "publish.yml:2:1", "publish.yml:3:24")
                .doesNotContain("✓ Hash");
    }

    @Test
    void the_only_error_of_publish_yml_ends_a_publish_as_that_error() throws Exception {
        Files.writeString(plugin.resolve("publish.yml"), "channel: bata\n");

        Shell.Outcome outcome = shell.run("publish", "--project", "note", "--sandbox");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("[channel_unknown]")
                .contains("publish.yml:1:10")
                .doesNotContain("PX-R001");
    }

    @Test
    void publish_reports_a_broken_manifest_together_with_everything_else() throws Exception {
        Files.writeString(plugin.resolve("plugin.yaml"), "id: [\n");
        Files.writeString(plugin.resolve("publish.yml"), "rolout: {}\n");

        Shell.Outcome outcome = shell.run("publish", "--project", "note", "--sandbox", "--notes", "nothing.md");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("PX-M014 plugin.yaml:2:1", "PX-R001 publish.yml:1:1", "PX-N004")
                .contains("[manifest_invalid]", "2 more errors, see the findings");
    }

    @Test
    void a_skipped_precheck_does_not_hide_an_invalid_publish_yml() throws Exception {
        Files.writeString(plugin.resolve("publish.yml"), "rolout: {}\nchanel: beta\n");

        Shell.Outcome outcome =
                shell.run("publish", "--project", "note", "--sandbox", "--skip-precheck", "--skip-reason", "hotfix");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("[config_invalid]", "publish.yml:1:1", "publish.yml:2:1")
                .doesNotContain("✓ Hash");
    }

    @Test
    void publish_rejects_what_precheck_finds_before_it_hashes_a_file() throws Exception {
        Files.writeString(plugin.resolve("publish.yml"), "rollbackPlan: {previousVersion: v1}\n");

        Shell.Outcome outcome = shell.run("publish", "--project", "note", "--sandbox");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err()).contains("PX-R001 publish.yml:1:33").doesNotContain("✓ Hash");
    }

    @Test
    void publish_without_a_precheck_still_rejects_an_invalid_rollout_before_it_hashes_a_file() throws Exception {
        Files.writeString(plugin.resolve("publish.yml"), "rollbackPlan: {previousVersion: v1}\n");

        Shell.Outcome outcome =
                shell.run("publish", "--project", "note", "--sandbox", "--skip-precheck", "--skip-reason", "hotfix");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("[config_invalid]").doesNotContain("✓ Hash");
    }

    @Test
    void fix_changes_nothing_while_settings_are_invalid() throws Exception {
        Path file = plugin.resolve("web-admin/package.json");
        Files.writeString(file, "{\"version\": \"0.0.9\"}");
        shell.with("PX_CHANNEL", "gamma");

        Shell.Outcome refused = precheck("--offline", "--fix");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("warning: --fix changes nothing while settings are invalid");
        assertThat(Files.readString(file)).contains("0.0.9");

        shell.with("PX_CHANNEL", "beta");

        assertThat(precheck("--offline", "--fix").err()).contains("corrected web-admin/package.json");
    }

    @Test
    void fixes_are_shown_and_made_only_on_request() throws Exception {
        Path file = plugin.resolve("web-admin/package.json");
        Files.writeString(file, "{\r\n  \"name\": \"x\",\r\n  \"version\": \"0.0.9\"\r\n}");

        JsonNode before = report("--offline");

        assertThat(finding(before, "PX-V005").path("fix").asText())
                .contains("--- a/web-admin/package.json", "-  \"version\": \"0.0.9\"", "+  \"version\": \"0.2.0\"");
        assertThat(Files.readString(file)).contains("0.0.9");

        Shell.Outcome fixed = precheck("--offline", "--fix");

        assertThat(fixed.err()).contains("corrected web-admin/package.json (PX-V005)");
        assertThat(fixed.out()).contains("PX-T001").doesNotContain("PX-V005", "would make");
        assertThat(Files.readString(file)).isEqualTo("{\r\n  \"name\": \"x\",\r\n  \"version\": \"0.2.0\"\r\n}");
        assertThat(precheck("--offline", "--fix").err()).doesNotContain("corrected");
    }

    @ParameterizedTest
    @CsvSource({
        "build/out, does not exist",
        "../elsewhere, does not exist",
        "CHANGELOG.md, not a folder",
        "web-admin, no such file"
    })
    void a_build_that_does_not_exist_is_a_finding_next_to_the_others(String root, String words) throws Exception {
        Files.writeString(plugin.resolve("publish.yml"), "chanel: beta\nartifacts:\n  root: " + root + "\n");

        JsonNode report = report("--offline");

        JsonNode missing = finding(report, "PX-M014");
        assertThat(place(missing)).isEqualTo("publish.yml:3:9");
        assertThat(missing.path("message").asText()).contains(words);
        assertThat(missing.path("remedy").asText()).contains("artifacts.root");
        assertThat(place(finding(report, "PX-R001"))).isEqualTo("publish.yml:1:1");
        finding(report, "PX-T001");
    }

    @Test
    void a_build_folder_of_an_option_that_does_not_exist_is_a_finding_and_an_error_of_pack() throws Exception {
        JsonNode missing = finding(report("--offline", "--build-dir", "nowhere"), "PX-M014");

        assertThat(missing.has("file")).isFalse();
        assertThat(missing.path("remedy").asText()).contains("--build-dir");
        assertThat(shell.run("pack", "--project", "note", "--build-dir", "nowhere")
                        .err())
                .contains("[project_not_found]", "--build-dir");
    }
}
