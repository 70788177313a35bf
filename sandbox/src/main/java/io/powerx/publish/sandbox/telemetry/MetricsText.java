package io.powerx.publish.sandbox.telemetry;

import io.powerx.publish.metrics.Labels;
import io.powerx.publish.metrics.PrometheusText;
import io.powerx.publish.sandbox.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** The metrics in the text format of Prometheus, version 0.0.4. */
final class MetricsText {
    private final PrometheusText text = new PrometheusText();

    private MetricsText() {}

    static String of(Tx tx, Instant now) throws SQLException {
        MetricsText text = new MetricsText();
        SortedMap<Counts.Series, Double> stored = Counts.stored(tx);
        for (Metric metric : Metric.values()) {
            text.text.header(metric.metricName(), metric.help(), metric.typeWord());
            stored.forEach((series, amount) -> {
                if (belongsTo(series.name(), metric)) {
                    text.text.sample(series.name(), series.labels(), amount);
                }
            });
            text.gauge(metric, tx, now);
        }
        return text.text.toString();
    }

    private static boolean belongsTo(String name, Metric metric) {
        return switch (metric.type()) {
            case COUNTER, GAUGE -> name.equals(metric.metricName());
            case HISTOGRAM, SUMMARY ->
                name.startsWith(metric.metricName() + "_")
                        && List.of("_bucket", "_sum", "_count")
                                .contains(name.substring(metric.metricName().length()));
        };
    }

    private void gauge(Metric metric, Tx tx, Instant now) throws SQLException {
        switch (metric) {
            case OPEN_RUNS ->
                text.sample(metric.metricName(), "", (double)
                        OpenRuns.InProgress.of(tx, now).count());
            case OLDEST_OPEN_RUN ->
                text.sample(
                        metric.metricName(),
                        "",
                        OpenRuns.InProgress.of(tx, now).age().toMillis() / 1000.0);
            case CONSECUTIVE_FAILURES -> {
                for (PluginRuns plugin : PluginRuns.recent(tx, now)) {
                    text.sample(metric.metricName(), label(plugin), (double) plugin.consecutiveFailures());
                }
            }
            case LAST_RUN -> {
                for (PluginRuns plugin : PluginRuns.recent(tx, now)) {
                    text.sample(metric.metricName(), label(plugin), (double)
                            plugin.lastRunAt().getEpochSecond());
                }
            }
            default -> {}
        }
    }

    private static String label(PluginRuns plugin) {
        return Labels.of("plugin_id", plugin.pluginId()).toString();
    }
}
