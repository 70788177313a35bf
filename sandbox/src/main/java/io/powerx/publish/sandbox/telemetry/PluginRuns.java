package io.powerx.publish.sandbox.telemetry;

import io.powerx.publish.sandbox.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the last runs of each plugin ended.
 *
 * @param consecutiveFailures runs that failed since the last success
 */
record PluginRuns(String pluginId, long consecutiveFailures, Instant lastRunAt) {
    /** Plugins without a run for that long are not shown. */
    private static final Duration SHOWN = Duration.ofDays(30);

    /** Foreign ids could fill the page and Prometheus. */
    private static final int MAX_PLUGINS = 2_000;

    /** Considers the end of a run, unless a later run has ended already. */
    static void record(Tx tx, ReceivedEvent event) throws SQLException {
        String pluginId = event.knownPlugin();
        if (pluginId == null || !event.endsRun()) {
            return;
        }
        Optional<PluginRuns> before =
                tx.select(PluginRuns.class, "telemetry_plugin WHERE plugin_id = ?", pluginId).stream()
                        .findFirst();
        if (before.isPresent() && event.time().isBefore(before.get().lastRunAt())) {
            return;
        }
        long failures = event.succeeded()
                ? 0
                : before.map(PluginRuns::consecutiveFailures).orElse(0L) + 1;
        if (before.isPresent()) {
            tx.update(
                    "UPDATE telemetry_plugin SET consecutive_failures = ?, last_run_at = ? WHERE plugin_id = ?",
                    failures,
                    event.time().toEpochMilli(),
                    pluginId);
        } else {
            tx.update(
                    "INSERT INTO telemetry_plugin (plugin_id, consecutive_failures, last_run_at) VALUES (?, ?, ?)",
                    pluginId,
                    failures,
                    event.time().toEpochMilli());
        }
    }

    /** The plugins with recent runs, by id. */
    static List<PluginRuns> recent(Tx tx, Instant now) throws SQLException {
        return tx
                .select(
                        PluginRuns.class,
                        "telemetry_plugin WHERE last_run_at > ? ORDER BY last_run_at DESC LIMIT " + MAX_PLUGINS,
                        now.minus(SHOWN).toEpochMilli())
                .stream()
                .sorted(java.util.Comparator.comparing(PluginRuns::pluginId))
                .toList();
    }
}
