package io.powerx.publish.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalsePositiveTest {
    private static final String UNREACHABLE = "http://127.0.0.1:1";

    @TempDir
    private Path root;

    private Shell shell;
    private Path plugin;

    @BeforeEach
    void givenAPlugin() throws IOException {
        shell = new Shell(root);
        plugin = shell.examplePlugin("note");
    }

    private Shell.Outcome dispute(String apiUrl, String... more) {
        return shell.run(Stream.concat(Stream.of("precheck", "--project", "note", "--api-url", apiUrl), Stream.of(more))
                .toArray(String[]::new));
    }

    private List<JsonNode> spooled() throws IOException {
        Path spool = shell.home().resolve(".powerx-plugin/telemetry");
        if (!Files.exists(spool)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> {
                        try {
                            return Json.mapper().readTree(file.toFile());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }

    @Test
    void a_report_reaches_the_marketplace() throws Exception {
        try (Sandbox sandbox = Sandbox.start(
                SandboxOptions.builder(root.resolve("marketplace")).build())) {
            Shell.Outcome outcome = dispute(
                    sandbox.baseUri().toString(), "--report-false-positive", "PX-F005", "--reason", "It is built in.");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.err()).contains("PX-F005 is reported to 127.0.0.1 as a false positive");
            String page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(sandbox.baseUri() + "/telemetry"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body()
                    .replaceAll("<[^>]*>", " ")
                    .replaceAll("\\s+", " ");
            assertThat(page).contains(" PX-F005 0 1 ");
            assertThat(spooled()).isEmpty();
        }
    }

    @Test
    void a_report_that_cannot_be_sent_is_kept() throws Exception {
        Shell.Outcome outcome =
                dispute(UNREACHABLE, "--report-false-positive", "PX-F005", "--reason", "It is\nbuilt in.", "--json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(Json.mapper().readTree(outcome.out()).get("disputed").asText())
                .isEqualTo("PX-F005");
        assertThat(spooled()).singleElement().satisfies(event -> {
            assertThat(event.get("name").asText()).isEqualTo("plugin.precheck.disputed");
            assertThat(event.get("pluginId").asText()).isEqualTo("com.powerx.plugins.note");
            assertThat(event.get("status").asText()).isEqualTo("It is built in.");
            assertThat(event.at("/precheck/disputed/0").asText()).isEqualTo("PX-F005");
        });
    }

    private void givenTwoTargets() throws IOException {
        Files.writeString(
                plugin.resolve("publish.yml"),
                "publish: { targets: [{ name: early, channel: beta }, { name: main, channel: stable }] }\n");
    }

    @Test
    void a_report_goes_to_every_target_and_each_result_is_shown() throws Exception {
        givenTwoTargets();
        List<String> received = new CopyOnWriteArrayList<>();
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder(root.resolve("marketplace"))
                .listener(request -> received.add(request.operation() + " " + request.status()))
                .build())) {
            shell.with("PX_TARGET_EARLY_MARKETPLACE_API_URL", UNREACHABLE)
                    .with(
                            "PX_TARGET_MAIN_MARKETPLACE_API_URL",
                            sandbox.baseUri().toString());

            Shell.Outcome outcome = shell.run(
                    "precheck",
                    "--project",
                    "note",
                    "--report-false-positive",
                    "PX-F005",
                    "--reason",
                    "It is built in.");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.err())
                    .contains(
                            "PX-F005 is not reported to 127.0.0.1 (early) yet: the connection to 127.0.0.1:1 was refused.")
                    .contains("The next publish sends the report.")
                    .contains("PX-F005 is reported to 127.0.0.1 (main) as a false positive.");
        }
        assertThat(received).containsExactly("reportTelemetry 202");
        assertThat(spooled())
                .singleElement()
                .satisfies(event -> assertThat(event.get("channel").asText()).isEqualTo("beta"));
    }

    @Test
    void an_endpoint_that_targets_share_receives_one_report() throws Exception {
        givenTwoTargets();
        List<String> received = new CopyOnWriteArrayList<>();
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder(root.resolve("marketplace"))
                .listener(request -> received.add(request.operation() + " " + request.status()))
                .build())) {
            Shell.Outcome outcome = dispute(
                    sandbox.baseUri().toString(), "--report-false-positive", "PX-F005", "--reason", "It is built in.");

            assertThat(outcome.err()).contains("PX-F005 is reported to 127.0.0.1 (early, main) as a false positive.");
        }
        assertThat(received).containsExactly("reportTelemetry 202");
    }

    @Test
    void the_chosen_target_alone_receives_a_report() throws Exception {
        givenTwoTargets();
        shell.with("PX_TARGET_EARLY_MARKETPLACE_API_URL", UNREACHABLE);

        Shell.Outcome outcome = dispute(
                "http://127.0.0.1:2", "--target", "early", "--report-false-positive", "PX-F005", "--reason", "r");

        assertThat(outcome.err())
                .contains("PX-F005 is not reported to 127.0.0.1 yet")
                .doesNotContain("main");
        assertThat(spooled()).hasSize(1);
    }

    @Test
    void secrets_in_the_reason_are_masked() throws Exception {
        shell.with("PX_MARKETPLACE_TOKEN", "canary-token-4711");

        dispute(UNREACHABLE, "--report-false-positive", "PX-F005", "--reason", "not canary-token-4711 but");

        assertThat(spooled()).singleElement().satisfies(event -> assertThat(
                        event.get("status").asText())
                .startsWith("not ")
                .doesNotContain("4711"));
    }

    @ParameterizedTest
    @CsvSource({"PX_TELEMETRY, off", "DO_NOT_TRACK, 1"})
    void nothing_is_sent_if_telemetry_is_off(String variable, String value) throws Exception {
        shell.with(variable, value);

        Shell.Outcome outcome = dispute(UNREACHABLE, "--report-false-positive", "PX-F005", "--reason", "r");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("telemetry is switched off, so nothing is sent");
        assertThat(spooled()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "telemetry: { enabled: false } | telemetry is switched off",
                "telemetry: { enabled: false   | publish.yml"
            })
    void the_project_can_switch_telemetry_off(String yaml, String words) throws Exception {
        Files.writeString(plugin.resolve("publish.yml"), yaml + "\n");

        Shell.Outcome outcome = dispute(UNREACHABLE, "--report-false-positive", "PX-F005", "--reason", "r");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains(words);
        assertThat(spooled()).isEmpty();
    }

    @Test
    void a_report_needs_a_rule_and_a_reason() throws Exception {
        assertThat(dispute(UNREACHABLE, "--report-false-positive", "PX-F05", "--reason", "r")
                        .err())
                .contains("[option_invalid]", "did you mean PX-F005?");
        assertThat(dispute(UNREACHABLE, "--report-false-positive", "PX-F005").err())
                .contains("[option_invalid]", "--reason is missing");
        assertThat(dispute(UNREACHABLE, "--reason", "r").err()).contains("[option_invalid]");
        assertThat(spooled()).isEmpty();
    }
}
