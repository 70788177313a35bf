package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.sandbox.api.Telemetry;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryTest extends SandboxTest {
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
        ObjectNode event = ((ArrayNode) batch.get("events")).addObject();
        event.put("eventId", UUID.randomUUID().toString());
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

    private String page() {
        return ContractClient.raw("GET", sandbox.baseUri() + "/", new byte[0], Map.of())
                .text();
    }

    @Test
    void events_are_counted_once_and_gaps_in_their_sequence_are_losses() {
        ObjectNode batch = batch();
        event(batch, 1);
        event(batch, 2);
        event(batch, 4);

        assertThat(client.telemetry(batch).status()).isEqualTo(202);
        assertThat(client.telemetry(batch).status()).isEqualTo(202);

        assertThat(page()).contains("3 of 4 events arrived (75.0 %), 1 lost");
    }

    @Test
    void a_second_run_of_the_same_version_counts_from_one_again() {
        for (int run = 0; run < 2; run++) {
            ObjectNode batch = batch();
            event(batch, 1).put("time", "2026-03-01T1" + run + ":00:00Z");
            event(batch, 2).put("time", "2026-03-01T1" + run + ":00:01Z");
            client.telemetry(batch);
        }

        assertThat(page()).contains("4 of 4 events arrived (100.0 %), 0 lost");
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

    @Test
    void stored_sequence_numbers_out_of_range_do_not_distort_the_figures() {
        Telemetry.Event huge =
                new Telemetry.Event("com.powerx.note", "1.0.0", "beta", "", Long.MAX_VALUE, "started", 0, "s");

        assertThat(Telemetry.coverage(List.of(huge, huge)).expected()).isEqualTo(2_000);
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
