package io.powerx.publish.sandbox.telemetry;

import io.powerx.publish.metrics.Labels;
import io.powerx.publish.sandbox.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The runs of which more events may arrive. A run is settled some time after its last event; what is missing then is counted as missing,
 * so that the counter never has to go back.
 */
final class OpenRuns {
    static final Duration AFTER_END = Duration.ofMinutes(15);
    static final Duration AFTER_SILENCE = Duration.ofHours(1);
    /** The most runs that are settled at once while no events arrive. */
    static final int AT_ONCE = 1_000;

    private final Tx tx;
    private final Instant now;
    private final Map<String, Run> runs = new HashMap<>();
    private final Set<String> settled = new HashSet<>();

    /** A row of the table. */
    record Run(
            String runId,
            @Nullable Instant startedAt,
            boolean ended,
            long received,
            long lastSequence,
            Instant settleAt) {
        /** Anyone can send an event with a large number, so a run counts for at most as many missing events as it has events. */
        long missing() {
            return Math.max(0, Math.min(lastSequence - received, received)) + (ended ? 0 : 1);
        }

        private Run and(ReceivedEvent event, Instant now) {
            boolean over = ended || event.endsRun() || event.disputes();
            return new Run(
                    runId,
                    event.startsRun() ? event.time() : startedAt,
                    over,
                    received + 1,
                    Math.max(lastSequence, event.sequence()),
                    now.plus(over ? AFTER_END : AFTER_SILENCE));
        }
    }

    private OpenRuns(Tx tx, Instant now) {
        this.tx = tx;
        this.now = now;
    }

    /**
     * Loads what is known about runs.
     *
     * @param ids of the runs; their new events are not stored yet
     */
    static OpenRuns load(Tx tx, Instant now, Collection<String> ids) throws SQLException {
        OpenRuns open = new OpenRuns(tx, now);
        for (List<String> some : Chunks.of(ids)) {
            String among = " WHERE run_id IN (" + Chunks.parameters(some) + ")";
            tx.select(Run.class, "telemetry_open_run" + among, some.toArray())
                    .forEach(run -> open.runs.put(run.runId(), run));
            open.settled.addAll(tx.list(
                    "SELECT DISTINCT run_id FROM telemetry_event" + among, row -> row.getString(1), some.toArray()));
        }
        open.settled.removeAll(open.runs.keySet());
        return open;
    }

    /** Adds an event to its run. Returns false if the run was settled already. */
    boolean add(ReceivedEvent event) {
        if (settled.contains(event.runId())) {
            return false;
        }
        runs.compute(
                event.runId(), (id, run) -> (run == null ? new Run(id, null, false, 0, 0, now) : run).and(event, now));
        return true;
    }

    void store() throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        runs.keySet().stream()
                .sorted()
                .map(runs::get)
                .forEach(run -> rows.add(new Object[] {
                    run.startedAt() == null ? null : run.startedAt().toEpochMilli(),
                    run.ended(),
                    run.received(),
                    run.lastSequence(),
                    run.settleAt().toEpochMilli(),
                    run.runId()
                }));
        int[] changed = tx.updateEach(
                "UPDATE telemetry_open_run SET started_at = ?, ended = ?, received = ?, last_sequence = ?, settle_at ="
                        + " ? WHERE run_id = ?",
                rows);
        List<@Nullable Object[]> fresh = new ArrayList<>();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] == 0) {
                fresh.add(rows.get(i));
            }
        }
        tx.updateEach(
                "INSERT INTO telemetry_open_run (started_at, ended, received, last_sequence, settle_at, run_id) "
                        + "VALUES (?, ?, ?, ?, ?, ?)",
                fresh);
    }

    /**
     * Settles runs whose time has come, and counts their missing events.
     *
     * @param most of them; the others are settled later
     */
    static void settle(Tx tx, Instant now, int most, Counts counts) throws SQLException {
        List<Run> due = tx.select(
                Run.class,
                "telemetry_open_run WHERE settle_at <= ? ORDER BY settle_at LIMIT " + most,
                now.toEpochMilli());
        for (List<String> some : Chunks.of(due.stream().map(Run::runId).toList())) {
            tx.update(
                    "DELETE FROM telemetry_open_run WHERE run_id IN (" + Chunks.parameters(some) + ")", some.toArray());
        }
        counts.add(Metric.MISSING, (double) due.stream().mapToLong(Run::missing).sum(), Labels.NONE);
    }

    /**
     * The runs that started within the last hour and have not ended.
     *
     * @param age of the oldest one; zero if there is none
     */
    record InProgress(long count, Duration age) {
        static InProgress of(Tx tx, Instant now) throws SQLException {
            return tx.one(
                            "SELECT COUNT(*), MIN(started_at) FROM telemetry_open_run WHERE ended = FALSE AND"
                                    + " started_at > ? AND started_at <= ? AND settle_at > ?",
                            row -> new InProgress(
                                    row.getLong(1),
                                    row.getLong(1) == 0
                                            ? Duration.ZERO
                                            : Duration.between(Instant.ofEpochMilli(row.getLong(2)), now)),
                            now.minus(AFTER_SILENCE).toEpochMilli(),
                            now.toEpochMilli(),
                            now.toEpochMilli())
                    .orElseThrow();
        }
    }
}
