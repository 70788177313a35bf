package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryTest extends SandboxTest {
    private static final UUID RUN = UUID.randomUUID();

    private Sandbox sandbox;
    private ContractClient client;

    @BeforeEach
    void startOne() {
        sandbox = start();
        client = new ContractClient(sandbox.baseUri(), "");
    }

    private static ObjectNode batch() {
        ObjectNode batch = JsonNodeFactory.instance.objectNode().put("schemaVersion", "1");
        batch.putObject("source")
                .put("client", "px-publish")
                .put("clientVersion", "1")
                .put("frontend", "cli");
        batch.putArray("events");
        return batch;
    }

    private static ObjectNode event(ObjectNode batch, int sequence) {
        return event(batch, RUN, sequence);
    }

    private static ObjectNode event(ObjectNode batch, UUID run, int sequence) {
        ObjectNode event = ((ArrayNode) batch.get("events")).addObject();
        event.put("eventId", UUID.randomUUID().toString());
        event.put("runId", run.toString());
        event.put("sequence", sequence);
        event.put("name", "plugin.publish.started");
        event.put("time", "2026-03-01T10:00:0" + sequence % 10 + "+08:00");
        event.put("pluginId", "com.powerx.note")
                .put("version", "1.0.0")
                .put("channel", "beta")
                .put("status", "started");
        event.putObject("metrics").put("plugin.publish.duration_ms", 12);
        return event;
    }

    /** The text of the page about telemetry, without its elements. */
    private String page() {
        return ContractClient.raw("GET", sandbox.baseUri() + "/telemetry", new byte[0], Map.of())
                .text()
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
    }

    private void send(ObjectNode batch) {
        assertThat(client.telemetry(batch).status()).isEqualTo(202);
    }

    @Test
    void events_are_counted_once_and_gaps_in_their_sequence_are_losses() {
        ObjectNode batch = batch();
        event(batch, 1);
        event(batch, 2);
        event(batch, 4);

        Reply first = client.telemetry(batch);
        Reply second = client.telemetry(batch);

        assertThat(first.json().get("accepted").asInt()).isEqualTo(3);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.json().get("accepted").asInt()).isZero();
        assertThat(second.json().get("duplicates").asInt()).isEqualTo(3);
        assertThat(page()).contains("75.0 % Events that arrived: 3 of 4 1 Events lost");
    }

    @Test
    void parallel_runs_of_the_same_version_are_distinguished_by_their_ids() {
        UUID other = UUID.randomUUID();
        ObjectNode batch = batch();
        event(batch, RUN, 1);
        event(batch, other, 1);
        event(batch, RUN, 2).put("name", "plugin.publish.succeeded");
        event(batch, other, 3).put("name", "plugin.publish.failed");
        event(batch, UUID.randomUUID(), 1);

        send(batch);

        assertThat(page())
                .contains("83.3 % Events that arrived: 5 of 6 1 Events lost")
                .contains("3 Runs 1 Runs that have not reported their end");
    }

    @Test
    void a_run_that_failed_before_the_plugin_was_known_counts() {
        ObjectNode batch = batch();
        event(batch, 1).remove(List.of("pluginId", "version", "channel"));
        event(batch, 2).put("name", "plugin.publish.failed").remove(List.of("pluginId", "version", "channel"));

        send(batch);

        assertThat(page()).contains("100.0 % Events that arrived: 2 of 2 0 Events lost");
    }

    @Test
    void events_that_a_sender_dropped_are_losses() {
        JsonNode published = publisher(sandbox).publish(SamplePublish.simple("com.powerx.note", "1.0.0"));
        ObjectNode batch = batch();
        ((ObjectNode) batch.get("source")).put("dropped", 40);
        event(batch, 1);
        event(batch, 2)
                .put("name", "plugin.publish.succeeded")
                .put("publishId", published.get("publishId").asText());

        send(batch);
        send(batch);

        assertThat(page()).contains("4.8 % Events that arrived: 2 of 42 40 Events lost");
    }

    @Test
    void dropped_events_that_left_a_gap_are_lost_once() {
        ObjectNode batch = batch();
        ((ObjectNode) batch.get("source")).put("dropped", 1);
        event(batch, 1);
        event(batch, 3);

        send(batch);

        assertThat(page()).contains("66.7 % Events that arrived: 2 of 3 1 Events lost");
    }

    private static void rules(ObjectNode event, String kind, String... rules) {
        ArrayNode ids = event.withObject("/precheck").putArray(kind);
        List.of(rules).forEach(ids::add);
    }

    @Test
    void the_rate_of_false_positives_is_shown_for_each_rule() {
        ObjectNode batch = batch();
        for (int i = 0; i < 4; i++) {
            ObjectNode end = event(batch, UUID.randomUUID(), 2).put("name", "plugin.publish.failed");
            rules(end, "errors", "PX-F004");
            rules(end, "warnings", "PX-F004", "PX-C001");
        }
        rules(event(batch, UUID.randomUUID(), 2).put("name", "plugin.publish.succeeded"), "suppressed", "PX-C001");
        rules(event(batch, UUID.randomUUID(), 1).put("name", "plugin.precheck.disputed"), "disputed", "PX-F004");
        rules(event(batch, UUID.randomUUID(), 1).put("name", "plugin.precheck.disputed"), "disputed", "PX-M001");

        send(batch);
        send(batch);

        assertThat(page())
                .contains("PX-C001 5 0 0.0 %")
                .contains("PX-F004 4 1 25.0 %")
                .contains("PX-M001 0 1 unknown");
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000_000, 1_000_000_000_000L})
    void a_single_anonymous_event_does_not_distort_the_figures(long dropped) {
        for (int run = 0; run < 10; run++) {
            ObjectNode honest = batch();
            UUID id = UUID.randomUUID();
            event(honest, id, 1);
            event(honest, id, 2).put("name", "plugin.publish.succeeded");
            send(honest);
        }
        assertThat(page()).contains("100.0 % Events that arrived: 20 of 20 0 Events lost");
        ObjectNode anonymous = batch();
        ((ObjectNode) anonymous.get("source")).put("dropped", dropped);
        event(anonymous, 1_000).put("publishId", "pub_unknown");

        send(anonymous);

        assertThat(page()).contains("95.5 % Events that arrived: 21 of 22 1 Events lost");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, 0, 1_001, 9_000_000_000_000_000_000L})
    void a_sequence_number_out_of_range_is_rejected(long sequence) {
        ObjectNode batch = batch();
        event(batch, 1);
        event(batch, 2).put("sequence", sequence);

        Reply rejected = client.telemetry(batch);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.json().at("/errors/0/pointer").asText()).isEqualTo("/events/1/sequence");
        assertThat(page()).contains("No telemetry");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2016-12-31T23:59:60Z",
                "2026-01-01t00:00:00z",
                "2026-01-01T00:00:00.123456789123Z",
                "9999-12-31T23:59:59-18:00",
                "0000-01-01T00:00:00Z",
                "+999999999-01-01T00:00:00Z",
                "2026-01-01T00:00:00+23:59"
            })
    void an_unusual_time_never_fails_the_sandbox(String time) {
        ObjectNode batch = batch();
        event(batch, 1).put("time", time);

        assertThat(client.telemetry(batch).status()).isIn(202, 400);
    }

    @Test
    void unknown_members_are_rejected() {
        for (String place : new String[] {"", "/source", "/events/0", "/events/0/metrics"}) {
            ObjectNode batch = batch();
            event(batch, 1);
            ((ObjectNode) batch.at(place)).put("hostName", "secret-host");

            Reply refused = client.telemetry(batch);

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo(place + "/hostName");
        }
        assertThat(page()).contains("No telemetry");
    }

    @Test
    void more_than_a_hundred_events_are_too_many() {
        ObjectNode batch = batch();
        for (int i = 1; i <= 100; i++) {
            event(batch, i);
        }
        assertThat(client.telemetry(batch).status()).isEqualTo(202);
        event(batch, 101);
        assertThat(client.telemetry(batch).status()).isEqualTo(413);
    }
}
