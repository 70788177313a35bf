package io.powerx.publish.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.json.Json;
import io.powerx.publish.testing.JsonSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command with the embedded Marketplace, which newcomers try first. */
class SandboxPublishTest {
    private Shell shell;
    private Path plugin;

    @BeforeEach
    void givenAPlugin(@TempDir Path root) throws Exception {
        shell = new Shell(root);
        plugin = shell.examplePlugin("my plugin");
    }

    private Shell.Outcome publish(String... more) {
        return shell.run(Stream.concat(Stream.of("publish", "--sandbox", "--project", "my plugin"), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void printed_commands_are_those_that_the_user_can_run() {
        shell.startedAs("./px-plugin");

        Shell.Outcome outcome = publish("--sandbox-data", "my sandbox's data");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains("to open the review page: ./px-plugin sandbox --sandbox-data 'my sandbox'\\''s data'\n");
        assertThat(shell.run("publish", "--no-such-option").err())
                .contains("./px-plugin publish --help")
                .doesNotContain(" px-plugin publish --help");
    }

    @Test
    void a_publish_ends_in_the_review_queue_and_running_it_again_changes_nothing() throws Exception {
        Shell.Outcome first = publish();

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .startsWith("Submitted ")
                .containsPattern("publishId +\\S+")
                .containsPattern("versionId +\\S+")
                .containsPattern("reviewQueueId +\\S+")
                .containsPattern("status +queued")
                .containsPattern("next check +20[0-9-]+ ")
                .doesNotContain("127.0.0.1")
                .containsPattern("receipt +" + shell.folder().resolve("publish-receipt.sandbox.json"));
        assertThat(first.err())
                .contains("0.2.0 (com.powerx.plugins.note), channel stable")
                .contains("✓ Upload")
                .contains("to open the review page: px-plugin sandbox\n")
                .doesNotContain("127.0.0.1")
                .doesNotContain("\u001b");
        assertThat(shell.folder().resolve("publish-debug.log")).doesNotExist();

        JsonNode receipt = Json.mapper()
                .readTree(shell.folder().resolve("publish-receipt.sandbox.json").toFile());
        assertThat(receipt.path("timings").fieldNames())
                .toIterable()
                .containsExactly(
                        "inspect",
                        "precheck",
                        "metadata",
                        "hash",
                        "sign",
                        "pack",
                        "evidence",
                        "register",
                        "upload",
                        "complete",
                        "submit");

        Shell.Outcome second = publish();

        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out()).startsWith("Already published: ");
        assertThat(line(second.out(), "publishId")).isEqualTo(line(first.out(), "publishId"));
    }

    @Test
    void a_signing_key_that_the_sandbox_does_not_use_is_mentioned() throws Exception {
        Files.writeString(shell.folder().resolve("my-key.pem"), "-----BEGIN PRIVATE KEY-----");

        Shell.Outcome outcome = publish("--signing-key", "my-key.pem");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("--signing-key is not used");
        assertThat(publish().err()).doesNotContain("--signing-key");
    }

    @Test
    void an_invalid_version_is_one_finding_and_not_also_an_answer_of_the_marketplace() throws Exception {
        Path manifest = plugin.resolve("plugin.yaml");
        Files.writeString(manifest, Files.readString(manifest).replace("version: 0.2.0", "version: one"));

        Shell.Outcome outcome = publish();

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err()).contains("PX-V001 plugin.yaml:3:10").contains("found    1 error, 0 warnings");
    }

    @Test
    void different_content_of_a_version_is_a_conflict_with_a_remedy() throws Exception {
        publish();
        Files.writeString(plugin.resolve("CHANGELOG.md"), "\nMore.\n", StandardOpenOption.APPEND);
        Files.writeString(plugin.resolve("migrations/0002_note_status.sql"), "\n-- more\n", StandardOpenOption.APPEND);

        Shell.Outcome outcome = publish();

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err())
                .contains("[version_conflict]")
                .contains("Increase the version in plugin.yaml")
                .contains("the Marketplace has this version with different content")
                .containsPattern("log +" + shell.folder().resolve("publish-debug.log"));
    }

    @Test
    void with_json_the_receipt_is_on_standard_output_and_events_on_standard_error() throws Exception {
        Shell.Outcome outcome = publish("--json", "--log-format", "json");

        JsonNode receipt = Json.mapper().readTree(outcome.out());
        assertThat(receipt.path("status").asText()).isEqualTo("queued");
        assertThat(receipt.path("client").path("frontend").asText()).isEqualTo("cli");
        assertThat(receipt)
                .isEqualTo(Json.mapper()
                        .readTree(Files.readString(shell.folder().resolve("publish-receipt.sandbox.json"))));
        List<JsonNode> events =
                outcome.err().lines().map(SandboxPublishTest::json).toList();
        assertThat(events).allSatisfy(event -> {
            assertThat(event.path("time").asText()).endsWith("Z");
            assertThat(event.has("elapsedMs")).isTrue();
            assertThat(event.path("event").asText()).isNotEmpty();
            assertThat(event.path("level").asText()).isNotEmpty();
        });
        JsonNode submitted = events.stream()
                .filter(event -> event.path("event").asText().equals("submitted"))
                .findFirst()
                .orElseThrow();
        assertThat(submitted.path("pluginId").asText()).isEqualTo("com.powerx.plugins.note");
        assertThat(submitted.path("version").asText()).isEqualTo("0.2.0");
        assertThat(submitted.path("channel").asText()).isEqualTo("stable");
        assertThat(submitted.path("publishId").asText())
                .isEqualTo(receipt.path("publishId").asText());
        assertThat(events).extracting(event -> event.path("level").asText()).doesNotContain("debug");
        assertThat(publish("--verbose", "--log-format", "json")
                        .err()
                        .lines()
                        .map(SandboxPublishTest::json)
                        .toList())
                .anySatisfy(
                        event -> assertThat(event.path("requestId").asText()).isNotEmpty());
    }

    @Test
    void a_dry_run_changes_nothing_anywhere() throws Exception {
        Shell.Outcome outcome = publish("--dry-run");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .startsWith("Dry run: nothing was changed.")
                .contains("idempotency key ")
                .contains("put the version into the review queue");
        assertThat(shell.folder().resolve("publish-receipt.sandbox.json")).doesNotExist();
        assertThat(plugin.resolve("dist")).doesNotExist();
        assertThat(plugin.resolve(".px-plugin")).doesNotExist();
    }

    @Test
    void a_dry_run_of_a_published_version_shows_that_nothing_is_left_to_do() throws Exception {
        assertThat(publish("--dry-run").out()).contains("register com.powerx.plugins.note");
        publish();

        Shell.Outcome same = publish("--dry-run");
        Files.writeString(plugin.resolve("backend/etc/config.yaml"), "other: true\n");
        Shell.Outcome other = publish("--dry-run", "--skip-precheck", "--skip-reason", "The check is in another job.");

        assertThat(same.exitCode()).as(same.err()).isZero();
        assertThat(same.out())
                .contains("nothing: the Marketplace already has this version with the same content")
                .doesNotContain("register com.powerx.plugins.note")
                .doesNotContain("upload the artifacts");
        assertThat(other.out())
                .contains("stop with an error: the Marketplace has this version with different content")
                .doesNotContain("upload the artifacts");
    }

    @Test
    void the_tokens_of_a_real_marketplace_stay_out_of_the_sandbox_and_of_every_file() throws Exception {
        shell.with("PX_MARKETPLACE_TOKEN", "canary-4711-token")
                .with("PX_MARKETPLACE_API_URL", "https://m.example")
                .with("PX_SIGNING_ENDPOINT", "https://sign.example")
                .with("PX_SIGNING_TOKEN", "canary-4711-signing")
                .with("PX_TELEMETRY_TOKEN", "canary-4711-telemetry");

        Shell.Outcome outcome = publish("--verbose");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out() + outcome.err()).doesNotContain("canary-4711");
        try (Stream<Path> files = Files.walk(shell.folder().getParent())) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain("canary-4711"));
        }
    }

    @Test
    void status_wait_and_withdraw_work_on_a_published_version() {
        publish();

        Shell.Outcome status = shell.run("status", "--sandbox");
        Shell.Outcome impatient = shell.run("wait", "--sandbox", "--wait-timeout", "10ms");
        Shell.Outcome withdrawn = shell.run("withdraw", "--sandbox", "--reason", "wrong migration");
        Shell.Outcome after = shell.run("status", "--sandbox", "--json");
        Shell.Outcome rejected = shell.run("wait", "--sandbox");

        assertThat(status.out()).startsWith("com.powerx.plugins.note 0.2.0 on stable: queued");
        assertThat(impatient.exitCode()).isEqualTo(9);
        assertThat(impatient.err()).contains("[wait_timeout]").contains("px-plugin wait");
        assertThat(withdrawn.exitCode()).as(withdrawn.err()).isZero();
        assertThat(json(after.out()).path("status").asText()).isEqualTo("withdrawn");
        assertThat(rejected.exitCode()).isEqualTo(8);
        assertThat(rejected.err()).contains("review is withdrawn");
    }

    @Test
    void the_receipt_is_kept_if_waiting_for_the_decision_times_out() {
        Shell.Outcome outcome = publish("--wait", "--wait-timeout", "10ms");

        assertThat(outcome.exitCode()).isEqualTo(9);
        assertThat(outcome.out()).startsWith("Submitted ");
        assertThat(shell.folder().resolve("publish-receipt.sandbox.json")).isRegularFile();
    }

    @Test
    void the_receipt_of_a_real_publish_is_never_replaced() throws Exception {
        publish();
        Path sandboxed = shell.folder().resolve("publish-receipt.sandbox.json");
        String text = Files.readString(sandboxed);
        Path real = Files.writeString(
                shell.folder().resolve("publish-receipt.json"),
                text.replaceFirst("http://127.0.0.1:[0-9]+\"", "https://market.example\""));
        String before = Files.readString(real);

        Shell.Outcome again = publish();
        Shell.Outcome named = publish("--receipt", "publish-receipt.json");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(named.exitCode()).isEqualTo(2);
        assertThat(named.err())
                .contains("[receipt_unwritable]")
                .contains("https://market.example")
                .contains("Set --receipt to another path");
        assertThat(before).contains("https://market.example");
        assertThat(Files.readString(real)).isEqualTo(before);
    }

    @Test
    void the_journal_and_the_debug_log_can_be_outside_the_project() throws Exception {
        Shell.Outcome first = publish("--journal", "elsewhere/journals", "--receipt", "elsewhere/receipt.json");
        Files.writeString(plugin.resolve("migrations/0002_note_status.sql"), "\n-- more\n", StandardOpenOption.APPEND);
        Shell.Outcome conflict = publish("--journal", "elsewhere/journals", "--receipt", "elsewhere/receipt.json");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(conflict.exitCode()).isEqualTo(5);
        assertThat(plugin.resolve(".px-plugin")).doesNotExist();
        assertThat(shell.folder().resolve("publish-debug.log")).doesNotExist();
        assertThat(shell.folder().resolve("elsewhere/publish-debug.log")).isRegularFile();
        try (Stream<Path> journals = Files.walk(shell.folder().resolve("elsewhere/journals"))) {
            assertThat(journals.filter(file -> file.endsWith("journal.jsonl")))
                    .as("the conflict is found before anything is changed, so it has no journal")
                    .hasSize(1);
        }
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_pipe_in_place_of_the_folder_of_journals_is_an_error() throws Exception {
        Path pipe = shell.folder().resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();

        Shell.Outcome outcome = publish("--journal", "pipe");

        assertThat(outcome.exitCode()).isEqualTo(7);
        assertThat(outcome.err()).contains("pipe");
    }

    @Test
    void a_tampered_package_fails_verification() throws Exception {
        publish();
        Path trust = shell.home().resolve(".powerx-plugin/sandbox/trust/ca.pem");
        Path packed = plugin.resolve("dist/com.powerx.plugins.note-0.2.0.pxp");

        Shell.Outcome good = shell.run("verify", packed.toString(), "--trust", trust.toString());
        String goodJson = shell.run("verify", packed.toString(), "--json").out();
        byte[] bytes = Files.readAllBytes(packed);
        bytes[bytes.length / 2] ^= 1;
        Files.write(packed, bytes);
        Shell.Outcome tampered = shell.run("verify", packed.toString(), "--json");

        assertThat(good.exitCode()).as(good.out()).isZero();
        assertThat(good.out())
                .startsWith("Verified " + packed + ", com.powerx.plugins.note 0.2.0\n  platform    any\n")
                .contains(
                        "\n  digest      ",
                        "\n  signer      ",
                        "\n  time        no timestamp; certificates valid until ");
        assertThat(good.out().lines()).hasSizeLessThanOrEqualTo(10);
        assertThat(tampered.exitCode()).isEqualTo(7);
        assertThat(json(tampered.out()).path("verified").asBoolean(true)).isFalse();
        assertThat(tampered.out()).contains("\"errorCode\" : \"package_invalid\"");
        assertThat(List.of(goodJson, tampered.out()))
                .allSatisfy(json -> assertThat(JsonSchemas.violations("verification.schema.json", json))
                        .isEmpty());
    }

    @Test
    void pack_without_a_key_warns_that_the_package_is_not_signed() {
        Shell.Outcome listed = shell.run("pack", "--project", "my plugin", "--list");
        Shell.Outcome packed = shell.run("pack", "--project", "my plugin", "--output", "out");

        assertThat(listed.out()).contains("plugin.yaml").contains("content digest ");
        assertThat(plugin.resolve("dist")).doesNotExist();
        assertThat(packed.exitCode()).as(packed.err()).isZero();
        assertThat(packed.err()).contains("warning: there is no signing key");
        assertThat(shell.folder().resolve("out/com.powerx.plugins.note-0.2.0.pxp"))
                .isRegularFile();
    }

    @Test
    void the_option_level_overrides_the_level_of_the_project() throws Exception {
        Path publishFile = plugin.resolve("publish.yml");
        Files.writeString(
                publishFile, Files.readString(publishFile).replace("format: pxp", "format: pxp\n  level: store"));
        Path packed = shell.folder().resolve("out/com.powerx.plugins.note-0.2.0.pxp");

        shell.run("pack", "--project", "my plugin", "--output", "out");
        long stored = Files.size(packed);
        Shell.Outcome best = shell.run("pack", "--project", "my plugin", "--output", "out", "--level", "best");

        assertThat(best.exitCode()).as(best.err()).isZero();
        assertThat(Files.size(packed)).isLessThan(stored / 2);
    }

    @Test
    void precheck_runs_offline() throws Exception {
        Shell.Outcome clean = shell.run("precheck", "--project", "my plugin", "--offline");
        Files.writeString(plugin.resolve("CHANGELOG.md"), "# Changelog\n");
        String manifest = Files.readString(plugin.resolve("plugin.yaml"));
        Files.writeString(plugin.resolve("plugin.yaml"), manifest.replaceFirst("(?m)^version: .*$", "version: one"));
        Shell.Outcome broken =
                shell.run("precheck", "--project", "my plugin", "--format", "json", "--output", "findings.json");

        assertThat(clean.exitCode()).as(clean.out()).isZero();
        assertThat(broken.exitCode()).isEqualTo(3);
        JsonNode report =
                Json.mapper().readTree(shell.folder().resolve("findings.json").toFile());
        assertThat(report.path("findings"))
                .anySatisfy(finding -> assertThat(finding.path("file").asText()).isEqualTo("plugin.yaml"));
    }

    @Test
    void a_hostile_name_cannot_steer_the_terminal() throws Exception {
        String manifest = Files.readString(plugin.resolve("plugin.yaml"));
        Files.writeString(
                plugin.resolve("plugin.yaml"),
                manifest.replaceFirst("(?m)^name: .*$", "name: \"Evil\\\\e[31m\\\\r\\\\nSubmitted \\\\u202E\""));

        Shell.Outcome outcome = publish();

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("Evil");
        assertThat(outcome.err()).contains("Evil");
        assertThat(outcome.out() + outcome.err())
                .doesNotContain("\u001b")
                .doesNotContain("\r")
                .doesNotContain("\u202e");
    }

    @Test
    void a_terminal_shows_colors_unless_no_color_is_set() {
        Shell.Outcome colored = shell.onTerminal().run("precheck", "--project", "my plugin", "--offline");
        Shell.Outcome plain = shell.with("NO_COLOR", "1").run("publish", "--sandbox", "--project", "my plugin");

        assertThat(colored.exitCode()).isZero();
        assertThat(plain.err()).contains("\u001b[K").doesNotContain("\u001b[32m");
    }

    private static String line(String text, String label) {
        return text.lines()
                .filter(line -> line.strip().startsWith(label))
                .findFirst()
                .orElseThrow()
                .strip();
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
