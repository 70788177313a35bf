package io.powerx.publish.sandbox.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.metrics.Labels;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.store.Transactions;
import io.powerx.publish.sandbox.store.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stores each event of the operation reportTelemetry once, however often it arrives, and counts it. The metrics are kept up to date with
 * every batch, so reading them takes the same time whatever the number of events.
 */
public final class TelemetryStore {
    /** The most events of a batch. */
    public static final int MAX_EVENTS = 100;

    private static final long MAX_DROPPED = 1_000_000;
    private static final int DELETE_AT_ONCE = 5_000;

    private final Transactions database;
    private final Clock clock;

    private TelemetryStore(Transactions database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A batch.
     *
     * @param trusted whether the sender is known; another one could make up dropped events, so its batch counts for at most as many as it
     *     contains events
     */
    public record Batch(JsonNode content, List<ReceivedEvent> events, boolean trusted) {
        /**
         * Reads a batch.
         *
         * @param content permitted by the contract
         * @throws ProblemException if an event's time does not exist
         */
        public static Batch of(JsonNode content, boolean trusted) {
            List<ReceivedEvent> events = new ArrayList<>();
            for (int i = 0; i < content.get("events").size(); i++) {
                events.add(ReceivedEvent.of(content, i));
            }
            return new Batch(content, List.copyOf(events), trusted);
        }
    }

    /** What became of a batch: TelemetryAnswer in the contract. */
    public record Answer(int accepted, int duplicates) {
        /** The document of the contract. */
        public ObjectNode json() {
            ObjectNode answer = JsonNodeFactory.instance
                    .objectNode()
                    .put("accepted", accepted)
                    .put("duplicates", duplicates);
            answer.putArray("rejected");
            return answer;
        }
    }

    /** Creates what is missing in the database. */
    public static TelemetryStore open(Transactions database, Clock clock) throws SQLException {
        database.transaction(tx -> {
            // Each of the statements takes the time of a commit, even if there is nothing to do.
            if (!exists(tx)) {
                for (String statement : script().split(";\\s*\\n")) {
                    tx.update(statement);
                }
            }
            Counts counts = new Counts();
            EventCounter.addZeros(counts);
            counts.store(tx);
            return true;
        });
        return new TelemetryStore(database, clock);
    }

    /** Whether the last table of the script exists. */
    private static boolean exists(Tx tx) throws SQLException {
        return tx.one(
                        "SELECT 1 FROM information_schema.tables WHERE LOWER(table_name) = 'telemetry_metric'",
                        row -> row.getInt(1))
                .isPresent();
    }

    private static String script() {
        try (InputStream in = TelemetryStore.class.getResourceAsStream("schema.sql")) {
            if (in == null) {
                throw new IllegalStateException("schema.sql is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rejects a batch with too many events before anything else is read of it. */
    public static void checkSize(JsonNode batch) {
        if (batch.path("events").size() > MAX_EVENTS) {
            throw ProblemException.of(
                    413, "too_many_events", "A batch has at most " + MAX_EVENTS + " events; send fewer.");
        }
    }

    /** Stores batches in one transaction, and returns an answer for each, in order. */
    public List<Answer> accept(List<Batch> batches) throws SQLException {
        return database.transaction(tx -> new Transfer(tx, now()).store(batches));
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /** The text of all metrics, for Prometheus. */
    public String metrics() throws SQLException {
        database.transaction(tx -> {
            Counts counts = new Counts();
            OpenRuns.settle(tx, now(), OpenRuns.AT_ONCE, counts);
            counts.store(tx);
            return true;
        });
        return database.transaction(tx -> MetricsText.of(tx, now()));
    }

    /**
     * Deletes events that arrived before a time; the metrics remain. An event that is sent again later than that counts again.
     *
     * @return the number of deleted events
     */
    public int deleteOlderThan(Duration age) throws SQLException {
        long before = now().minus(age).toEpochMilli();
        int all = 0;
        int some;
        do {
            some = database.transaction(tx -> tx.update(
                    "DELETE FROM telemetry_event WHERE event_id IN (SELECT event_id FROM telemetry_event "
                            + "WHERE received_at < ? LIMIT " + DELETE_AT_ONCE + ")",
                    before));
            all += some;
        } while (some == DELETE_AT_ONCE);
        return all;
    }

    /** The work of one transaction. */
    private record Transfer(Tx tx, Instant now) {
        List<Answer> store(List<Batch> batches) throws SQLException {
            List<ReceivedEvent> all =
                    batches.stream().flatMap(batch -> batch.events().stream()).toList();
            Set<String> known = known(all);
            OpenRuns runs = OpenRuns.load(
                    tx, now, all.stream().map(ReceivedEvent::runId).toList());
            Counts counts = new Counts();
            List<@Nullable Object[]> rows = new ArrayList<>();
            List<Answer> answers = new ArrayList<>();
            for (Batch batch : batches) {
                int accepted = 0;
                for (ReceivedEvent event : batch.events()) {
                    if (known.add(event.eventId())) {
                        long dropped = accepted == 0 ? dropped(batch) : 0;
                        counts.add(Metric.DROPPED, (double) dropped, Labels.NONE);
                        rows.add(row(event, batch, dropped));
                        count(event, runs, counts);
                        accepted++;
                    }
                }
                int duplicates = batch.events().size() - accepted;
                counts.add(Metric.DUPLICATES, duplicates, Labels.NONE);
                answers.add(new Answer(accepted, duplicates));
            }
            tx.updateEach(
                    "INSERT INTO telemetry_event (event_id, run_id, sequence, name, happened_at, plugin_id, version,"
                            + " channel, dropped, source, event, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    rows);
            runs.store();
            // No more runs become due than events arrive.
            OpenRuns.settle(tx, now, all.size(), counts);
            counts.store(tx);
            return answers;
        }

        private Set<String> known(List<ReceivedEvent> events) throws SQLException {
            Set<String> known = new HashSet<>();
            for (List<String> some :
                    Chunks.of(events.stream().map(ReceivedEvent::eventId).toList())) {
                known.addAll(tx.list(
                        "SELECT event_id FROM telemetry_event WHERE event_id IN (" + Chunks.parameters(some) + ")",
                        row -> row.getString(1),
                        some.toArray()));
            }
            return known;
        }

        private static long dropped(Batch batch) {
            long dropped = Math.min(batch.content().at("/source/dropped").longValue(), MAX_DROPPED);
            return batch.trusted() ? dropped : Math.min(dropped, batch.events().size());
        }

        private void count(ReceivedEvent event, OpenRuns runs, Counts counts) throws SQLException {
            EventCounter.count(event, counts);
            if (!runs.add(event)) {
                counts.add(Metric.LATE, 1, Labels.NONE);
            }
            PluginRuns.record(tx, event);
        }

        private @Nullable Object[] row(ReceivedEvent event, Batch batch, long dropped) {
            return new Object[] {
                event.eventId(),
                event.runId(),
                event.sequence(),
                event.name(),
                event.time().toEpochMilli(),
                event.pluginId(),
                event.version(),
                event.channel(),
                dropped,
                Json.write(batch.content().get("source")),
                Json.write(event.content()),
                now.toEpochMilli()
            };
        }
    }
}
