package io.powerx.publish.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A publish hands its figures to monitoring, whatever its outcome. */
class CommandMetricsTest {
    @TempDir
    private Path root;

    private final List<String> pushes = new CopyOnWriteArrayList<>();
    private Sandbox marketplace;
    private HttpServer gateway;
    private int reply = 200;
    private Shell shell;

    @BeforeEach
    void givenAMarketplaceAndAGateway() throws IOException {
        marketplace = Sandbox.start(
                SandboxOptions.builder(root.resolve("marketplace")).build());
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            pushes.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(reply, -1);
            exchange.close();
        });
        gateway.start();
        shell = new Shell(root)
                .publishingTo(marketplace)
                .with(
                        "PX_METRICS_PUSHGATEWAY",
                        "http://127.0.0.1:" + gateway.getAddress().getPort())
                .with("PX_METRICS_FILE", "px.prom");
        shell.examplePlugin("plugin");
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
        marketplace.close();
    }

    private Path file() {
        return shell.folder().resolve("px.prom");
    }

    private Shell.Outcome publish(String... options) {
        String[] line = new String[options.length + 3];
        System.arraycopy(new String[] {"publish", "--project", "plugin"}, 0, line, 0, 3);
        System.arraycopy(options, 0, line, 3, options.length);
        return shell.run(line);
    }

    @Test
    void a_successful_publish_writes_and_pushes_its_figures() {
        Shell.Outcome outcome = publish("--channel", "beta", "--metrics-file", "other.prom");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(file()).doesNotExist();
        assertThat(shell.folder().resolve("other.prom"))
                .content()
                .contains("plugin_publish_success{channel=\"beta\",plugin_id=\"com.powerx.plugins.note\"} 1\n")
                .containsPattern("plugin_publish_duration_seconds\\{[^}]+} [0-9.]*[1-9]")
                .containsPattern("plugin_publish_bundle_size_bytes\\{[^}]+} [1-9][0-9]+\n")
                .contains("plugin_publish_precheck_failure_ratio{")
                .contains("plugin_publish_retries{");
        assertThat(pushes).containsExactly("PUT /metrics/job/px-publish/plugin_id/com.powerx.plugins.note");
        assertThat(outcome.err()).doesNotContain("metrics");
    }

    @ParameterizedTest
    @CsvSource({"DO_NOT_TRACK, 1", "PX_TELEMETRY, off"})
    void metrics_do_not_depend_on_telemetry(String variable, String value) {
        shell.with(variable, value);

        assertThat(publish().exitCode()).isZero();

        assertThat(file()).content().contains("plugin_publish_success{").contains("plugin_publish_bundle_size_bytes{");
        assertThat(pushes).hasSize(1);
    }

    @Test
    void a_failed_publish_writes_its_error_category() {
        shell.with("PX_MARKETPLACE_TOKEN", "an-unknown-token");

        assertThat(publish().exitCode()).isEqualTo(4);

        assertThat(file())
                .content()
                .contains(
                        "plugin_publish_success{channel=\"stable\",error_category=\"auth\",plugin_id=\"com.powerx.plugins.note\"} 0\n");
    }

    @ParameterizedTest
    @CsvSource({
        "publish --project nowhere",
        "publish --channel nightly",
        "publish --chanel beta",
        "publish --wait-timeout 30",
    })
    void a_publish_that_ends_before_its_configuration_is_known_writes_that_it_failed(String line) {
        assertThat(shell.run(line.split(" ")).exitCode()).isEqualTo(2);

        assertThat(file()).content().contains("plugin_publish_success{error_category=\"usage\"} 0\n");
        assertThat(pushes).containsExactly("PUT /metrics/job/px-publish");
    }

    @Test
    void a_dry_run_a_sandbox_and_other_commands_write_nothing() {
        assertThat(publish("--dry-run").exitCode()).isZero();
        assertThat(publish("--dry-run", "--channel", "nightly").exitCode()).isEqualTo(2);
        assertThat(publish("--sandbox").exitCode()).isZero();
        assertThat(shell.run("precheck", "--project", "nowhere").exitCode()).isEqualTo(2);

        assertThat(file()).doesNotExist();
        assertThat(pushes).isEmpty();

        assertThat(publish("--sandbox", "--metrics-file", "px.prom").exitCode()).isZero();
        assertThat(file()).content().contains("plugin_publish_success{");
        assertThat(pushes).isEmpty();
    }

    @Test
    void a_folder_that_is_missing_and_a_gateway_that_refuses_are_warnings() {
        reply = 400;

        Shell.Outcome outcome = publish("--metrics-file", "missing/px.prom");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err())
                .contains("warning: The metrics of this publish were not written")
                .contains(
                        "warning: The metrics of this publish were not pushed: the Pushgateway responded with status 400");
        assertThat(pushes).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | it requires a login, which requests to PX_METRICS_PUSHGATEWAY do not have",
                "404 | it does not receive such reports there; check PX_METRICS_PUSHGATEWAY",
                "302 | it redirects, which is not followed; check PX_METRICS_PUSHGATEWAY",
            })
    void a_gateway_that_refuses_is_reported_with_the_setting_to_check(int status, String words) {
        reply = status;

        Shell.Outcome outcome = publish();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err())
                .contains("were not pushed: the Pushgateway responded with status " + status + ": " + words);
    }

    @Test
    void a_gateway_that_cannot_be_reached_is_reported_with_its_setting() {
        gateway.stop(0);

        assertThat(publish().err()).contains("was refused; check PX_METRICS_PUSHGATEWAY and the proxy");
    }

    @Test
    void a_gateway_without_tls_elsewhere_receives_nothing() {
        shell.with("PX_METRICS_PUSHGATEWAY", "http://pushgateway.example");

        Shell.Outcome outcome = publish();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).contains("not pushed").contains("http://pushgateway.example is not https");
        assertThat(file()).exists();
    }

    @Test
    void a_gateway_that_never_replies_does_not_fail_the_publish() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            shell.impatient().with("PX_METRICS_PUSHGATEWAY", "http://127.0.0.1:" + silent.getLocalPort());

            Shell.Outcome outcome = publish();

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.err()).contains("warning: The metrics of this publish were not pushed");
        }
    }

    @Test
    void a_file_of_an_earlier_publish_is_replaced() throws IOException {
        Files.writeString(file(), "old");

        publish();

        assertThat(file()).content().doesNotContain("old").contains("plugin_publish_success{");
    }
}
