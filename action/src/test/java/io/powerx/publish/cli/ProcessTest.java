package io.powerx.publish.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.powerx.publish.json.Json;
import io.powerx.publish.testing.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a separate process: its streams, its exit code and its reaction to signals. */
@DisabledOnOs(WINDOWS)
class ProcessTest {
    private Shell shell;
    private Process process;

    @BeforeEach
    void openShell(@TempDir Path root) {
        shell = new Shell(root);
    }

    @AfterEach
    void endProcess() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void the_exit_code_is_that_of_the_error() throws Exception {
        process = start("publish", "--project", "nowhere", "--api-url", "https://m.example");

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(read(process.getInputStream().readAllBytes())).isEmpty();
        assertThat(read(process.getErrorStream().readAllBytes())).contains("[project_not_found]");
    }

    @Test
    void without_a_home_folder_nothing_in_the_working_folder_is_the_users_file() throws Exception {
        String config = "{\"marketplace\": {\"apiUrl\": \"http://127.0.0.1:1\", \"token\": \"token-of-a-stranger\"}}";
        for (Path folder : List.of(shell.home(), shell.folder(), shell.folder().resolve("?"))) {
            Files.createDirectories(folder.resolve(".powerx-plugin"));
            Files.writeString(folder.resolve(".powerx-plugin/config.json"), config);
        }

        String withHome = result("config");
        shell.with("HOME", "");
        String withoutHome = result("config");

        assertThat(withHome).contains("api-url", "~/.powerx-plugin/config.json");
        assertThat(withoutHome).contains("Nothing is configured");
    }

    @Test
    void without_a_home_folder_a_publish_creates_no_folder_for_it() throws Exception {
        shell.examplePlugin("plugin");
        shell.with("HOME", "");

        process = start("publish", "--sandbox", "--sandbox-data", "data", "--project", "plugin");

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(shell.folder()).isDirectoryNotContaining("glob:**{.powerx-plugin,\\?}");
        assertThat(shell.folder().resolve("publish-receipt.sandbox.json")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void an_interrupted_upload_leaves_a_receipt_and_a_journal_that_resume(String signal) throws Exception {
        // given an upload that takes minutes
        Shell.enlarge(shell.examplePlugin("plugin"), 300_000);
        List<String> publish = List.of("publish", "--sandbox", "--project", "plugin", "--log-format", "json");
        List<String> slowly = new ArrayList<>(publish);
        slowly.addAll(List.of("--upload-limit", "1KiB/s"));

        process = start(slowly.toArray(String[]::new));
        awaitLine("\"stage\":\"upload\"");
        Signals.send(signal, process);

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        JsonNode receipt = receipt();
        assertThat(receipt.path("status").asText()).isEqualTo("interrupted");
        assertThat(receipt.at("/error/code").asText()).isEqualTo("interrupted");

        Shell.Outcome again = shell.run(publish.toArray(String[]::new));

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(receipt().path("status").asText()).isEqualTo("queued");
        assertThat(receipt().path("publishId")).isEqualTo(receipt.path("publishId"));
    }

    @Test
    void a_command_that_does_not_end_in_time_after_a_signal_still_has_one_result() throws Exception {
        // given an upload that takes minutes
        Shell.enlarge(shell.examplePlugin("plugin"), 300_000);
        process = shell.startWithGrace(
                Duration.ZERO,
                "publish",
                "--sandbox",
                "--project",
                "plugin",
                "--upload-limit",
                "1KiB/s",
                "--log-format",
                "json",
                "--json");
        awaitLine("\"stage\":\"upload\"");

        // when
        Signals.send("TERM", process);

        // then
        String out = read(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        JsonNode error = new Shell.Outcome(130, out, "").onlyDocument().path("error");
        assertThat(error.path("code").asText()).isEqualTo("interrupted");
        assertThat(error.path("exitCode").asInt()).isEqualTo(130);
    }

    @Test
    void a_signal_after_the_result_does_not_change_the_exit_code() throws Exception {
        // given a telemetry endpoint that receives the result and never replies
        CountDownLatch received = new CountDownLatch(1);
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/", exchange -> {
            if (read(exchange.getRequestBody().readAllBytes()).contains("plugin.publish.failed")) {
                received.countDown();
            }
        });
        endpoint.start();
        try {
            shell.with(
                    "PX_TELEMETRY_ENDPOINT",
                    "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/telemetry/plugin/publish");

            process = start("publish", "--project", "nowhere", "--api-url", "https://m.example", "--json");
            assertThat(received.await(2, TimeUnit.MINUTES)).isTrue();
            Signals.send("TERM", process);

            String out = read(process.getInputStream().readAllBytes());
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            JsonNode error = Json.mapper().readTree(out).path("error");
            assertThat(error.path("code").asText()).isEqualTo("project_not_found");
            assertThat(process.exitValue()).isEqualTo(error.path("exitCode").asInt());
        } finally {
            endpoint.stop(0);
        }
    }

    @Test
    void the_sandbox_serves_until_it_is_stopped() throws Exception {
        process = start("sandbox", "--port", "0", "--json");
        JsonNode settings = Json.mapper().readTree(awaitObject());
        Signals.send("INT", process);

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(settings.path("api-url").asText()).startsWith("http://127.0.0.1:");
    }

    @Test
    void the_sandbox_shows_how_to_publish_to_its_own_data() throws Exception {
        process = start("sandbox", "--port", "0", "--sandbox-data", "my data");
        String last = process.inputReader(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("Press Ctrl-C"))
                .findFirst()
                .orElseThrow();

        assertThat(last)
                .startsWith("or run ")
                .contains(" publish --sandbox --sandbox-data '"
                        + shell.folder().toAbsolutePath().resolve("my data") + "'.");
    }

    @Test
    @EnabledOnOs(LINUX)
    void a_user_is_asked_on_a_terminal_also_without_the_launcher() throws Exception {
        shell.examplePlugin("plugin");
        Files.deleteIfExists(shell.folder().resolve("plugin/publish.yml"));

        process = shell.startOnTerminal("config", "init", "--project", "plugin");
        process.getOutputStream().write("b\n\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        String seen = read(process.getInputStream().readAllBytes());

        assertThat(process.waitFor()).as(seen).isZero();
        assertThat(seen).contains("Channel (stable, beta) [stable]");
        assertThat(shell.folder().resolve("plugin/publish.yml")).content().contains("channel: beta");
    }

    private String result(String... arguments) throws Exception {
        process = start(arguments);
        String out = read(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).isZero();
        return out;
    }

    private Process start(String... arguments) throws IOException {
        return shell.start(arguments);
    }

    private void awaitLine(String part) throws IOException {
        BufferedReader log = process.errorReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            seen.append(line).append('\n');
            if (line.contains(part)) {
                return;
            }
        }
        throw new AssertionError("no line contains " + part + ":\n" + seen);
    }

    private String awaitObject() throws IOException {
        BufferedReader result =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder object = new StringBuilder();
        for (String line = result.readLine(); line != null; line = result.readLine()) {
            object.append(line);
            if (line.equals("}")) {
                break;
            }
        }
        return object.toString();
    }

    private JsonNode receipt() throws IOException {
        return Json.mapper().readTree(Files.readString(shell.folder().resolve("publish-receipt.sandbox.json")));
    }

    private static String read(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
