package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.telemetry.TelemetryStore;
import io.powerx.publish.sandbox.validation.RequestValidator;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operation reportTelemetry, and the received events. */
public final class Telemetry {
    private final Backend backend;

    public Telemetry(Backend backend) {
        this.backend = backend;
    }

    HttpResponse report(HttpExchange exchange) throws IOException, SQLException {
        JsonNode batch = exchange.json();
        TelemetryStore.checkSize(batch);
        RequestValidator.validated(exchange, batch);
        List<TelemetryStore.Answer> answers =
                backend.telemetry().accept(List.of(TelemetryStore.Batch.of(batch, hasPublish(batch))));
        return HttpResponse.json(202, answers.get(0).json());
    }

    /** Whether the batch contains the id of a publish of this Marketplace, which only its publisher knows. */
    private boolean hasPublish(JsonNode batch) throws SQLException {
        for (JsonNode event : batch.get("events")) {
            String publishId = event.path("publishId").textValue();
            if (publishId != null
                    && backend.database()
                            .transaction(tx -> tx.one(
                                    "SELECT 1 FROM publish WHERE publish_id = ?", row -> row.getInt(1), publishId))
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** The metrics of all events, for Prometheus. */
    HttpResponse metrics(HttpExchange exchange) throws SQLException {
        return HttpResponse.text(
                "text/plain; version=0.0.4; charset=utf-8", backend.telemetry().metrics());
    }

    /**
     * The members of an event that the pages use.
     *
     * @param dropped the events that its batch reported as dropped
     */
    public record Event(
            String runId,
            long sequence,
            String name,
            @Nullable String pluginId,
            @Nullable String version,
            @Nullable String channel,
            long dropped) {
        /** For the figures of one version: what a sender dropped belongs to unknown versions. */
        public Event withoutDropped() {
            return new Event(runId, sequence, name, pluginId, version, channel, 0);
        }

        boolean startsRun() {
            return name.equals("plugin.publish.started");
        }

        boolean endsRun() {
            return name.equals("plugin.publish.succeeded") || name.equals("plugin.publish.failed");
        }
    }

    /** The events of all runs. */
    public List<Event> events() throws SQLException {
        return read("TRUE");
    }

    /** The events of the runs for a plugin. The first event of a run does not state the plugin. */
    public List<Event> events(String pluginId) throws SQLException {
        return read("run_id IN (SELECT run_id FROM telemetry_event WHERE plugin_id = ?)", pluginId);
    }

    /** The rules that events report or dispute. */
    public List<RuleDisputes> disputes() throws IOException, SQLException {
        List<String> events = backend.database()
                .transaction(tx -> tx.list(
                        "SELECT event FROM telemetry_event ORDER BY received_at DESC LIMIT 100000",
                        row -> row.getString(1)));
        List<JsonNode> parsed = new ArrayList<>();
        for (String event : events) {
            parsed.add(Json.mapper().readTree(event));
        }
        return RuleDisputes.of(parsed);
    }

    private List<Event> read(String condition, @Nullable Object... arguments) throws SQLException {
        return backend.database()
                .transaction(tx -> tx.select(
                        Event.class,
                        "telemetry_event WHERE " + condition + " ORDER BY run_id, sequence LIMIT 100000",
                        arguments));
    }
}
