package io.powerx.publish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.SettingType;
import io.powerx.publish.json.Json;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class CommandLineTest {
    private Shell shell;

    @BeforeEach
    void openShell(@TempDir Path root) {
        shell = new Shell(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void the_version_is_one_line_on_standard_output(String option) {
        Shell.Outcome outcome = shell.run(option);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).matches("px-plugin [0-9]+\\.[0-9]+\\.[0-9]+\\S*\n");
        assertThat(outcome.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "publish",
                "precheck",
                "notes",
                "pack",
                "verify",
                "diff",
                "status",
                "wait",
                "withdraw",
                "pause-review",
                "sandbox",
                "config",
                "version"
            })
    void every_command_has_help_with_examples(String command) {
        Shell.Outcome outcome = shell.run(command, "--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("Usage: px-plugin " + command).contains("Examples:\n  # ");
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 130);
        assertThat(shell.run("--help").out()).contains("  " + command + " ");
    }

    @Test
    void a_command_line_without_a_command_is_a_usage_error_and_shows_help() {
        Shell.Outcome outcome = shell.run();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("Usage: px-plugin");
    }

    @ParameterizedTest
    @CsvSource({
        "publsh, unknown command publsh; did you mean publish?",
        "publsh --project note, unknown command publsh; did you mean publish?",
        "version all, there is one argument too many; version takes none",
        "audit show a b, there is one argument too many; audit takes only ACTION FILE",
        "config schema a b c, there are 2 arguments too many; config takes only ACTION SCHEMA",
        "publish my-plugin, 'To choose the plugin''s folder, set --project.'",
        "telemetry, 'ACTION is missing; it must be show, status, on, off, flush or rebuild'",
        "audit, ACTION is missing; it must be show or verify",
        "completion, 'SHELL is missing; it must be bash, zsh or fish'",
        "telemetry flsh, 'ACTION must be show, status, on, off, flush or rebuild, not \"flsh\"; did you mean flush?'",
        "config schema publihs, did you mean publish?",
        "publish --channel=, --channel has an empty value; expected stable|beta",
        "publish --upload-limit=, --upload-limit has an empty value; expected RATE",
        "withdraw --reason=, --reason has an empty value; expected TEXT",
        "publish --chanel beta, unknown option --chanel; did you mean --channel?",
        "publish --receipt, --receipt has no value; expected FILE",
        "publish --notes --quiet, --notes has no value; expected FILE",
        "publish --channel beta --channel stable, --channel is specified more than once",
        "verify, FILE is missing",
        "status --publish-id, --publish-id has no value; expected ID"
    })
    void a_usage_error_suggests_the_closest_option_or_command(String line, String message) {
        Shell.Outcome outcome = shell.run(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("[option_invalid]").contains(message).contains("--help");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void an_empty_value_is_refused_for_every_option_and_argument() {
        for (String command : CommandRun.names()) {
            CommandSpec spec = PxPlugin.commands().subcommands().get(command).getCommandSpec();
            for (OptionSpec option : spec.options()) {
                if (option.arity().max() == 0) {
                    continue;
                }
                List<String> line = new ArrayList<>(List.of(command, option.longestName(), " "));
                spec.positionalParameters().forEach(argument -> line.add("x"));
                Shell.Outcome outcome = shell.run(line.toArray(String[]::new));
                assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
                assertThat(outcome.err()).contains(option.longestName() + " has an empty value; expected ");
            }
        }
        assertThat(shell.run("verify", "").err()).contains("FILE is empty");
    }

    @Test
    void a_port_that_is_used_can_be_replaced() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Shell.Outcome outcome = shell.run("sandbox", "--port", String.valueOf(other.getLocalPort()));

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("choose another port with --port.");
        }
    }

    @Test
    void an_empty_variable_counts_as_not_set() {
        assertThat(shell.with("PX_CHANNEL", "").run("config", "--explain").out())
                .containsPattern("channel +stable +default");
    }

    @Test
    void the_remedy_for_a_mistyped_command_refers_to_the_list_of_commands() {
        assertThat(shell.run("publsh").err()).contains("remedy   Correct it; px-plugin --help shows what is possible.");
    }

    @ParameterizedTest
    @CsvSource({
        "publish --sandbox --config none.yml, config_unreadable, Set --config to an existing file",
        "publish --sandbox --config ., config_unreadable, Set --config to an existing file",
        "publish --sandbox --ca-bundle none.pem, config_unreadable, 'none.pem, which --ca-bundle specifies'",
        "verify note.pxp --trust none.pem, config_unreadable, 'none.pem, which --trust specifies'",
        "verify note.pxp --trust empty.pem, option_invalid, 'empty.pem, which --trust specifies'",
        "verify note.pxp --certificate empty.pem, option_invalid, 'empty.pem, which --certificate specifies'",
    })
    void an_error_about_a_file_shows_the_option_that_specifies_it(String line, String code, String text)
            throws Exception {
        Files.writeString(shell.folder().resolve("empty.pem"), "");

        Shell.Outcome outcome = shell.run(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("[" + code + "]").contains(text);
    }

    static Stream<String> secretOptions() {
        return Arrays.stream(Setting.values())
                .filter(setting -> setting.type() == SettingType.SECRET)
                .map(setting -> "--" + setting.id());
    }

    @ParameterizedTest
    @MethodSource("secretOptions")
    void a_secret_on_the_command_line_is_refused_and_not_repeated(String option) {
        Shell.Outcome apart = shell.run("publish", option, "canary-4711");
        Shell.Outcome joined = shell.run("publish", option + "=canary-4711");

        assertThat(apart.exitCode()).isEqualTo(2);
        assertThat(joined.exitCode()).isEqualTo(2);
        assertThat(apart.err() + apart.out() + joined.err() + joined.out())
                .doesNotContain("canary-4711")
                .contains("every process of the machine");
    }

    @Test
    void a_value_of_an_unknown_option_is_not_repeated() {
        Shell.Outcome outcome = shell.run("publish", "--tokn=canary-4711");

        assertThat(outcome.err()).contains("--tokn").doesNotContain("canary-4711");
    }

    @Test
    void an_argument_is_never_read_from_a_file() throws Exception {
        Files.writeString(shell.folder().resolve("arguments"), "--version");

        assertThat(shell.run("@arguments").exitCode()).isEqualTo(2);
    }

    @Test
    void config_masks_secrets() {
        Shell.Outcome outcome = shell.with("PX_MARKETPLACE_TOKEN", "canary-4711")
                .with("PX_CHANEL", "beta")
                .run("config", "--explain");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .containsPattern("token +\\*\\*\\*\\* +PX_MARKETPLACE_TOKEN")
                .containsPattern("channel +stable +default")
                .doesNotContain("canary");
        assertThat(outcome.err()).contains("did you mean PX_CHANNEL?");
    }

    @Test
    void config_shows_all_values_of_the_projects_files_with_their_origin() throws Exception {
        Files.writeString(shell.folder().resolve("publish.yml"), """
                rollout:
                  batches: [{ percentage: 10, wait: 1h }, { percentage: 100 }]
                """);
        Files.writeString(
                shell.folder().resolve("px-plugin.config.ts"),
                "export default { channel: 'beta', artifacts: { format: 'zip' } };");

        assertThat(shell.run("config", "--explain").out())
                .containsPattern("channel +beta +px-plugin\\.config\\.ts:1:27")
                .containsPattern("artifacts\\.format +zip +px-plugin\\.config\\.ts:1:56")
                .containsPattern("rollout\\.batches +\\[\\{\"percentage\":10.* +publish\\.yml:2:3");
        assertThat(Json.mapper().readTree(shell.run("config", "--json").out())).anySatisfy(value -> {
            assertThat(value.path("name").asText()).isEqualTo("artifacts.format");
            assertThat(value.path("value").asText()).isEqualTo("zip");
            assertThat(value.at("/origin/place").asText()).isEqualTo("px-plugin.config.ts:1:56");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "publish.yml         | token: abc                            | publish.yml:1:1",
                "publish.yml         | rollout: { batches: [{ wait: 1h }] }  | publish.yml:1:22",
                "px-plugin.config.ts | export default { channel: env() }     | px-plugin.config.ts:1:27"
            })
    void config_reports_errors_of_the_projects_files(String file, String content, String place) throws Exception {
        Files.writeString(shell.folder().resolve(file), content);

        Shell.Outcome outcome = shell.run("config", "--explain");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("config_invalid").contains(place);
    }

    @Test
    void config_prints_json() throws Exception {
        Shell.Outcome outcome = shell.run("config", "--channel", "beta", "--json");

        JsonNode settings = Json.mapper().readTree(outcome.out());
        assertThat(settings)
                .anySatisfy(setting -> {
                    assertThat(setting.path("name").asText()).isEqualTo("channel");
                    assertThat(setting.at("/origin/place").asText()).isEqualTo("--channel");
                })
                .allSatisfy(setting -> assertThat(setting.path("variables")).isNotEmpty());
    }

    @Test
    void a_setting_that_is_on_by_default_can_be_turned_off() {
        assertThat(shell.run("config", "--no-telemetry").out()).containsPattern("telemetry +false +--telemetry");
        assertThat(shell.run("config", "--no-proxy", "a.example").out()).containsPattern("no-proxy +a.example");
    }

    @ParameterizedTest
    @CsvSource({
        "publish --project nowhere --api-url https://m.example, 2, project_not_found",
        "publish --api-url https://m.example, 2, manifest_missing",
        "publish, 2, endpoint_missing",
        "publish --channel nightly, 2, channel_unknown",
        "publish --skip-precheck --api-url https://m.example, 2, skip_reason_missing",
        "publish --sandbox --api-url https://m.example, 2, option_invalid",
        "publish --wait-timeout 30, 2, option_invalid",
        "status, 2, receipt_unreadable",
        "status --receipt r.json --publish-id x --api-url https://m.example, 2, option_invalid",
        "withdraw --publish-id x --api-url https://m.example, 2, option_invalid",
        "verify nothing.pxp, 2, config_unreadable",
        "verify ., 2, config_unreadable",
        "precheck --format pdf, 2, option_invalid",
        "sandbox --port 70000, 2, option_invalid"
    })
    void an_error_has_a_code_what_was_tried_what_was_found_and_a_remedy(String line, int exitCode, String code) {
        Shell.Outcome outcome = shell.run(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(exitCode);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("error [" + code + "] ")
                .containsPattern("\n  tried    to \\S+")
                .containsPattern("\n  found    \\S+")
                .containsPattern("\n  remedy   \\S+")
                .containsPattern("\n  docs     https://\\S+/docs/reference/errors.md#" + code)
                .doesNotContain("{")
                .doesNotContain("\tat ");
    }

    @Test
    void with_json_an_error_is_a_json_object() throws Exception {
        Shell.Outcome outcome = shell.run("publish", "--json");

        JsonNode error = Json.mapper().readTree(outcome.out()).path("error");
        assertThat(error.path("code").asText()).isEqualTo("endpoint_missing");
        assertThat(error.path("exitCode").asInt()).isEqualTo(outcome.exitCode());
        assertThat(Path.of(error.path("debugLog").asText())).isRegularFile();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_pipe_is_refused_at_once_and_for_a_token_there_is_another_way() throws Exception {
        new ProcessBuilder("mkfifo", shell.folder().resolve("pipe").toString())
                .start()
                .waitFor();

        Shell.Outcome outcome =
                shell.run("status", "--publish-id", "x", "--api-url", "https://m.example", "--token-file", "pipe");

        assertThat(outcome.exitCode()).isEqualTo(2);
        Shell.Outcome verified = shell.run("verify", "pipe");
        assertThat(verified.exitCode()).isEqualTo(2);
        assertThat(verified.err()).contains("a pipe or a device");
        assertThat(shell.run("verify", ".").err()).contains("it is a directory");
        assertThat(outcome.err())
                .contains("which --token-file specifies")
                .contains("a pipe or a device")
                .contains("set PX_MARKETPLACE_TOKEN");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_report_is_not_written_to_a_pipe_that_nothing_reads() throws Exception {
        new ProcessBuilder("mkfifo", shell.folder().resolve("pipe").toString())
                .start()
                .waitFor();

        Shell.Outcome outcome = shell.run("precheck", "--offline", "--output", "pipe");

        assertThat(outcome.err()).contains("[storage_failed]").contains("a pipe or a device");
        assertThat(shell.run("precheck", "--offline", "--output", "/dev/null").exitCode())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "plugins/note"})
    void a_home_folder_that_is_in_the_repository_has_no_user_file(String project) throws Exception {
        Path repository = shell.home();
        Files.createDirectories(repository.resolve(".powerx-plugin"));
        Files.createDirectories(repository.resolve(project));
        Files.writeString(
                repository.resolve(".powerx-plugin/config.json"),
                "{\"marketplace\": {\"apiUrl\": \"https://evil.example\"}}");
        String[] command = {"config", "--project", repository.resolve(project).toString()};

        String outside = shell.run(command).out();
        Files.createDirectory(repository.resolve(".git"));
        String inside = shell.run(command).out();

        assertThat(outside).contains("https://evil.example");
        assertThat(inside).contains("--project").doesNotContain("evil");
    }

    @ParameterizedTest
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ValueSource(
            strings = {
                "status --receipt pipe --api-url https://m.example",
                "wait --receipt /dev/zero --api-url https://m.example",
                "audit verify pipe",
                "publish --receipt pipe --api-url https://m.example",
                "publish --receipt /dev/null --api-url https://m.example"
            })
    void a_pipe_or_a_device_as_a_receipt_or_a_log_is_refused_at_once(String line) throws Exception {
        new ProcessBuilder("mkfifo", shell.folder().resolve("pipe").toString())
                .start()
                .waitFor();

        Shell.Outcome outcome =
                shell.with("PX_MARKETPLACE_TOKEN", "pxs_0123456789").run(line.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("it is not a regular file, but a pipe or a device");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "publish --chanel beta --json",
                "publsh --json",
                "verify --json",
                "publish --json --channel nightly",
                "publish --json --token abc",
                "publish --ci --wait-timeout 30",
                "wait --json --receipt none.json"
            })
    void with_json_every_error_is_one_json_document(String line) throws Exception {
        Shell.Outcome outcome = shell.run(line.split(" "));

        JsonNode document = outcome.onlyDocument();
        assertThat(document.path("status").asText()).isEqualTo("failed");
        assertThat(document.path("error").path("exitCode").asInt()).isEqualTo(outcome.exitCode());
        assertThat(document.path("error").path("remedy").asText()).doesNotContain("{");
    }

    @Test
    void px_json_makes_a_usage_error_json_as_well() throws Exception {
        Shell.Outcome outcome = shell.with("PX_JSON", "true").run("publsh");

        assertThat(outcome.onlyDocument().path("error").path("code").asText()).isEqualTo("option_invalid");
    }

    @Test
    void a_disabled_publish_is_an_error_that_shows_the_variable() {
        Shell.Outcome outcome =
                shell.with("PX_PLUGIN_PUBLISH", "false").run("publish", "--api-url", "https://m.example");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("[publish_disabled]").contains("switched off by PX_PLUGIN_PUBLISH=false");
    }

    @Test
    void a_remedy_refers_to_the_help_of_the_command_that_ran() {
        Shell.Outcome outcome = shell.run("sandbox", "--port", "99999");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("px-plugin sandbox --help").doesNotContain("px-plugin publish --help");
    }

    @Test
    void px_ci_turns_on_json_output() throws Exception {
        Shell.Outcome outcome = shell.with("PX_CI", "1").run("version");

        assertThat(Json.mapper().readTree(outcome.out()).path("version").asText())
                .isNotEmpty();
    }

    @Test
    void a_json_log_also_reports_an_invalid_configuration() throws Exception {
        Shell.Outcome outcome = shell.run("publish", "--log-format", "json", "--channel", "nightly");

        JsonNode line = Json.mapper().readTree(outcome.err());
        assertThat(line.path("event").asText()).isEqualTo("failed");
        assertThat(line.path("errorCode").asText()).isEqualTo("channel_unknown");
        assertThat(line.path("status").asText()).isEqualTo("failed");
        assertThat(line.has("elapsedMs")).isTrue();
    }

    @Test
    void a_read_only_command_writes_no_debug_log() {
        assertThat(shell.run("status").exitCode()).isEqualTo(2);

        assertThat(shell.folder().resolve("publish-debug.log")).doesNotExist();
    }
}
