package io.powerx.publish.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.powerx.publish.audit.AuditVerification;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.cli.report.OtlpReceiver;
import io.powerx.publish.journal.JournalEntry;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.telemetry.RunTelemetry;
import io.powerx.publish.testing.ExternalTool;
import io.powerx.publish.testing.JsonSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsRunTest {
    private static final String UNREACHABLE = "http://127.0.0.1:1";

    @TempDir
    private Path root;

    private Shell shell;
    private Path plugin;

    @BeforeEach
    void open() throws IOException {
        shell = new Shell(root);
        plugin = shell.examplePlugin("note");
        Files.writeString(
                plugin.resolve("publish.yml"),
                "publish: { targets: [{ name: early, channel: beta }, { name: main, channel: stable }] }\n");
    }

    private JsonNode json(String file) throws IOException {
        return Json.mapper().readTree(shell.folder().resolve(file).toFile());
    }

    @Test
    void each_target_has_a_receipt_and_the_package_is_built_once() throws IOException {
        Shell.Outcome outcome = shell.run("publish", "--project", "note", "--sandbox", "--json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(JsonSchemas.violations("targets.schema.json", outcome.out())).isEmpty();
        JsonNode summary = Json.mapper().readTree(outcome.out());
        assertThat(summary.path("status").asText()).isEqualTo("published");
        assertThat(summary.path("targets")).hasSize(2);
        JsonNode early = json("publish-receipt.sandbox.early.json");
        JsonNode main = json("publish-receipt.sandbox.main.json");
        assertThat(early.path("channel").asText()).isEqualTo("beta");
        assertThat(main.path("channel").asText()).isEqualTo("stable");
        assertThat(summary.at("/targets/0/receipt/publishId")).isEqualTo(early.path("publishId"));
        assertThat(early.at("/artifacts/0/sha256")).isEqualTo(main.at("/artifacts/0/sha256"));
        assertThat(shell.folder().resolve("publish-receipt.sandbox.json")).doesNotExist();
    }

    @Test
    void the_package_of_all_targets_is_that_of_the_chosen_build() throws IOException {
        Path build = shell.examplePlugin("build");
        Files.writeString(build.resolve("backend/etc/only-in-the-build.yaml"), "a: 1\n");

        Shell.Outcome outcome =
                shell.run("publish", "--project", "note", "--build-dir", "build", "--sandbox", "--output", "out");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(ExternalTool.run(shell.folder(), "tar", "-tzf", "out/com.powerx.plugins.note-0.2.0.pxp")
                        .succeeded()
                        .output())
                .contains("backend/etc/only-in-the-build.yaml");
    }

    @Test
    void the_embedded_sandbox_receives_the_events_of_every_target_if_sending_them_takes_long() throws Exception {
        Shell.Outcome outcome = shell.with(new SlowTelemetry(Thread.currentThread()))
                .run("publish", "--project", "note", "--sandbox", "--sandbox-data", "data", "--json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        try (Sandbox sandbox = Sandbox.start(
                SandboxOptions.builder(shell.folder().resolve("data")).build())) {
            try (InputStream metrics =
                    sandbox.baseUri().resolve("/metrics").toURL().openStream()) {
                assertThat(new String(metrics.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("\nplugin_publish_telemetry_events_total 4\n");
            }
        }
    }

    /** A clock that stops the threads which send telemetry until the command waits for them. */
    private static final class SlowTelemetry extends Clock {
        private final Thread command;

        SlowTelemetry(Thread command) {
            this.command = command;
        }

        @Override
        public Instant instant() {
            while (Thread.currentThread().getName().equals("px-publish-telemetry") && !isWaiting()) {
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
            return Instant.now();
        }

        private boolean isWaiting() {
            return Stream.of(command.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(RunTelemetry.class.getName())
                            && frame.getMethodName().equals("close"));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void the_failure_of_a_target_neither_stops_nor_hides_the_others() throws IOException {
        List<String> telemetry = new CopyOnWriteArrayList<>();
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder(root.resolve("marketplace"))
                .listener(request -> {
                    if (request.operation().equals("reportTelemetry")) {
                        telemetry.add(request.operation());
                    }
                })
                .build())) {
            shell.publishingTo(sandbox).with("PX_TARGET_EARLY_MARKETPLACE_API_URL", UNREACHABLE);

            Shell.Outcome outcome = shell.run("publish", "--project", "note");

            // The general token must not reach the other Marketplace, so that target has none.
            assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(4);
            assertThat(outcome.out())
                    .contains("Published to 1 of 2 targets:", "early: failed, token_missing", "main: stable, ");
            assertThat(json("publish-receipt.main.json").path("status").asText())
                    .isNotBlank();
            assertThat(shell.folder().resolve("publish-receipt.early.json")).doesNotExist();
        }
        assertThat(telemetry).isNotEmpty();
    }

    /** A Marketplace that both targets publish to, on different channels. */
    private Sandbox marketplace() throws IOException {
        return Sandbox.start(SandboxOptions.builder(root.resolve("marketplace")).build());
    }

    private void givenMarketplace(Sandbox sandbox) {
        shell.publishingTo(sandbox);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void the_metrics_of_all_targets_are_in_one_file_and_in_a_group_each(String telemetry) throws IOException {
        List<String> pushes = new CopyOnWriteArrayList<>();
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            pushes.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        gateway.start();
        try (Sandbox sandbox = marketplace()) {
            givenMarketplace(sandbox);
            shell.with("PX_TELEMETRY", telemetry)
                    .with("PX_TARGET_EARLY_MARKETPLACE_TOKEN", "an-unknown-token")
                    .with(
                            "PX_METRICS_PUSHGATEWAY",
                            "http://127.0.0.1:" + gateway.getAddress().getPort());

            Shell.Outcome outcome = shell.run("publish", "--project", "note", "--metrics-file", "px.prom");

            assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(4);
            String plugin = "plugin_id=\"com.powerx.plugins.note\"";
            assertThat(shell.folder().resolve("px.prom"))
                    .content()
                    .contains(
                            "plugin_publish_success{channel=\"beta\",error_category=\"auth\"," + plugin
                                    + ",target=\"early\"} 0\n",
                            "plugin_publish_success{channel=\"stable\"," + plugin + ",target=\"main\"} 1\n",
                            "plugin_publish_bundle_size_bytes{channel=\"stable\"," + plugin + ",target=\"main\"} ");
            assertThat(pushes)
                    .containsExactly(
                            "PUT /metrics/job/px-publish/plugin_id/com.powerx.plugins.note/target/early",
                            "PUT /metrics/job/px-publish/plugin_id/com.powerx.plugins.note/target/main");
            assertThat(outcome.err()).doesNotContain("The metrics of this publish were not");
        } finally {
            gateway.stop(0);
        }
    }

    @Test
    void reports_that_are_not_received_delay_the_run_once_and_events_are_kept() throws IOException {
        try (Sandbox sandbox = marketplace();
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            givenMarketplace(sandbox);
            String nowhere = "http://127.0.0.1:" + silent.getLocalPort();
            shell.impatient()
                    .with("PX_TELEMETRY_ENDPOINT", nowhere)
                    .with("PX_METRICS_PUSHGATEWAY", nowhere)
                    .with("OTEL_EXPORTER_OTLP_ENDPOINT", nowhere);

            Shell.Outcome outcome = shell.run("publish", "--project", "note");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.err())
                    .contains("The metrics of this publish were not pushed")
                    .contains("The trace and the metrics of this publish were not sent");
        }
        Shell.Outcome status = shell.run("telemetry", "status", "--json");
        assertThat(Json.mapper().readTree(status.out()).path("spooled").asInt()).isEqualTo(4);
    }

    @Test
    void the_trace_has_a_span_for_each_target_and_the_metrics_have_its_name() throws Exception {
        try (OtlpReceiver collector = new OtlpReceiver();
                Sandbox sandbox = marketplace()) {
            givenMarketplace(sandbox);
            shell.with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.uri())
                    .with("PX_TARGET_EARLY_MARKETPLACE_TOKEN", "an-unknown-token");

            assertThat(shell.run("publish", "--project", "note").exitCode()).isEqualTo(4);

            Span command = collector.span("px-plugin publish");
            Span early = collector.span("target early");
            Span main = collector.span("target main");
            assertThat(List.of(early, main)).extracting(Span::getParentSpanId).containsOnly(command.getSpanId());
            assertThat(OtlpReceiver.attributes(early.getAttributesList()))
                    .containsEntry("plugin.publish.target", "early")
                    .containsEntry("plugin.publish.channel", "beta")
                    .containsEntry("error.type", "unauthorized");
            assertThat(early.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(OtlpReceiver.attributes(main.getAttributesList()))
                    .containsEntry("plugin.publish.channel", "stable")
                    .containsKeys("plugin.publish.id", "plugin.publish.run_id")
                    .doesNotContainKey("error.type");
            assertThat(collector.spans())
                    .filteredOn(span -> span.getName().equals("stage inspect"))
                    .extracting(Span::getParentSpanId)
                    .containsExactly(early.getSpanId(), main.getSpanId());
            assertThat(OtlpReceiver.attributes(command.getAttributesList()))
                    .containsEntry("error.type", "unauthorized")
                    .doesNotContainKey("plugin.publish.channel");
            assertThat(collector.metric("plugin.publish.runs").getSum().getDataPointsList())
                    .extracting(point -> OtlpReceiver.attributes(point.getAttributesList()))
                    .extracting(
                            point -> point.get("plugin.publish.target"), point -> point.get("plugin.publish.outcome"))
                    .containsExactlyInAnyOrder(tuple("early", "failed"), tuple("main", "succeeded"));
        }
    }

    @Test
    void the_audit_log_has_an_entry_for_each_target_with_its_own_ids_and_credential() throws IOException {
        try (Sandbox sandbox = marketplace()) {
            givenMarketplace(sandbox);
            shell.with("PX_TARGET_EARLY_MARKETPLACE_TOKEN", "an-unknown-token");

            Shell.Outcome outcome = shell.run("publish", "--project", "note", "--json");

            assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(4);
            Map<String, JournalEntry> entries = audited();
            assertThat(entries)
                    .containsOnlyKeys(
                            "publish.started", "publish.target.failed", "publish.target.succeeded", "publish.failed");
            Map<String, String> early =
                    Objects.requireNonNull(entries.get("publish.target.failed")).data();
            Map<String, String> main = Objects.requireNonNull(entries.get("publish.target.succeeded"))
                    .data();
            assertThat(early)
                    .containsEntry("target", "early")
                    .containsEntry("channel", "beta")
                    .containsEntry("errorCode", "unauthorized")
                    .doesNotContainKeys("publishId", "versionId");
            assertThat(main)
                    .containsEntry("target", "main")
                    .containsEntry("channel", "stable")
                    .containsEntry("marketplace", sandbox.apiUri().toString())
                    .containsEntry(
                            "publishId",
                            json("publish-receipt.main.json").path("publishId").asText())
                    .containsKey("credential.signing-certificate")
                    .doesNotContainKey("errorCode");
            assertThat(main.get("credential.token")).isNotBlank().isNotEqualTo(early.get("credential.token"));
            assertThat(Objects.requireNonNull(entries.get("publish.failed")).data())
                    .doesNotContainKeys("publishId", "channel");
        }
    }

    private Map<String, JournalEntry> audited() throws IOException {
        try (Stream<Path> files = Files.list(shell.home().resolve(".powerx-plugin/audit"))) {
            Path file = files.filter(each -> each.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
            AuditVerification verified = AuditVerification.of(file);
            assertThat(verified.intact()).isTrue();
            return verified.entries().stream().collect(Collectors.toMap(JournalEntry::type, Function.identity()));
        }
    }

    @Test
    void each_line_of_the_json_log_states_its_target() {
        Shell.Outcome outcome = shell.run("publish", "--project", "note", "--sandbox", "--log-format", "json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        List<JsonNode> lines = outcome.err().lines().map(TargetsRunTest::parsed).toList();
        assertThat(lines)
                .filteredOn(line -> line.path("event").asText().equals("submitted"))
                .extracting(line -> line.path("target").asText(), line -> line.path("channel")
                        .asText())
                .containsExactly(tuple("early", "beta"), tuple("main", "stable"));
        assertThat(lines)
                .filteredOn(line -> line.path("event").asText().equals("target_started"))
                .allSatisfy(line -> assertThat(line.has("publishId")).isFalse())
                .hasSize(2);
    }

    private static JsonNode parsed(String line) {
        try {
            return Json.mapper().readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void a_single_target_in_a_sandbox_is_neither_audited_nor_does_it_send_waiting_events() throws IOException {
        Files.createDirectories(shell.home());
        assertThat(shell.run("publish", "--project", "note", "--target", "main", "--api-url", UNREACHABLE, "--ci")
                        .exitCode())
                .isEqualTo(4);
        long waiting = spooled();

        Shell.Outcome outcome = shell.run("publish", "--project", "note", "--sandbox", "--target", "early");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(spooled()).isEqualTo(waiting).isPositive();
        assertThat(audited()).containsOnlyKeys("publish.started", "publish.failed");
    }

    private long spooled() throws IOException {
        try (Stream<Path> files = Files.list(shell.home().resolve(".powerx-plugin/telemetry"))) {
            return files.filter(each -> each.toString().endsWith(".json")).count();
        }
    }

    @Test
    void a_single_target_can_be_chosen() throws IOException {
        Shell.Outcome outcome = shell.run("publish", "--project", "note", "--sandbox", "--target", "early");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(json("publish-receipt.sandbox.json").path("channel").asText())
                .isEqualTo("beta");
    }

    @Test
    void two_targets_with_the_same_marketplace_and_channel_are_an_error() throws IOException {
        Files.writeString(plugin.resolve("publish.yml"), "publish: { targets: [{ name: a }, { name: b }] }\n");

        Shell.Outcome outcome = shell.run("publish", "--project", "note", "--api-url", UNREACHABLE);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("the targets a and b have the same Marketplace and channel");
    }

    @Test
    void a_dry_run_shows_the_plan_of_each_target() throws IOException {
        Shell.Outcome outcome = shell.run("publish", "--project", "note", "--sandbox", "--dry-run", "--json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(Json.mapper().readTree(outcome.out()))
                .extracting(plan -> plan.path("target").asText())
                .containsExactly("early", "main");
    }

    @Test
    void precheck_checks_for_every_target_and_findings_specify_those_that_they_concern() throws IOException {
        Files.writeString(plugin.resolve("CHANGELOG.md"), "# Changelog\n");

        Shell.Outcome outcome = shell.run("precheck", "--project", "note", "--offline", "--json");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(findings(outcome, "PX-N001")).singleElement().asString().endsWith("(target main)");
        assertThat(findings(outcome, "PX-C002")).singleElement().asString().doesNotContain("target");
    }

    @Test
    void precheck_of_a_chosen_target_does_not_concern_the_others() throws IOException {
        Files.writeString(plugin.resolve("CHANGELOG.md"), "# Changelog\n");

        Shell.Outcome early = shell.run("precheck", "--project", "note", "--offline", "--target", "early", "--json");
        Shell.Outcome main = shell.run("precheck", "--project", "note", "--offline", "--target", "main", "--json");

        assertThat(early.exitCode()).as(early.out()).isZero();
        assertThat(findings(early, "PX-N001")).isEmpty();
        assertThat(main.exitCode()).isEqualTo(3);
        assertThat(findings(main, "PX-N001")).singleElement().asString().doesNotContain("target");
    }

    @Test
    void each_target_fails_on_the_findings_of_its_channel() throws IOException {
        Files.writeString(plugin.resolve("CHANGELOG.md"), "# Changelog\n");
        String targets = "publish: { targets: [{ name: early, channel: beta }, { name: late, channel: beta }] }\n";
        Files.writeString(plugin.resolve("publish.yml"), targets);
        assertThat(shell.run("precheck", "--project", "note", "--offline").exitCode())
                .isZero();

        Files.writeString(
                plugin.resolve("publish.yml"), targets + "channels: [{ name: beta, precheck: { failOn: warning } }]\n");
        assertThat(shell.run("precheck", "--project", "note", "--offline").exitCode())
                .isEqualTo(3);
    }

    private static List<String> findings(Shell.Outcome outcome, String rule) throws IOException {
        List<String> messages = new ArrayList<>();
        for (JsonNode finding : Json.mapper().readTree(outcome.out()).path("findings")) {
            if (finding.path("rule").asText().equals(rule)) {
                messages.add(finding.path("message").asText());
            }
        }
        return messages;
    }
}
