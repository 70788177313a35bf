package io.powerx.publish.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.FakeTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorTest {
    @TempDir
    Path data;

    private final FakeTime clock = new FakeTime();
    private final TelemetryBatches batches = new TelemetryBatches(clock.instant());
    private final List<Collector> started = new ArrayList<>();

    /** How the database is reached; the tests of PostgreSQL override it. */
    DatabaseLogin database() throws Exception {
        return DatabaseLogin.files(data);
    }

    private Collector start() throws Exception {
        return start("127.0.0.1", null);
    }

    private Collector start(String host, @Nullable Secret token) throws Exception {
        Collector collector =
                Collector.start(new CollectorOptions(host, 0, database(), token, Duration.ofDays(30), clock));
        started.add(collector);
        return collector;
    }

    @AfterEach
    void stop() {
        started.forEach(Collector::close);
    }

    private static ContractClient client(Collector collector) {
        return new ContractClient(collector.baseUri(), "");
    }

    private static void send(Collector collector, ObjectNode batch) {
        assertThat(client(collector).telemetry(batch).status()).isEqualTo(202);
    }

    private static Reply get(Collector collector, String path, Map<String, String> headers) {
        return ContractClient.raw("GET", collector.baseUri() + path, new byte[0], headers);
    }

    private static String metrics(Collector collector) {
        Reply reply = get(collector, "/metrics", Map.of());
        assertThat(reply.status()).isEqualTo(200);
        return reply.text();
    }

    @Test
    void runs_are_counted_by_outcome_with_their_metrics() throws Exception {
        Collector collector = start();
        send(collector, batches.succeeded(42_000));
        send(collector, batches.succeeded(900_000));
        send(collector, batches.failed("auth"));

        assertThat(metrics(collector))
                .contains("\nplugin_publish_runs_started_total{channel=\"beta\",frontend=\"jenkins\"} 3\n")
                .contains("\nplugin_publish_runs_total{category=\"none\",channel=\"beta\",frontend=\"jenkins\","
                        + "outcome=\"succeeded\"} 2\n")
                .contains("\nplugin_publish_runs_total{category=\"auth\",channel=\"beta\",frontend=\"jenkins\","
                        + "outcome=\"failed\"} 1\n")
                .contains("\nplugin_publish_duration_seconds_bucket{channel=\"beta\",le=\"30\"} 0\n")
                .contains("\nplugin_publish_duration_seconds_bucket{channel=\"beta\",le=\"60\"} 1\n")
                .contains("\nplugin_publish_duration_seconds_bucket{channel=\"beta\",le=\"600\"} 1\n")
                .contains("\nplugin_publish_duration_seconds_bucket{channel=\"beta\",le=\"1200\"} 2\n")
                .contains("\nplugin_publish_duration_seconds_sum{channel=\"beta\"} 942\n")
                .contains("\nplugin_publish_bundle_size_bytes_count{channel=\"beta\"} 2\n")
                .contains("\nplugin_publish_retries_total{channel=\"beta\"} 9\n")
                .contains("\nplugin_publish_precheck_failure_ratio_sum{channel=\"beta\"} 0.75\n")
                .contains("\nplugin_publish_telemetry_events_total 6\n");
    }

    @Test
    void series_exist_before_their_first_event_so_that_the_first_failure_is_an_increase() throws Exception {
        assertThat(metrics(start()))
                .contains("\nplugin_publish_runs_total{category=\"network\",channel=\"stable\",frontend=\"cli\","
                        + "outcome=\"failed\"} 0\n")
                .contains("\nplugin_publish_duration_seconds_bucket{channel=\"stable\",le=\"+Inf\"} 0\n");
    }

    @Test
    void an_event_counts_once_however_often_it_arrives_and_after_a_restart() throws Exception {
        Collector collector = start();
        ObjectNode batch = batches.succeeded(1_000);
        send(collector, batch);
        collector.close();
        started.clear();
        collector = start();

        Reply again = client(collector).telemetry(batch);

        assertThat(again.json().get("accepted").asInt()).isZero();
        assertThat(again.json().get("duplicates").asInt()).isEqualTo(2);
        assertThat(metrics(collector))
                .contains("\nplugin_publish_telemetry_events_total 2\n")
                .contains("\nplugin_publish_telemetry_duplicates_total 2\n");
    }

    @Test
    void an_event_that_is_listed_twice_in_a_batch_counts_once() throws Exception {
        Collector collector = start();
        ObjectNode batch = batches.started(UUID.randomUUID());
        batch.withArray("/events").add(batch.at("/events/0").deepCopy());

        assertThat(client(collector).telemetry(batch).json().get("accepted").asInt())
                .isEqualTo(1);
    }

    @Test
    void consecutive_failures_are_counted_for_each_plugin_until_it_succeeds() throws Exception {
        Collector collector = start();
        for (int i = 0; i < 3; i++) {
            send(collector, batches.failed("network"));
        }
        assertThat(metrics(collector))
                .contains("\nplugin_publish_consecutive_failures{plugin_id=\"com.powerx.note\"} 3\n");

        send(collector, batches.succeeded(1));

        assertThat(metrics(collector))
                .contains("\nplugin_publish_consecutive_failures{plugin_id=\"com.powerx.note\"} 0\n");
    }

    @Test
    void a_failure_that_arrives_after_a_later_success_is_not_a_consecutive_failure() throws Exception {
        Collector collector = start();
        send(collector, batches.succeeded(1));
        send(collector, new TelemetryBatches(clock.instant().minusSeconds(60)).failed("network"));

        assertThat(metrics(collector))
                .contains("\nplugin_publish_consecutive_failures{plugin_id=\"com.powerx.note\"} 0\n");
    }

    @Test
    void what_is_missing_a_quarter_of_an_hour_after_the_end_of_a_run_counts_as_missing() throws Exception {
        Collector collector = start();
        ObjectNode end = TelemetryBatches.empty();
        batches.event(end, UUID.randomUUID(), 2, "succeeded");
        send(collector, end);
        assertThat(metrics(collector)).contains("\nplugin_publish_telemetry_missing_events_total 0\n");

        clock.advance(Duration.ofMinutes(15));

        assertThat(metrics(collector)).contains("\nplugin_publish_telemetry_missing_events_total 1\n");
    }

    @Test
    void runs_are_settled_while_others_arrive_so_that_they_do_not_accumulate_between_two_scrapes() throws Exception {
        Collector collector = start();
        int runs = 1_100;
        for (int i = 0; i < runs / 100; i++) {
            send(collector, hundredStarts());
        }
        clock.advance(Duration.ofHours(1));
        send(collector, hundredStarts());

        assertThat(metrics(collector))
                .contains("\nplugin_publish_telemetry_missing_events_total " + runs + "\n")
                .contains("\nplugin_publish_open_runs 100\n");
    }

    private ObjectNode hundredStarts() {
        ObjectNode batch = TelemetryBatches.empty();
        TelemetryBatches now = new TelemetryBatches(clock.instant());
        for (int i = 0; i < 100; i++) {
            now.event(batch, UUID.randomUUID(), 1, "started");
        }
        return batch;
    }

    @Test
    void a_missing_event_that_arrives_after_all_counts_as_late() throws Exception {
        Collector collector = start();
        UUID run = UUID.randomUUID();
        send(collector, batches.started(run));
        clock.advance(Duration.ofHours(1));
        assertThat(metrics(collector)).contains("\nplugin_publish_telemetry_missing_events_total 1\n");
        ObjectNode end = TelemetryBatches.empty();
        batches.event(end, run, 2, "failed");

        send(collector, end);
        clock.advance(Duration.ofHours(1));

        assertThat(metrics(collector))
                .contains("\nplugin_publish_telemetry_missing_events_total 1\n")
                .contains("\nplugin_publish_telemetry_late_events_total 1\n");
    }

    @Test
    void a_run_in_progress_shows_its_age_until_it_ends() throws Exception {
        Collector collector = start();
        UUID run = UUID.randomUUID();
        send(collector, batches.started(run));
        clock.advance(Duration.ofMinutes(11));
        assertThat(metrics(collector))
                .contains("\nplugin_publish_open_runs 1\n")
                .contains("\nplugin_publish_oldest_open_run_age_seconds 660\n");
        ObjectNode end = TelemetryBatches.empty();
        batches.event(end, run, 2, "succeeded");

        send(collector, end);

        assertThat(metrics(collector))
                .contains("\nplugin_publish_open_runs 0\n")
                .contains("\nplugin_publish_oldest_open_run_age_seconds 0\n");
    }

    @Test
    void reports_and_disputes_are_counted_for_each_rule() throws Exception {
        Collector collector = start();
        ObjectNode batch = batches.failed("precheck");
        ((ObjectNode) batch.at("/events/1"))
                .withObject("/precheck")
                .putArray("errors")
                .add("PX-F004")
                .add("made up \"");
        send(collector, batch);
        ObjectNode dispute = TelemetryBatches.empty();
        batches.event(dispute, UUID.randomUUID(), 1, "x")
                .put("name", "plugin.precheck.disputed")
                .withObject("/precheck")
                .putArray("disputed")
                .add("PX-F004");
        send(collector, dispute);

        assertThat(metrics(collector))
                .contains("\nplugin_precheck_rule_reports_total{rule=\"PX-F004\"} 1\n")
                .contains("\nplugin_precheck_rule_disputes_total{rule=\"PX-F004\"} 1\n")
                .doesNotContain("made up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"} 1\nevil", "UPPER", "../../x", ""})
    void a_plugin_id_that_the_contract_does_not_permit_never_becomes_a_label(String id) throws Exception {
        Collector collector = start();
        ObjectNode batch = batches.failed("usage");
        ((ObjectNode) batch.at("/events/1")).put("pluginId", id);

        assertThat(client(collector).telemetry(batch).status()).isIn(202, 400);

        assertThat(metrics(collector)).doesNotContain("evil").doesNotContain("consecutive_failures{");
    }

    @Test
    void without_a_token_a_sender_cannot_claim_more_dropped_events_than_it_sends() throws Exception {
        Collector collector = start();
        ObjectNode batch = batches.succeeded(1);
        ((ObjectNode) batch.get("source")).put("dropped", 1_000_000_000);
        send(collector, batch);

        assertThat(metrics(collector)).contains("\nplugin_publish_telemetry_dropped_events_total 2\n");
    }

    @Test
    void only_holders_of_the_token_send_and_read() throws Exception {
        Collector collector = start("127.0.0.1", Secret.of("collector-token-1"));

        assertThat(client(collector).telemetry(batches.succeeded(1)).status()).isEqualTo(401);
        assertThat(get(collector, "/metrics", Map.of()).status()).isEqualTo(401);
        assertThat(get(collector, "/metrics", Map.of("Authorization", "Bearer collector-token-2"))
                        .status())
                .isEqualTo(401);

        assertThat(new ContractClient(collector.baseUri(), "collector-token-1")
                        .telemetry(batches.succeeded(1))
                        .status())
                .isEqualTo(202);
        assertThat(get(collector, "/metrics", Map.of("Authorization", "Bearer collector-token-1"))
                        .status())
                .isEqualTo(200);
        assertThat(get(collector, "/healthz", Map.of()).text()).isEqualTo("ok\n");
        assertThat(get(collector, "/readyz", Map.of()).text()).isEqualTo("ready\n");
    }

    @Test
    void an_address_that_others_can_reach_needs_a_token() {
        assertThatThrownBy(() -> start("0.0.0.0", null))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID));
    }

    @Test
    void old_events_are_deleted_and_their_counts_kept() throws Exception {
        Collector first = start();
        send(first, batches.succeeded(1));
        first.close();
        started.clear();
        clock.advance(Duration.ofDays(31));

        Collector second = start();

        assertThat(metrics(second)).contains("\nplugin_publish_telemetry_events_total 2\n");
    }

    @Test
    void batches_that_arrive_at_once_are_all_counted() throws Exception {
        Collector collector = start();
        ExecutorService senders = Executors.newFixedThreadPool(8);
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            ObjectNode batch = batches.succeeded(1_000);
            sent.add(senders.submit(() -> send(collector, batch)));
        }
        for (Future<?> one : sent) {
            one.get();
        }
        senders.shutdown();

        assertThat(metrics(collector))
                .contains("\nplugin_publish_telemetry_events_total 160\n")
                .contains("\nplugin_publish_duration_seconds_count{channel=\"beta\"} 80\n");
    }

    @Test
    void a_batch_that_violates_the_contract_is_rejected() throws Exception {
        Collector collector = start();
        ObjectNode batch = batches.succeeded(1);
        ((ObjectNode) batch.at("/events/0")).remove("runId");

        Reply refused = client(collector).telemetry(batch);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/events/0/runId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://db/x",
                "postgresql://user:secret@db/x",
                "jdbc:postgresql://db/x?user=a&password=secret",
                "jdbc:h2:mem:x"
            })
    void a_database_url_with_a_password_or_of_another_kind_is_rejected_without_showing_it(String url) {
        assertThatThrownBy(() -> DatabaseLogin.postgres(url, null, null))
                .isInstanceOf(PublishException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void a_database_that_cannot_be_opened_is_an_error_with_its_location() throws Exception {
        Files.write(data.resolve("collector.mv.db"), "not a database".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Collector.start(new CollectorOptions(
                        "127.0.0.1", 0, DatabaseLogin.files(data), null, Duration.ofDays(30), clock)))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining(data.toString());
    }

    @Test
    void the_remedy_concerns_the_database_that_cannot_be_opened() {
        assertThatThrownBy(() -> Collector.start(new CollectorOptions(
                        "127.0.0.1",
                        0,
                        DatabaseLogin.postgres("postgresql://127.0.0.1:1/none", "px", null),
                        null,
                        Duration.ofDays(30),
                        clock)))
                .isInstanceOfSatisfying(PublishException.class, e -> assertThat(e.advice())
                        .hasValueSatisfying(advice -> assertThat(advice).contains("--database-url")));
    }

    @Test
    void a_collector_opens_its_database_again_if_a_full_disk_closed_it() throws Exception {
        DatabaseLogin files = DatabaseLogin.files(data.resolve("files"));
        Collector collector =
                Collector.start(new CollectorOptions("127.0.0.1", 0, files, null, Duration.ofDays(30), clock));
        started.add(collector);
        assertThat(get(collector, "/metrics", Map.of()).status()).isEqualTo(200);

        // when the database is closed as H2 does it
        try (Connection connection = DriverManager.getConnection(files.url(), "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        }

        // then it is missing once, which is no defect of the collector
        assertThat(get(collector, "/metrics", Map.of()).status()).isEqualTo(503);
        assertThat(get(collector, "/healthz", Map.of()).status()).isEqualTo(200);
        assertThat(Stream.generate(() -> get(collector, "/readyz", Map.of()).status())
                        .limit(20))
                .anyMatch(status -> status == 200);
        assertThat(get(collector, "/metrics", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void the_buckets_of_a_histogram_are_in_the_order_of_their_bounds() throws Exception {
        assertThat(metrics(start())
                        .lines()
                        .filter(line -> line.startsWith("plugin_publish_duration_seconds_bucket{channel=\"beta\""))
                        .map(line -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1")))
                .containsExactly("5", "15", "30", "60", "120", "300", "600", "1200", "3600", "+Inf");
    }
}
