package io.powerx.publish.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.testing.JsonSchemas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** --json, --ci, --quiet and NO_COLOR mean the same for every command, even if it fails. */
class OutputModesTest {
    private Shell shell;

    @BeforeEach
    void openShell(@TempDir Path root) throws Exception {
        shell = new Shell(root);
        shell.examplePlugin("note");
    }

    static List<String> commands() {
        return CommandRun.names();
    }

    static Stream<Arguments> usageErrors() {
        return commands().stream()
                .flatMap(command -> Stream.of("--json", "--ci").map(mode -> arguments(command, mode)));
    }

    @ParameterizedTest
    @MethodSource("usageErrors")
    void a_usage_error_of_every_command_is_one_json_document(String command, String mode) throws Exception {
        Shell.Outcome outcome = shell.run(command, "--no-such-option", mode);

        assertThat(outcome.exitCode()).isEqualTo(2);
        JsonNode document = outcome.onlyDocument();
        assertThat(document.at("/error/code").asText()).isEqualTo("option_invalid");
        assertThat(JsonSchemas.violations("error.schema.json", outcome.out())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_usage_error_is_shown_although_the_command_is_quiet(String command) {
        Shell.Outcome outcome = shell.run(command, "--no-such-option", "--quiet");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("error [option_invalid]").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_has_colors_on_a_terminal_unless_no_color_is_set(String command) {
        assertThat(shell.onTerminal().run(command, "--help").out()).contains("\u001b[");
        assertThat(shell.with("NO_COLOR", "1").run(command, "--help").out())
                .contains("Usage: px-plugin " + command)
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--log-format json --no-such-option", "--no-such-option --log-format=json"})
    void a_usage_error_is_one_line_of_a_json_log(String options) throws Exception {
        Shell.Outcome outcome = shell.run(("publish " + options).split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(Json.mapper().readTree(outcome.err()).path("errorCode").asText())
                .isEqualTo("option_invalid");
        assertThat(shell.with("PX_LOG_FORMAT", "json").run("publsh").err()).startsWith("{");
    }

    @Test
    void a_usage_error_has_colors_on_a_terminal_unless_no_color_is_set() {
        assertThat(shell.onTerminal().run("publsh").err()).startsWith("\u001b[31merror");
        assertThat(shell.run("publsh", "--ci").err()).startsWith("error");
        assertThat(shell.with("NO_COLOR", "1").run("publsh").err()).startsWith("error");
    }

    @ParameterizedTest
    @MethodSource("usageErrors")
    void help_of_every_command_is_one_json_document(String command, String mode) throws Exception {
        Shell.Outcome option = shell.run(command, "--help", mode);

        assertThat(option.exitCode()).isZero();
        JsonNode document = option.onlyDocument();
        assertThat(document.path("command").asText()).isEqualTo(command);
        assertThat(document.path("text").asText()).startsWith("Usage: px-plugin " + command);
        assertThat(JsonSchemas.violations("help.schema.json", option.out())).isEmpty();
        assertThat(shell.run("help", command, mode).out()).isEqualTo(option.out());
    }

    @Test
    void help_is_as_wide_as_the_terminal_and_has_colors_only_if_it_goes_there() {
        Shell.Outcome narrow = shell.onTerminal().wide(60).run("publish", "--help");
        Shell.Outcome redirected = shell.wide(0).run("publish", "--help");

        assertThat(narrow.out().lines().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")))
                .allMatch(line -> line.length() <= 60)
                .anyMatch(line -> line.startsWith("Usage: px-plugin publish [OPTIONS]"));
        assertThat(narrow.out()).contains("\u001b[");
        assertThat(redirected.out())
                .contains("Usage: px-plugin publish [OPTIONS]")
                .doesNotContain("\u001b");
    }

    @Test
    void the_command_line_without_a_command_and_the_version_are_json_as_well() throws Exception {
        assertThat(shell.run("--help", "--json").onlyDocument().path("text").asText())
                .contains("Commands:");
        assertThat(shell.run("--json").onlyDocument().at("/error/code").asText())
                .isEqualTo("option_invalid");
        assertThat(JsonSchemas.violations(
                        "version.schema.json", shell.run("--version", "--json").out()))
                .isEmpty();
    }

    /** Commands that end by themselves, and the schema of what they print. */
    static Stream<Arguments> results() {
        return Stream.of(
                arguments("version", "version"),
                arguments("help", "help"),
                arguments("help publish", "help"),
                arguments("completion fish", "completion"),
                arguments("explain", "explain"),
                arguments("explain version_conflict", "explain"),
                arguments("explain PX-V001", "explain"),
                arguments("config --project note", "config"),
                arguments("config --explain --project note", "config"),
                arguments("config --project nowhere", "config"),
                arguments("notes --project note", "notes"),
                arguments("precheck --offline --project note", "precheck"),
                arguments("precheck --offline --project note --format sarif --output report.sarif", "precheck"),
                arguments("pack --project note", "pack"),
                arguments("pack --list --project note", "pack"),
                arguments("publish --sandbox --dry-run --project note", "plan"),
                arguments("init --yes --dry-run --project note", "init"),
                arguments("doctor --sandbox --project note", "doctor"),
                arguments("doctor --project note", "doctor"),
                arguments("telemetry status --project note", "telemetry"),
                arguments("telemetry show", "telemetry"),
                arguments("telemetry off", "telemetry"),
                arguments("audit show", "audit"),
                arguments("status --receipt none.json", "error"),
                arguments("verify none.pxp", "error"),
                arguments("diff none.pxp none.pxp", "error"));
    }

    @ParameterizedTest
    @MethodSource("results")
    void every_result_is_one_json_document_that_conforms_to_its_schema(String line, String schema) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
        arguments.add("--json");

        Shell.Outcome outcome = shell.run(arguments.toArray(String[]::new));

        outcome.onlyDocument();
        assertThat(JsonSchemas.violations(schema + ".schema.json", outcome.out()))
                .as(outcome.out())
                .isEmpty();
        assertThat(JsonSchemas.violations(schema + ".schema.json", "42")).isNotEmpty();
    }

    @Test
    void the_life_of_a_version_has_the_same_names_in_every_command() throws Exception {
        shell.run("publish", "--sandbox", "--project", "note");

        for (String line : List.of(
                "status --sandbox",
                "pause-review --sandbox --reason check",
                "withdraw --sandbox --reason wrong --yes")) {
            Shell.Outcome outcome = shell.run((line + " --json").split(" "));
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(JsonSchemas.violations("status.schema.json", outcome.out()))
                    .isEmpty();
            JsonNode state = outcome.onlyDocument();
            assertThat(state.path("pluginId").asText()).isEqualTo("com.powerx.plugins.note");
            assertThat(state.path("version").asText()).isEqualTo("0.2.0");
            assertThat(state.path("channel").asText()).isEqualTo("stable");
        }
        assertThat(shell.run("status").err())
                .contains("[receipt_unreadable]", "This folder has the receipt of a sandbox; set --sandbox to use it.");
        assertThat(shell.run("status", "--receipt", "none.json").err())
                .contains("[receipt_unreadable]")
                .doesNotContain("sandbox");
        assertThat(shell.run("status", "--sandbox").out())
                .startsWith("com.powerx.plugins.note 0.2.0 on stable: withdrawn");
        assertThat(Json.mapper()
                        .readTree(shell.folder()
                                .resolve("publish-receipt.sandbox.json")
                                .toFile())
                        .path("status")
                        .asText())
                .isEqualTo("withdrawn");
    }

    @Test
    void a_quiet_precheck_of_a_publish_shows_its_errors_and_nothing_else() throws Exception {
        Files.delete(shell.folder().resolve("note/backend/bin/plugin"));

        Shell.Outcome quiet = shell.run("publish", "--sandbox", "--project", "note", "--quiet");
        Shell.Outcome json = shell.run("publish", "--sandbox", "--project", "note", "--quiet", "--log-format", "json");

        assertThat(quiet.exitCode()).isEqualTo(3);
        assertThat(quiet.err())
                .contains("error PX-")
                .doesNotContain("warning PX-")
                .doesNotContain("✓");
        assertThat(json.err().lines()).isNotEmpty().allMatch(line -> line.contains("\"level\":\"error\""));
    }

    @Test
    void withdraw_asks_on_a_terminal_and_changes_nothing_without_a_yes() {
        shell.run("publish", "--sandbox", "--project", "note");

        Shell.Outcome refused = shell.answering("\n").run("withdraw", "--sandbox", "--reason", "wrong");

        assertThat(refused.exitCode()).isEqualTo(130);
        assertThat(refused.err()).contains("com.powerx.plugins.note 0.2.0 cannot be used again");
        assertThat(shell.run("status", "--sandbox").out()).contains("queued");

        Shell.Outcome confirmed = shell.answering("yes\n").run("withdraw", "--sandbox", "--reason", "wrong");
        assertThat(confirmed.exitCode()).as(confirmed.err()).isZero();
        assertThat(confirmed.out()).contains("withdrawn");
    }

    @Test
    void an_error_about_a_key_shows_the_file_and_who_specified_it() throws Exception {
        Files.writeString(shell.folder().resolve("my.pem"), "no key");

        Shell.Outcome outcome = shell.with("PX_SIGNING_KEY", "my.pem").run("pack", "--project", "note");

        assertThat(outcome.exitCode()).isEqualTo(7);
        assertThat(outcome.err())
                .contains("read the signing key that PX_SIGNING_KEY specifies")
                .contains("my.pem");
    }

    @Test
    void an_error_has_a_link_to_its_description_that_opens() {
        assertThat(shell.run("publish").err())
                .contains(
                        "docs     https://github.com/powerx/px-publish/blob/main/docs/reference/errors.md#endpoint_missing");
    }
}
