package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
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

/** The operation reportTelemetry, and statistics of the received events. */
public final class Telemetry {
    private static final int MAX_EVENTS = 100;

    /** The largest sequence number that the contract permits. */
    private static final int MAX_SEQUENCE = 1_000;

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
        String source = Json.write(batch.get("source"));
        backend.database().transaction(tx -> {
            JsonNode events = batch.get("events");
            for (int i = 0; i < events.size(); i++) {
                insert(tx, events.get(i), time(events.get(i), i), source);
            }
            return true;
        });
        return HttpResponse.empty(202);
    }

    /** The format of the contract also permits leap seconds, which Java cannot represent. */
    private static Instant time(JsonNode event, int index) {
        try {
            return OffsetDateTime.parse(event.get("time").textValue()).toInstant();
        } catch (DateTimeParseException e) {
            throw ProblemException.validation("/events/" + index + "/time", "format", "is not a valid time");
        }
    }

    /** Stores an event, unless it was received before: a client sends it again if the reply was lost. */
    private void insert(Tx tx, JsonNode event, Instant time, String source) throws SQLException {
        String eventId = event.get("eventId").textValue().toLowerCase(Locale.ROOT);
        tx.update(
                "INSERT INTO telemetry_event (event_id, plugin_id, version, channel, publish_id, sequence, name, "
                        + "happened_at, status, source, event, received_at) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? "
                        + "WHERE NOT EXISTS (SELECT 1 FROM telemetry_event WHERE event_id = ?)",
                eventId,
                event.get("pluginId").textValue(),
                event.get("version").textValue(),
                event.get("channel").textValue(),
                event.path("publishId").textValue(),
                event.get("sequence").longValue(),
                event.get("name").textValue(),
                time.toEpochMilli(),
                event.get("status").textValue(),
                source,
                Json.write(event),
                backend.now().toEpochMilli(),
                eventId);
    }

    /**
     * How many of the sent events arrived.
     *
     * @param expected according to the sequence numbers
     */
    public record Coverage(long expected, long received) {
        public long lost() {
            return expected - received;
        }

        Coverage plus(Coverage other) {
            return new Coverage(expected + other.expected, received + other.received);
        }
    }

    /** The members of an event that the pages show. */
    public record Event(
            String pluginId,
            String version,
            String channel,
            String publishId,
            long sequence,
            String name,
            long happenedAt,
            String status) {}

    /** The events of a plugin, or of all plugins if the id is empty, in chronological order. */
    public List<Event> events(String pluginId) throws SQLException {
        return backend.database()
                .transaction(tx -> tx.list(
                        "SELECT plugin_id, version, channel, publish_id, sequence, name, happened_at, status "
                                + "FROM telemetry_event WHERE ? = '' OR plugin_id = ? "
                                + "ORDER BY plugin_id, version, channel, happened_at, sequence LIMIT 100000",
                        row -> new Event(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4) == null ? "" : row.getString(4),
                                row.getLong(5),
                                row.getString(6),
                                row.getLong(7),
                                row.getString(8)),
                        pluginId,
                        pluginId));
    }

    /**
     * Counts lost events. Events of a run are numbered from 1, so a gap is a loss; a number that is not higher than the previous one
     * starts a new run.
     *
     * @param events in the order of {@link #events}
     */
    public static Coverage coverage(List<Event> events) {
        Coverage total = new Coverage(0, 0);
        List<Event> run = new ArrayList<>();
        for (Event event : events) {
            if (!run.isEmpty() && !continues(run.get(run.size() - 1), event)) {
                total = total.plus(ofRun(run));
                run.clear();
            }
            run.add(event);
        }
        return run.isEmpty() ? total : total.plus(ofRun(run));
    }

    private static boolean continues(Event last, Event event) {
        return last.pluginId().equals(event.pluginId())
                && last.version().equals(event.version())
                && last.channel().equals(event.channel())
                && event.sequence() > last.sequence();
    }

    private static Coverage ofRun(List<Event> run) {
        long last = Math.min(run.get(run.size() - 1).sequence(), MAX_SEQUENCE);
        return new Coverage(Math.max(run.size(), last), run.size());
    }
}
