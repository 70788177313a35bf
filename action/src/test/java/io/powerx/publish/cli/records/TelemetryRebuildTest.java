package io.powerx.publish.cli.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.cli.Shell;
import io.powerx.publish.collector.Collector;
import io.powerx.publish.collector.CollectorOptions;
import io.powerx.publish.collector.DatabaseLogin;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.sandbox.Fault;
import io.powerx.publish.sandbox.FaultScript;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telemetry events that were lost are restored from the receipt of their publish. */
class TelemetryRebuildTest {
    private static final String NOWHERE = "http://127.0.0.1:1";

    @TempDir
    private Path root;

    private FaultScript faults = FaultScript.NONE;
    private Sandbox marketplace;
    private Collector collector;
    private Shell shell;

    @BeforeEach
    void givenAMarketplaceAndACollector() throws IOException {
        marketplace = Sandbox.start(SandboxOptions.builder(root.resolve("marketplace"))
                .faults(call -> faults.decide(call))
                .build());
        collector = Collector.start(new CollectorOptions(
                "127.0.0.1",
                0,
                DatabaseLogin.files(Files.createDirectory(root.resolve("collector"))),
                null,
                Duration.ofDays(60),
                Clock.systemUTC()));
        shell = new Shell(root).publishingTo(marketplace);
        shell.examplePlugin("plugin");
    }

    @AfterEach
    void stop() {
        collector.close();
        marketplace.close();
    }

    private int publish(String endpoint) {
        return shell.with("PX_TELEMETRY_ENDPOINT", endpoint)
                .run("publish", "--project", "plugin", "--channel", "beta")
                .exitCode();
    }

    /** The machine of the publish is gone, and with it the events that it kept. */
    private void loseTheSpool() throws IOException {
        Path spool = shell.home().resolve(".powerx-plugin/telemetry");
        try (Stream<Path> files = Files.list(spool)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private Shell.Outcome rebuild(String endpoint) {
        return shell.with("PX_TELEMETRY_ENDPOINT", endpoint)
                .run("telemetry", "rebuild", "--receipt", "publish-receipt.json");
    }

    private String toCollector() {
        return collector.telemetryUri().toString();
    }

    private static String metrics(URI server) throws IOException, InterruptedException {
        OkHttpClient client = HttpClients.create(HttpSettings.DEFAULT);
        try {
            return HttpCall.send(
                            client.newCall(new Request.Builder()
                                    .url(server + "/metrics")
                                    .build()),
                            1 << 20)
                    .body()
                    .utf8();
        } finally {
            HttpClients.close(client);
        }
    }

    private static void assertCountedOnce(String metrics) {
        assertThat(metrics)
                .contains("plugin_publish_telemetry_events_total 2\n")
                .contains("plugin_publish_runs_started_total{channel=\"beta\",frontend=\"cli\"} 1\n")
                .contains(
                        "plugin_publish_runs_total{category=\"none\",channel=\"beta\",frontend=\"cli\",outcome=\"succeeded\"} 1\n")
                .contains("plugin_publish_duration_seconds_count{channel=\"beta\"} 1\n")
                .contains("plugin_publish_bundle_size_bytes_count{channel=\"beta\"} 1\n")
                .contains("plugin_publish_precheck_failure_ratio_count{channel=\"beta\"} 1\n");
    }

    @Test
    void lost_events_are_restored_once_in_the_collector() throws Exception {
        assertThat(publish(NOWHERE)).isZero();
        loseTheSpool();

        Shell.Outcome first = rebuild(toCollector());
        Shell.Outcome second = rebuild(toCollector());

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("Sent the 2 events of the publish of com.powerx.plugins.note 0.2.0; 0 of them");
        assertThat(second.out()).contains("2 of them were known to the endpoint");
        assertCountedOnce(metrics(collector.baseUri()));
        assertThat(metrics(collector.baseUri())).contains("plugin_publish_telemetry_duplicates_total 2\n");
    }

    @Test
    void lost_events_are_restored_once_in_the_marketplace() throws Exception {
        assertThat(publish(NOWHERE)).isZero();
        loseTheSpool();
        shell.environment().remove("PX_TELEMETRY_ENDPOINT");

        Shell.Outcome outcome = shell.run("telemetry", "rebuild", "--json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("\"sent\" : 2").contains("\"duplicates\" : 0");
        assertThat(metrics(marketplace.baseUri()))
                .contains("plugin_publish_telemetry_events_total 2\n")
                .contains("outcome=\"succeeded\"} 1\n");
    }

    @Test
    void events_that_were_delivered_are_not_counted_again() throws Exception {
        assertThat(publish(toCollector())).isZero();
        String before = metrics(collector.baseUri());
        assertThat(before).contains("plugin_publish_telemetry_events_total 2\n");

        Shell.Outcome outcome = rebuild(toCollector());

        assertThat(outcome.out()).contains("2 of them were known to the endpoint");
        assertThat(metrics(collector.baseUri()))
                .isEqualTo(before.replace(
                        "plugin_publish_telemetry_duplicates_total 0\n",
                        "plugin_publish_telemetry_duplicates_total 2\n"));
    }

    @Test
    void a_failed_publish_is_restored_with_its_error() throws Exception {
        faults = FaultScript.on("submitReview", 1, new Fault.Status(403, "forbidden", null));
        assertThat(publish(NOWHERE)).isEqualTo(4);
        loseTheSpool();

        assertThat(rebuild(toCollector()).exitCode()).isZero();

        assertThat(metrics(collector.baseUri()))
                .contains(
                        "plugin_publish_runs_total{category=\"auth\",channel=\"beta\",frontend=\"cli\",outcome=\"failed\"} 1\n");
    }

    @Test
    void a_receipt_without_a_run_cannot_be_used() throws IOException {
        publish(NOWHERE);
        Path receipt = shell.folder().resolve("publish-receipt.json");
        Files.writeString(receipt, Files.readString(receipt).replace("\"run\" :", "\"formerly\" :"));

        Shell.Outcome outcome = rebuild(toCollector());

        assertThat(outcome.err()).contains("[receipt_unreadable]").contains("without the id of the run");
    }

    @Test
    void an_endpoint_that_does_not_accept_the_events_is_an_error() {
        publish(NOWHERE);

        assertThat(rebuild(NOWHERE).err()).contains("[network_unreachable]");
        assertThat(rebuild(collector.baseUri() + "/nowhere").err())
                .contains("[telemetry_invalid]")
                .contains("responded with status 404");
    }

    @Test
    void nothing_is_sent_while_telemetry_is_off() throws Exception {
        publish(NOWHERE);
        loseTheSpool();

        assertThat(shell.with("DO_NOT_TRACK", "1")
                        .run("telemetry", "rebuild", "--telemetry-endpoint", toCollector())
                        .err())
                .contains("switched off by DO_NOT_TRACK");

        assertThat(metrics(collector.baseUri())).contains("plugin_publish_telemetry_events_total 0\n");
    }
}
