package io.powerx.publish.sandbox.telemetry;

import io.powerx.publish.metrics.Labels;
import io.powerx.publish.sandbox.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts by which the series of counters, histograms and summaries grow. */
final class Counts {
    /** A sample: the name includes the suffix of a bucket, a sum or a count. */
    record Series(String name, String labels) implements Comparable<Series> {
        private static final Pattern BOUND = Pattern.compile(",?le=\"([^\"]+)\"");

        /** The buckets of a histogram are in the order of their bounds, as the text format requires. */
        private static final Comparator<Series> ORDER = Comparator.comparing(Series::name)
                .thenComparing(Series::otherLabels)
                .thenComparingDouble(Series::bound)
                .thenComparing(Series::labels);

        @Override
        public int compareTo(Series other) {
            return ORDER.compare(this, other);
        }

        private boolean isBucket() {
            return name.endsWith("_bucket");
        }

        private String otherLabels() {
            return isBucket() ? BOUND.matcher(labels).replaceFirst("") : labels;
        }

        private double bound() {
            Matcher bound = BOUND.matcher(labels);
            if (!isBucket() || !bound.find()) {
                return 0;
            }
            return bound.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound.group(1));
        }
    }

    private final SortedMap<Series, Double> amounts = new TreeMap<>();

    void add(Metric metric, double amount, Labels labels) {
        add(metric.metricName(), labels, amount);
    }

    /** Records one observation of a histogram or a summary. */
    void observe(Metric metric, double value, Labels labels) {
        observe(metric, value, labels, 1);
    }

    /** Makes the series of a histogram or a summary exist. */
    void addZeros(Metric metric, Labels labels) {
        observe(metric, 0, labels, 0);
    }

    private void observe(Metric metric, double value, Labels labels, int times) {
        String name = metric.metricName();
        for (long bound : metric.bounds()) {
            add(name + "_bucket", labels.with("le", String.valueOf(bound)), value <= bound ? times : 0);
        }
        if (!metric.bounds().isEmpty()) {
            add(name + "_bucket", labels.with("le", "+Inf"), times);
        }
        add(name + "_sum", labels, value * times);
        add(name + "_count", labels, times);
    }

    private void add(String name, Labels labels, double amount) {
        amounts.merge(new Series(name, labels.toString()), amount, Double::sum);
    }

    /** Adds the amounts to the stored ones. The order of the rows is the same in all transactions, so that they cannot deadlock. */
    void store(Tx tx) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        amounts.forEach((series, amount) -> rows.add(new Object[] {amount, series.name(), series.labels()}));
        int[] changed =
                tx.updateEach("UPDATE telemetry_metric SET amount = amount + ? WHERE name = ? AND labels = ?", rows);
        List<@Nullable Object[]> fresh = new ArrayList<>();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] == 0) {
                fresh.add(rows.get(i));
            }
        }
        tx.updateEach("INSERT INTO telemetry_metric (amount, name, labels) VALUES (?, ?, ?)", fresh);
    }

    static SortedMap<Series, Double> stored(Tx tx) throws SQLException {
        SortedMap<Series, Double> found = new TreeMap<>();
        tx.list(
                        "SELECT name, labels, amount FROM telemetry_metric",
                        row -> Map.entry(new Series(row.getString(1), row.getString(2)), row.getDouble(3)))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }
}
