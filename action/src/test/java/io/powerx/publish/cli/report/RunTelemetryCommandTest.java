package io.powerx.publish.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A publish command reports each of its runs, also those that end before its configuration is known. */
class RunTelemetryCommandTest {
    @TempDir
    private Path root;

    private Shell shell;

    @BeforeEach
    void givenAShell() {
        shell = new Shell(root);
    }

    private List<JsonNode> events() throws IOException {
        Path spool = shell.home().resolve(".powerx-plugin/telemetry");
        if (!Files.exists(spool)) {
            return List.of();
        }
        List<JsonNode> events = new ArrayList<>();
        try (Stream<Path> files = Files.list(spool)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                events.add(Json.mapper().readTree(file.toFile()));
            }
        }
        return events;
    }

    private void assertFailed(String code) throws IOException {
        assertThat(events())
                .extracting(event -> event.get("name").asText())
                .containsExactly("plugin.publish.started", "plugin.publish.failed");
        assertThat(events())
                .extracting(event -> event.path("errorCode").asText())
                .containsExactly("", code);
        assertThat(events())
                .extracting(event -> event.get("runId").asText())
                .hasSize(2)
                .containsOnly(events().get(0).get("runId").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "publish, endpoint_missing",
        "publish --channel nightly, channel_unknown",
        "publish --project nowhere --api-url http://127.0.0.1:1, project_not_found",
        "publish --api-url http://127.0.0.1:1, manifest_missing",
        "publish --api-url http://127.0.0.1:1 --skip-precheck, skip_reason_missing",
        "publish --api-url http://m.example, endpoint_insecure",
        "publish --wait-timeout 30, option_invalid",
    })
    void a_run_that_fails_early_is_reported_with_its_error(String line, String code) throws IOException {
        Shell.Outcome outcome = shell.run(line.split(" "));

        assertThat(outcome.err()).contains("[" + code + "]");
        assertFailed(code);
    }

    @Test
    void a_run_that_a_feature_flag_stops_is_reported() throws IOException {
        shell.with("PX_PLUGIN_PUBLISH", "false").run("publish", "--api-url", "http://127.0.0.1:1");

        assertFailed("publish_disabled");
    }

    @Test
    void a_run_with_an_unreadable_configuration_is_sent_to_the_endpoint_of_options_and_variables() throws IOException {
        List<String> operations = new CopyOnWriteArrayList<>();
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder(root.resolve("marketplace"))
                .listener(request -> operations.add(request.operation() + " " + request.status()))
                .build())) {
            Path plugin = shell.examplePlugin("plugin");
            Files.writeString(plugin.resolve("publish.yml"), "channel: [");

            Shell.Outcome outcome = shell.with(
                            "PX_MARKETPLACE_API_URL", sandbox.baseUri().toString())
                    .run("publish", "--project", "plugin");

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(events()).isEmpty();
        }
        assertThat(operations).isNotEmpty().containsOnly("reportTelemetry 202");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-telemetry", "--dry-run"})
    void a_run_without_telemetry_or_without_a_publish_leaves_no_event(String option) throws IOException {
        Shell.Outcome outcome = shell.run(("publish --api-url http://127.0.0.1:1 " + option).split(" "));

        assertThat(outcome.err()).contains("[manifest_missing]");
        assertThat(events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PX_TELEMETRY, off", "DO_NOT_TRACK, 1"})
    void telemetry_that_a_variable_switches_off_leaves_no_event(String variable, String value) throws IOException {
        Shell.Outcome outcome = shell.with(variable, value).run("publish");

        assertThat(outcome.err()).contains("[endpoint_missing]");
        assertThat(events()).isEmpty();
    }

    @Test
    void telemetry_that_the_project_switches_off_leaves_no_event() throws IOException {
        Path plugin = shell.examplePlugin("plugin");
        Files.writeString(plugin.resolve("publish.yml"), "telemetry:\n  enabled: false\n");

        Shell.Outcome outcome = shell.run("publish", "--project", "plugin");

        assertThat(outcome.err()).contains("[endpoint_missing]");
        assertThat(events()).isEmpty();
    }

    @Test
    void other_commands_report_nothing() throws IOException {
        Shell.Outcome status = shell.run("status", "--publish-id", "pub_1");

        assertThat(status.err()).contains("[endpoint_missing]");
        assertThat(events()).isEmpty();
        shell.run("publish");
        assertFailed("endpoint_missing");
    }

    @Test
    void a_sandbox_neither_keeps_its_events_nor_receives_those_of_others() throws IOException {
        shell.run("publish");
        assertFailed("endpoint_missing");
        shell.examplePlugin("plugin");

        Shell.Outcome outcome = shell.run("publish", "--sandbox", "--project", "plugin");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertFailed("endpoint_missing");
    }
}
