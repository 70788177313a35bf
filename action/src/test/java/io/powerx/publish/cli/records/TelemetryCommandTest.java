package io.powerx.publish.cli.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user sees, sends, and switches off the telemetry of publishes. */
class TelemetryCommandTest {
    private static final String NOWHERE = "http://127.0.0.1:1";

    @TempDir
    private Path root;

    private Shell shell;

    @BeforeEach
    void givenAShell() {
        shell = new Shell(root);
    }

    private Path config() {
        return shell.home().resolve(".powerx-plugin/config.json");
    }

    private JsonNode json(String... arguments) throws IOException {
        Shell.Outcome outcome = shell.run(arguments);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return Json.mapper().readTree(outcome.out());
    }

    private JsonNode status() throws IOException {
        return json("telemetry", "status", "--json");
    }

    private void givenTwoEventsWait() throws IOException {
        shell.run("publish", "--api-url", NOWHERE);
        assertThat(status().get("spooled").asInt()).isEqualTo(2);
    }

    @Test
    void show_prints_the_waiting_events_as_they_would_be_sent() throws IOException {
        shell.run("publish", "--api-url", NOWHERE);

        JsonNode shown = json("telemetry", "show");

        assertThat(shown.get("toSend")).hasSize(1);
        JsonNode batch = shown.get("toSend").get(0);
        assertThat(batch.at("/source/client").asText()).isEqualTo("px-publish");
        assertThat(batch.get("events"))
                .extracting(event -> event.get("name").asText())
                .containsExactly("plugin.publish.started", "plugin.publish.failed");
        assertThat(batch.get("events").get(1).get("errorCode").asText()).isEqualTo("manifest_missing");
    }

    @Test
    void show_without_a_spool_reports_that_and_creates_none() {
        Shell.Outcome outcome = shell.run("telemetry", "show");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("No events are waiting").contains("none were sent");
        assertThat(shell.home().resolve(".powerx-plugin")).doesNotExist();
    }

    @Test
    void flush_sends_what_waits_and_show_prints_what_was_sent() throws IOException {
        givenTwoEventsWait();
        JsonNode waiting = json("telemetry", "show").get("toSend").get(0);
        List<String> operations = new CopyOnWriteArrayList<>();
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder(root.resolve("marketplace"))
                .listener(request -> operations.add(request.operation() + " " + request.status()))
                .build())) {
            Shell.Outcome outcome = shell.run(
                    "telemetry", "flush", "--api-url", sandbox.baseUri().toString());

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.out()).contains("there were 2.");
        }
        assertThat(operations).containsExactly("reportTelemetry 202");
        assertThat(status().get("spooled").asInt()).isZero();
        JsonNode shown = json("telemetry", "show");
        assertThat(shown.get("toSend")).isEmpty();
        assertThat(shown.get("lastSent")).isEqualTo(waiting);
    }

    @Test
    void flush_to_an_endpoint_that_is_down_keeps_the_events_and_fails() throws IOException {
        givenTwoEventsWait();

        Shell.Outcome outcome = shell.run("telemetry", "flush", "--api-url", NOWHERE);

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.err())
                .contains("[network_unreachable]")
                .contains("was refused; 2 events kept")
                .contains("to http://127.0.0.1:1 (--api-url) without a token");
        assertThat(status().get("spooled").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "401, telemetry_unauthorized, 4",
        "403, telemetry_unauthorized, 4",
        "404, telemetry_invalid, 2",
        "302, telemetry_invalid, 2",
        "200, telemetry_invalid, 2",
        "429, rate_limited, 6",
        "503, server_unavailable, 6",
    })
    void flush_reports_why_the_endpoint_refuses_and_keeps_the_events(int status, String code, int exitCode)
            throws IOException {
        givenTwoEventsWait();
        try (Refusal endpoint = new Refusal(status)) {
            Shell.Outcome outcome = shell.with("PX_TELEMETRY_ENDPOINT", endpoint.url())
                    .with("PX_TELEMETRY_TOKEN", "a-token-of-the-collector")
                    .run("telemetry", "flush");

            assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(exitCode);
            assertThat(outcome.err())
                    .contains("[" + code + "]")
                    .contains("the endpoint responded with status " + status)
                    .contains(endpoint.url() + " (PX_TELEMETRY_ENDPOINT) with the token of PX_TELEMETRY_TOKEN")
                    .contains("2 events kept")
                    .doesNotContain("a-token-of-the-collector");
            assertThat(endpoint.authorizations).containsExactly("Bearer a-token-of-the-collector");
        }
        assertThat(status().get("spooled").asInt()).isEqualTo(2);
    }

    @Test
    void flush_reports_which_token_is_missing() throws IOException {
        givenTwoEventsWait();
        try (Refusal endpoint = new Refusal(401)) {
            Shell.Outcome outcome =
                    shell.with("PX_TELEMETRY_ENDPOINT", endpoint.url()).run("telemetry", "flush");

            assertThat(outcome.err())
                    .contains("without a token")
                    .contains("Set PX_TELEMETRY_TOKEN to a token that the endpoint accepts");
        }
    }

    @Test
    void flush_reports_that_the_token_was_not_sent_to_an_endpoint_of_the_project() throws IOException {
        givenTwoEventsWait();
        try (Refusal endpoint = new Refusal(401)) {
            shell.examplePlugin("plugin");
            Files.writeString(
                    shell.folder().resolve("plugin/publish.yml"),
                    "telemetry: { endpoint: '" + endpoint.url() + "' }\n");

            Shell.Outcome outcome = shell.with("PX_TELEMETRY_TOKEN", "a-token-of-the-collector")
                    .run("telemetry", "flush", "--project", "plugin");

            assertThat(outcome.err())
                    .contains("[telemetry_unauthorized]")
                    .contains("(publish.yml:1:24)")
                    .contains("The token was not sent, because only the project's file specifies the endpoint");
            assertThat(endpoint.authorizations).containsExactly("none");
        }
    }

    @Test
    void a_publish_warns_that_the_endpoint_requires_another_token() throws IOException {
        try (Refusal endpoint = new Refusal(401)) {
            Shell.Outcome outcome =
                    shell.with("PX_TELEMETRY_ENDPOINT", endpoint.url()).run("publish", "--api-url", NOWHERE);

            assertThat(outcome.err())
                    .contains("[manifest_missing]")
                    .contains(
                            "telemetry is kept for the next run: the endpoint responded with status 401: it requires a valid login;"
                                    + " check PX_TELEMETRY_TOKEN");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 404})
    void a_publish_warns_that_the_chosen_endpoint_is_none_for_telemetry(int status) throws IOException {
        try (Refusal endpoint = new Refusal(status)) {
            Shell.Outcome outcome =
                    shell.with("PX_TELEMETRY_ENDPOINT", endpoint.url()).run("publish", "--api-url", NOWHERE);

            assertThat(outcome.err())
                    .contains("warning: telemetry is kept for the next run: the endpoint responded with status "
                            + status);
        }
    }

    @Test
    void a_marketplace_without_telemetry_is_no_reason_for_a_warning() throws IOException {
        try (Refusal marketplace = new Refusal(404)) {
            Shell.Outcome outcome = shell.run("publish", "--api-url", marketplace.url());

            assertThat(marketplace.authorizations).isNotEmpty();
            assertThat(outcome.err()).contains("[manifest_missing]").doesNotContain("telemetry");
        }
    }

    /** A telemetry endpoint that answers every request with one status. */
    private static final class Refusal implements AutoCloseable {
        private final HttpServer server;
        final List<String> authorizations = new CopyOnWriteArrayList<>();

        Refusal(int status) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                String authorization = exchange.getRequestHeaders().getFirst("Authorization");
                authorizations.add(authorization == null ? "none" : authorization);
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"DO_NOT_TRACK, 1", "PX_TELEMETRY, off"})
    void flush_sends_nothing_while_telemetry_is_off(String variable, String value) throws IOException {
        givenTwoEventsWait();
        List<String> operations = new CopyOnWriteArrayList<>();
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder(root.resolve("marketplace"))
                .listener(request -> operations.add(request.operation()))
                .build())) {
            shell.with("PX_MARKETPLACE_API_URL", sandbox.baseUri().toString());
            Shell.Outcome off = shell.with(variable, value).run("telemetry", "flush");

            assertThat(off.exitCode()).isEqualTo(2);
            assertThat(off.err()).contains("switched off by " + variable);
            assertThat(status().get("spooled").asInt()).isEqualTo(2);

            shell.environment().remove(variable);
            assertThat(shell.run("telemetry", "flush").exitCode()).isZero();
        }
        assertThat(operations).containsExactly("reportTelemetry");
    }

    @Test
    void status_reports_the_endpoint_and_why_telemetry_is_on_or_off() throws IOException {
        assertThat(status().get("enabled").asBoolean()).isTrue();
        assertThat(status().get("setBy").asText()).isEqualTo("default");
        assertThat(status().get("endpointMissing").asText()).contains("neither");

        shell.with("DO_NOT_TRACK", "1").with("PX_MARKETPLACE_API_URL", "https://market.example");

        assertThat(status().get("enabled").asBoolean()).isFalse();
        assertThat(status().get("setBy").asText()).isEqualTo("DO_NOT_TRACK");
        assertThat(status().get("endpoint").asText()).isEqualTo("https://market.example");
        assertThat(status().get("dropped").asInt()).isZero();
        assertThat(shell.run("telemetry", "status").out())
                .contains("off (DO_NOT_TRACK)")
                .contains("https://market.example");
    }

    @Test
    void off_and_on_change_only_one_key_of_the_users_file() throws IOException {
        Files.createDirectories(config().getParent());
        Files.writeString(
                config(), "{\"telemetry\": {\"endpoint\": \"https://t.example\"}, \"upload\": {\"concurrency\": 2}}");

        JsonNode off = json("telemetry", "off", "--json");

        assertThat(off.get("enabled").asBoolean()).isFalse();
        assertThat(Json.mapper().readTree(config().toFile()))
                .isEqualTo(
                        Json.mapper()
                                .readTree(
                                        "{\"telemetry\": {\"endpoint\": \"https://t.example\", \"enabled\": false}, \"upload\": {\"concurrency\": 2}}"));
        assertThat(status().get("setBy").asText()).startsWith("~/.powerx-plugin/config.json");
        shell.run("publish", "--api-url", NOWHERE);
        assertThat(status().get("spooled").asInt()).isZero();

        assertThat(json("telemetry", "on", "--json").get("enabled").asBoolean()).isTrue();
        shell.run("publish", "--api-url", NOWHERE);
        assertThat(status().get("spooled").asInt()).isEqualTo(2);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void the_users_file_is_private_because_it_may_contain_a_token_and_a_link_remains_one() throws IOException {
        Path real = Files.createDirectories(root.resolve("dotfiles")).resolve("px.json");
        Files.writeString(real, "{\"marketplace\": {\"token\": \"a-token-of-the-user\"}}");
        Files.createDirectories(config().getParent());
        Files.createSymbolicLink(config(), real);

        shell.run("telemetry", "off");

        assertThat(config()).isSymbolicLink();
        assertThat(real).content().contains("a-token-of-the-user").contains("\"enabled\" : false");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-------");
    }

    @Test
    void on_reports_that_a_variable_still_switches_telemetry_off() throws IOException {
        Shell.Outcome outcome = shell.with("DO_NOT_TRACK", "1").run("telemetry", "on");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).contains("still off").contains("DO_NOT_TRACK");
        assertThat(config()).content().contains("\"enabled\" : true");
        assertThat(status().get("enabled").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"telemetry\": ", "[]", "{\"telemetry\": 3}"})
    void a_users_file_that_is_not_valid_is_an_error_and_unchanged(String content) throws IOException {
        Files.createDirectories(config().getParent());
        Files.writeString(config(), content);

        Shell.Outcome outcome = shell.run("telemetry", "off");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("[config_invalid]");
        assertThat(config()).hasContent(content);
        try (Stream<Path> files = Files.list(config().getParent())) {
            assertThat(files).containsExactly(config());
        }
    }

    @Test
    void a_misspelled_action_is_an_error() {
        Shell.Outcome outcome = shell.run("telemetry", "of");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("show, status, on, off, flush or rebuild");
    }
}
