package io.powerx.publish.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.sandbox.Fault;
import io.powerx.publish.sandbox.FaultScript;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.sandbox.contract.ForwardingProxy;
import io.powerx.publish.sandbox.contract.ForwardingProxy.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A publish sends its trace and its metrics to an OpenTelemetry Collector. */
class CommandOtelTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String BUILD = "00f067aa0ba902b7";
    private static final String SECRET = "collector-key-9f2c7b";

    @TempDir
    private Path root;

    private final List<Message> received = new CopyOnWriteArrayList<>();
    private OtlpReceiver collector;
    private Sandbox sandbox;
    private ForwardingProxy marketplace;
    private Shell shell;

    @BeforeEach
    void givenAMarketplaceAndACollector() throws IOException {
        collector = new OtlpReceiver();
        sandbox = Sandbox.start(SandboxOptions.builder(root.resolve("marketplace"))
                .faults(FaultScript.on("registerPublish", 1, Fault.unavailable(Duration.ZERO)))
                .build());
        marketplace = new ForwardingProxy(sandbox.baseUri(), (request, reply) -> {
            received.add(request);
            return reply;
        });
        shell = new Shell(root)
                .publishingTo(sandbox)
                .with("PX_MARKETPLACE_API_URL", marketplace.uri().toString())
                .with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.uri());
        shell.examplePlugin("plugin");
    }

    @AfterEach
    void stop() {
        marketplace.close();
        sandbox.close();
        collector.close();
    }

    private Shell.Outcome publish(String... options) {
        String[] line = new String[options.length + 3];
        System.arraycopy(new String[] {"publish", "--project", "plugin"}, 0, line, 0, 3);
        System.arraycopy(options, 0, line, 3, options.length);
        return shell.run(line);
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private static Map<String, String> attributes(Span span) {
        return OtlpReceiver.attributes(span.getAttributesList());
    }

    private List<Message> sent(String method, String path) {
        return received.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().contains(path))
                .toList();
    }

    @Test
    void a_publish_has_a_span_for_the_run_each_stage_and_each_attempt() throws Exception {
        Shell.Outcome outcome = publish("--channel", "beta");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        Span run = collector.span("px-plugin publish");
        assertThat(run.getParentSpanId().isEmpty()).isTrue();
        assertThat(attributes(run))
                .containsEntry("plugin.id", "com.powerx.plugins.note")
                .containsEntry("plugin.publish.channel", "beta")
                .containsKeys("plugin.publish.id", "plugin.publish.version_id", "plugin.publish.run_id");
        assertThat(run.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        assertThat(collector.spans()).extracting(Span::getTraceId).containsOnly(run.getTraceId());
        Span register = collector.span("stage register");
        assertThat(register.getParentSpanId()).isEqualTo(run.getSpanId());
        assertThat(register.getStartTimeUnixNano()).isGreaterThanOrEqualTo(run.getStartTimeUnixNano());
        assertThat(register.getEndTimeUnixNano()).isBetween(register.getStartTimeUnixNano(), run.getEndTimeUnixNano());
        assertThat(collector.spans())
                .extracting(Span::getName)
                .contains("stage precheck", "stage pack", "stage upload", "PUT uploadPart", "POST submitReview");
    }

    @Test
    void a_retry_is_an_event_and_each_attempt_follows_the_conventions_for_http() throws Exception {
        publish();

        List<Span> attempts = collector.spans().stream()
                .filter(span -> span.getName().equals("POST registerPublish"))
                .toList();
        assertThat(attempts).hasSize(2);
        assertThat(attempts).extracting(Span::getKind).containsOnly(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(attributes(attempts.get(0)))
                .containsEntry("http.request.method", "POST")
                .containsEntry("http.response.status_code", "503")
                .containsEntry("error.type", "503")
                .containsEntry("server.address", "127.0.0.1")
                .containsEntry("server.port", String.valueOf(marketplace.uri().getPort()))
                .containsEntry("url.full", marketplace.uri() + "/api/marketplace/plugins/publish")
                .doesNotContainKey("http.request.resend_count");
        assertThat(attempts.get(0).getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(attributes(attempts.get(1)))
                .containsEntry("http.response.status_code", "201")
                .containsEntry("http.request.resend_count", "1")
                .doesNotContainKey("error.type");
        Span stage = collector.span("stage register");
        assertThat(attempts).extracting(Span::getParentSpanId).containsOnly(stage.getSpanId());
        assertThat(stage.getEventsList()).singleElement().satisfies(event -> {
            assertThat(event.getName()).isEqualTo("retry");
            assertThat(OtlpReceiver.attributes(event.getAttributesList()))
                    .containsEntry("plugin.publish.operation", "registerPublish")
                    .containsEntry("attempt", "2")
                    .containsKey("delay_ms");
        });
    }

    @Test
    void the_marketplace_receives_the_span_of_each_attempt_and_the_store_receives_none() throws Exception {
        shell.with("TRACEPARENT", "00-" + TRACE + "-" + BUILD + "-01").with("TRACESTATE", "ci=1");

        publish();

        Span run = collector.span("px-plugin publish");
        assertThat(hex(run.getTraceId())).isEqualTo(TRACE);
        assertThat(hex(run.getParentSpanId())).isEqualTo(BUILD);
        List<String> registrations = sent("POST", "/plugins/publish").stream()
                .map(request -> request.headers().get("traceparent"))
                .toList();
        assertThat(registrations)
                .containsExactlyElementsOf(collector.spans().stream()
                        .filter(span -> span.getName().equals("POST registerPublish"))
                        .map(span -> "00-" + TRACE + "-" + hex(span.getSpanId()) + "-01")
                        .toList());
        assertThat(sent("POST", "/plugins/publish"))
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("tracestate", "ci=1"));
        assertThat(sent("PUT", "")).isNotEmpty().allSatisfy(request -> assertThat(request.headers())
                .doesNotContainKeys("traceparent", "tracestate"));
    }

    @Test
    void without_an_endpoint_the_trace_of_the_build_is_passed_on_and_nothing_is_sent() {
        String parent = "00-" + TRACE + "-" + BUILD + "-01";
        shell.with("OTEL_EXPORTER_OTLP_ENDPOINT", "").with("TRACEPARENT", parent);

        assertThat(publish().exitCode()).isZero();

        assertThat(sent("POST", "/plugins/publish")).isNotEmpty().allSatisfy(request -> assertThat(request.headers())
                .containsEntry("traceparent", parent));
        assertThat(collector.requests).isEmpty();
    }

    @Test
    void a_trace_that_is_not_sampled_has_no_spans_but_metrics() throws Exception {
        shell.with("TRACEPARENT", "00-" + TRACE + "-" + BUILD + "-00");

        publish();

        assertThat(collector.spans()).isEmpty();
        assertThat(collector.metrics()).isNotEmpty();
        assertThat(sent("POST", "/plugins/publish"))
                .allSatisfy(request ->
                        assertThat(request.headers().get("traceparent")).endsWith("-00"));
    }

    @Test
    void the_metrics_have_the_names_and_units_of_the_requirements() throws Exception {
        publish("--channel", "beta");

        Metric duration = collector.metric("plugin.publish.duration_ms");
        assertThat(duration.getUnit()).isEqualTo("ms");
        assertThat(duration.getHistogram().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
        assertThat(duration.getHistogram().getDataPoints(0).getCount()).isEqualTo(1);
        assertThat(duration.getHistogram().getDataPoints(0).getSum()).isPositive();
        assertThat(OtlpReceiver.attributes(
                        duration.getHistogram().getDataPoints(0).getAttributesList()))
                .containsOnly(
                        Map.entry("plugin.id", "com.powerx.plugins.note"),
                        Map.entry("plugin.publish.channel", "beta"),
                        Map.entry("plugin.publish.frontend", "cli"),
                        Map.entry("plugin.publish.outcome", "succeeded"));
        assertThat(collector.metric("plugin.publish.bundle.size_bytes").getUnit())
                .isEqualTo("By");
        assertThat(collector
                        .metric("plugin.publish.bundle.size_bytes")
                        .getHistogram()
                        .getDataPoints(0)
                        .getSum())
                .isGreaterThan(1000);
        assertThat(collector
                        .metric("plugin.publish.precheck.failure_rate")
                        .getHistogram()
                        .getDataPoints(0)
                        .getSum())
                .isZero();
        assertThat(collector
                        .metric("plugin.publish.retry.count")
                        .getSum()
                        .getDataPoints(0)
                        .getAsInt())
                .isEqualTo(1);
        assertThat(collector.metric("plugin.publish.runs").getSum().getIsMonotonic())
                .isTrue();
    }

    @Test
    void metrics_are_totals_if_the_environment_prefers_them() throws Exception {
        shell.with("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "cumulative");

        publish();

        assertThat(collector.metric("plugin.publish.runs").getSum().getAggregationTemporality())
                .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    }

    @Test
    void a_failed_publish_has_its_error_in_the_run_and_the_stage() throws Exception {
        shell.with("PX_MARKETPLACE_TOKEN", "an-unknown-token");

        assertThat(publish().exitCode()).isEqualTo(4);

        Span run = collector.span("px-plugin publish");
        assertThat(run.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(attributes(run))
                .containsEntry("error.type", "unauthorized")
                .containsEntry("plugin.publish.error.category", "auth");
        assertThat(collector.spans())
                .filteredOn(span -> span.getName().startsWith("stage ")
                        && span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR)
                .singleElement()
                .satisfies(span -> assertThat(attributes(span)).containsEntry("error.type", "unauthorized"));
        assertThat(OtlpReceiver.attributes(collector
                        .metric("plugin.publish.runs")
                        .getSum()
                        .getDataPoints(0)
                        .getAttributesList()))
                .containsEntry("plugin.publish.outcome", "failed")
                .containsEntry("plugin.publish.error.category", "auth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish --project nowhere", "publish --channel nightly", "publish --chanel beta"})
    void a_publish_that_ends_before_its_configuration_is_known_is_a_trace_as_well(String line) throws Exception {
        assertThat(shell.run(line.split(" ")).exitCode()).isEqualTo(2);

        assertThat(attributes(collector.span("px-plugin publish")))
                .containsEntry("plugin.publish.error.category", "usage");
        assertThat(collector.metric("plugin.publish.runs").getSum().getDataPointsCount())
                .isEqualTo(1);
    }

    @Test
    void headers_resource_attributes_and_service_name_are_honored() throws Exception {
        shell.with("OTEL_EXPORTER_OTLP_HEADERS", "api-key=" + SECRET + ",x-scope=a%20b")
                .with("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=ci,team=notes%2Capps")
                .with("OTEL_SERVICE_NAME", "plugin-release");

        publish();

        assertThat(collector.requests)
                .extracting(OtlpReceiver.Received::path)
                .containsExactlyInAnyOrder("/v1/traces", "/v1/metrics");
        assertThat(collector.requests).allSatisfy(request -> assertThat(request.headers())
                .containsEntry("api-key", SECRET)
                .containsEntry("x-scope", "a b")
                .containsEntry("content-type", "application/x-protobuf"));
        assertThat(OtlpReceiver.attributes(collector.resource().getAttributesList()))
                .containsEntry("service.name", "plugin-release")
                .containsEntry("deployment.environment.name", "ci")
                .containsEntry("team", "notes,apps")
                .containsKeys("service.version", "telemetry.sdk.name");
    }

    @Test
    void traces_and_metrics_can_have_endpoints_and_headers_of_their_own() throws Exception {
        shell.with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.uri() + "/all/")
                .with("OTEL_EXPORTER_OTLP_HEADERS", "api-key=general")
                .with("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.uri() + "/only/traces")
                .with("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "x-traces=" + SECRET);

        publish();

        assertThat(collector.requests)
                .extracting(OtlpReceiver.Received::path)
                .containsExactlyInAnyOrder("/only/traces", "/all/v1/metrics");
        assertThat(collector.requests).allSatisfy(request -> {
            boolean traces = request.path().equals("/only/traces");
            assertThat(request.headers())
                    .containsEntry(traces ? "x-traces" : "api-key", traces ? SECRET : "general")
                    .doesNotContainKey(traces ? "api-key" : "x-traces");
        });
    }

    @Test
    void an_endpoint_of_metrics_alone_is_enough() throws Exception {
        shell.with("OTEL_EXPORTER_OTLP_ENDPOINT", "")
                .with("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", collector.uri() + "/v1/metrics");

        assertThat(publish().err()).doesNotContain("were not sent");

        assertThat(collector.requests).extracting(OtlpReceiver.Received::path).containsExactly("/v1/metrics");
    }

    @Test
    void a_problem_refers_to_the_variable_that_causes_it() throws Exception {
        shell.with("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "api-key=" + SECRET)
                .with("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "grpc")
                .with("OTEL_EXPORTER_OTLP_TIMEOUT", "soon");
        collector.status = 403;

        Shell.Outcome outcome = publish();

        assertThat(outcome.err())
                .contains("check OTEL_EXPORTER_OTLP_TRACES_HEADERS")
                .contains("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL is not http/protobuf")
                .containsOnlyOnce("OTEL_EXPORTER_OTLP_TIMEOUT is not a number of milliseconds")
                .doesNotContain(SECRET);
    }

    @Test
    void no_secret_is_part_of_a_trace_or_a_message() throws Exception {
        shell.with("OTEL_EXPORTER_OTLP_HEADERS", "api-key=" + SECRET)
                .with(
                        "OTEL_RESOURCE_ATTRIBUTES",
                        "token=" + sandbox.publisherToken().reveal());
        collector.status = 401;

        Shell.Outcome outcome = publish("--verbose");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err())
                .contains(
                        "were not sent: the endpoint responded with status 401: it requires a valid login; check OTEL_EXPORTER_OTLP_HEADERS")
                .doesNotContain(SECRET);
        assertThat(collector.requests).hasSize(2).allSatisfy(request -> {
            String body = new String(request.body(), StandardCharsets.ISO_8859_1);
            assertThat(body)
                    .doesNotContain(sandbox.publisherToken().reveal())
                    .doesNotContain(SECRET)
                    .doesNotContain("sig=");
        });
        assertThat(collector.span("PUT uploadPart"))
                .satisfies(span -> assertThat(attributes(span)).containsKey("url.full"));
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_SDK_DISABLED, TRUE",
        "OTEL_EXPORTER_OTLP_ENDPOINT, http://collector.example",
        "OTEL_EXPORTER_OTLP_ENDPOINT, collector:4317",
        "OTEL_EXPORTER_OTLP_PROTOCOL, grpc",
    })
    void nothing_is_sent_if_it_is_switched_off_or_cannot_be_sent(String variable, String value) {
        shell.with(variable, value);

        Shell.Outcome outcome = publish();

        assertThat(outcome.exitCode()).isZero();
        assertThat(collector.requests).isEmpty();
        assertThat(outcome.err()
                        .contains("warning: The trace and the metrics of this publish were not sent: " + variable))
                .isEqualTo(!variable.equals("OTEL_SDK_DISABLED"));
    }

    @Test
    void each_signal_can_be_switched_off() throws Exception {
        shell.with("OTEL_TRACES_EXPORTER", "none");

        publish();

        assertThat(collector.requests).extracting(OtlpReceiver.Received::path).containsExactly("/v1/metrics");
    }

    @Test
    void a_dry_run_a_sandbox_and_other_commands_send_nothing() {
        assertThat(publish("--dry-run").exitCode()).isZero();
        assertThat(publish("--sandbox").exitCode()).isZero();
        assertThat(shell.run("precheck", "--project", "plugin", "--offline").exitCode())
                .isZero();

        assertThat(collector.requests).isEmpty();
        assertThat(publish().exitCode()).isZero();
        assertThat(collector.requests).hasSize(2);
    }

    @Test
    void a_collector_that_never_replies_does_not_fail_the_publish() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            shell.impatient().with("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort());

            Shell.Outcome outcome = publish();

            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.err()).contains("warning: The trace and the metrics of this publish were not sent");
        }
    }
}
