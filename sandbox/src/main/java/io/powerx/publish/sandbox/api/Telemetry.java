package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.store.Tx;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The operation reportTelemetry, and the received events. */
public final class Telemetry {
    private static final int MAX_EVENTS = 100;
    private static final long MAX_DROPPED = 1_000_000;

    private final Backend backend;

    public Telemetry(Backend backend) {
        this.backend = backend;
    }

    HttpResponse report(HttpExchange exchange) throws IOException, SQLException {
        JsonNode batch = exchange.json();
        if (batch.path("events").size() > MAX_EVENTS) {
            throw ProblemException.of(
                    413, "too_many_events", "A batch has at most " + MAX_EVENTS + " events; send fewer.");
        }
        RequestValidator.validated(exchange, batch);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        backend.database().transaction(tx -> {
            JsonNode events = batch.get("events");
            String source = Json.write(batch.get("source"));
            long dropped = dropped(tx, batch);
            int accepted = 0;
            for (int i = 0; i < events.size(); i++) {
                accepted += insert(tx, events.get(i), time(events.get(i), i), source, accepted == 0 ? dropped : 0);
            }
            answer.put("accepted", accepted);
            answer.put("duplicates", events.size() - accepted);
            answer.putArray("rejected");
            return true;
        });
        return HttpResponse.json(202, answer);
    }

    /**
     * The events that the sender reports as dropped. Anyone can send a batch, so a batch that does not name a publish of this Marketplace,
     * whose id only its publisher knows, counts for at most as many dropped events as it contains events.
     */
    private static long dropped(Tx tx, JsonNode batch) throws SQLException {
        long dropped = Math.min(batch.at("/source/dropped").longValue(), MAX_DROPPED);
        for (JsonNode event : batch.get("events")) {
            String publishId = event.path("publishId").textValue();
            if (publishId != null
                    && tx.one("SELECT 1 FROM publish WHERE publish_id = ?", row -> row.getInt(1), publishId)
                            .isPresent()) {
                return dropped;
            }
        }
        return Math.min(dropped, batch.get("events").size());
    }

    /** The format of the contract also permits leap seconds, which Java cannot represent. */
    private static Instant time(JsonNode event, int index) {
        try {
            return OffsetDateTime.parse(event.get("time").textValue()).toInstant();
        } catch (DateTimeParseException e) {
            throw ProblemException.validation("/events/" + index + "/time", "format", "is not a valid time");
        }
    }

    /** Stores an event and returns 1, or returns 0 if it was received before: a client sends it again if the reply was lost. */
    private int insert(Tx tx, JsonNode event, Instant time, String source, long dropped) throws SQLException {
        String eventId = event.get("eventId").textValue().toLowerCase(Locale.ROOT);
        return tx.update(
                "INSERT INTO telemetry_event (event_id, run_id, sequence, name, happened_at, plugin_id, version, channel, "
                        + "dropped, source, event, received_at) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? "
                        + "WHERE NOT EXISTS (SELECT 1 FROM telemetry_event WHERE event_id = ?)",
                eventId,
                event.get("runId").textValue().toLowerCase(Locale.ROOT),
                event.get("sequence").longValue(),
                event.get("name").textValue(),
                time.toEpochMilli(),
                event.path("pluginId").textValue(),
                event.path("version").textValue(),
                event.path("channel").textValue(),
                dropped,
                source,
                Json.write(event),
                backend.now().toEpochMilli(),
                eventId);
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
